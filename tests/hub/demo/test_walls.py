"""The demo's keys and players: made once, for the demo's accounts and machines alone."""

import json
import stat
from pathlib import Path

import pytest
from pytest_django import Settings

from fixtures.province import Province
from hub.demo import walls
from hub.demo.trust import SocketTooLongError, found_repositories
from hub.players.models import Player
from hub.players.queries import player_of
from hub.playout.signing import has_repository
from player.config import read_config


@pytest.fixture(autouse=True)
def _places(settings: Settings, tmp_path: Path) -> None:
    settings.DEMO = True
    settings.DATA_DIR = tmp_path
    settings.RELEASES_DIR = tmp_path / "releases"
    settings.SIGNER_SOCKET = str(tmp_path / "s")[-90:]


def keys(folder: Path) -> set[str]:
    return {path.name for path in (folder / "releases" / "signer").glob("*.key")}


def test_who_approves_and_who_warns_has_a_key_and_each_cluster_its_repository(
    province: Province, tmp_path: Path
) -> None:
    said = found_repositories()

    assert "KHÔNG BẢO VỆ" in said
    assert has_repository("sapa")
    assert "demo-duyet.approve.key" in keys(tmp_path)
    assert "demo-van-hanh-duyet.approve.key" in keys(tmp_path)
    assert not any("bien-tap" in name for name in keys(tmp_path))


def test_an_operator_is_enrolled_on_its_own_clusters_alone(
    province: Province, tmp_path: Path
) -> None:
    found_repositories()

    kept = json.loads((tmp_path / "releases/signer/enrolled.json").read_bytes())
    count = {
        code: len(one["approve"]["keyids"]) for code, one in kept["clusters"].items()
    }
    assert count["ck-kim-thanh"] == 2
    assert count["sapa"] == 1


def test_done_twice_nothing_changes(province: Province, tmp_path: Path) -> None:
    found_repositories()
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}

    found_repositories()

    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before


def test_a_folder_that_is_too_deep_is_refused_with_a_way_out(
    province: Province, settings: Settings
) -> None:
    settings.SIGNER_SOCKET = "/" + "x" * 120

    with pytest.raises(SocketTooLongError, match="DATA_DIR"):
        found_repositories()

    assert not has_repository("sapa")


def test_players_get_a_configuration_that_they_take_and_a_token_of_their_own(
    province: Province,
) -> None:
    found_repositories()

    configs = [read_config(path) for path in walls.set_up_players()]

    assert [one.cluster for one in configs] == list(walls.CLUSTERS)
    for config in configs:
        assert config.hub is not None
        assert stat.S_IMODE(config.hub.token.stat().st_mode) == 0o600
        player = player_of(f"Bearer {config.hub.token.read_text().strip()}")
        assert player is not None
        assert player.cluster.code == config.cluster


def test_players_keep_their_tokens(province: Province) -> None:
    found_repositories()
    walls.set_up_players()
    before = set(Player.objects.values_list("token_digest", flat=True))

    walls.set_up_players()

    assert set(Player.objects.values_list("token_digest", flat=True)) == before


def test_without_a_repository_there_is_no_player(province: Province) -> None:
    assert walls.set_up_players() == []
