"""Themes to choose from: those that lie in the folder, and what is said of one that is gone."""

import os
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import translation
from pytest_django import Settings

from hub.displays.actions import save_cluster
from hub.displays.models import Cluster
from hub.displays.themes import theme_choices, theme_name, themes_in
from tests.hub.builders import make_cluster
from tests.hub.displays.test_admin import cluster_form

ROOT = Path(__file__).parents[3]


@pytest.fixture
def themes(settings: Settings, tmp_path: Path) -> Path:
    """A folder with a named theme, a nameless one, a broken one, and something else."""
    folder = tmp_path / "themes"
    write_theme(
        folder / "lao-cai",
        'name = { vi = "Bản sắc", en = "House" }\n[variants.night.colours]\n',
    )
    write_theme(folder / "thu", "")
    write_theme(folder / "hong", "name = [")
    (folder / "trong").mkdir()
    settings.THEMES_DIR = folder
    return folder


def write_theme(folder: Path, content: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "theme.toml").write_text(content, "utf-8")


def test_a_theme_is_shown_by_its_name_and_its_variants(themes: Path) -> None:
    with translation.override("vi"):
        shown = [one.label for one in themes_in(themes)]

    assert shown == ["Bản sắc (lao-cai): ban ngày, ban đêm", "thu (thu): ban ngày"]


def test_a_theme_is_called_in_the_readers_language(themes: Path) -> None:
    with translation.override("en"):
        assert theme_name("lao-cai") == "House"
    with translation.override("zh-hans"):
        assert theme_name("lao-cai") == "Bản sắc"


def test_a_theme_called_otherwise_today_is_read_again(themes: Path) -> None:
    themes_in(themes)
    write_theme(themes / "thu", 'name = { vi = "Mới" }')
    os.utime(themes / "thu" / "theme.toml", ns=(1, 1))

    assert [one.name for one in themes_in(themes)] == ["Bản sắc", "Mới"]


def test_a_name_that_is_no_table_does_no_harm(themes: Path) -> None:
    write_theme(themes / "thu", 'name = "Thử"\nvariants = 3')

    assert [one.name for one in themes_in(themes)] == ["Bản sắc", "thu"]


def test_the_themes_of_the_project_say_their_names_in_all_languages() -> None:
    for theme in themes_in(ROOT / "themes"):
        assert set(dict(theme.names)) == {"vi", "en", "zh-hans"}
        assert theme.variants == ("day", "night")


def test_a_vanished_theme_stays_chosen_and_is_said_to_be_missing(themes: Path) -> None:
    with translation.override("vi"):
        first = theme_choices("le-tet")[0]

    assert [str(part) for part in first] == [
        "le-tet",
        "le-tet – không tìm thấy giao diện",
    ]


@pytest.mark.django_db
class TestInTheForm:
    def test_only_themes_of_the_folder_can_be_chosen(
        self, admin_client: Client, themes: Path
    ) -> None:
        page = admin_client.get("/cms/clusters/new/").content.decode()

        assert '<option value="thu">thu (thu): ban ngày</option>' in page
        assert 'value="hong"' not in page
        assert 'value="trong"' not in page

    def test_another_theme_is_refused_and_nothing_is_saved(
        self, admin_client: Client, themes: Path
    ) -> None:
        answer = admin_client.post("/cms/clusters/new/", cluster_form(theme="khong-co"))

        assert "khong-co" in str(answer.context["form"].errors["theme"])
        assert not Cluster.objects.exists()

    def test_a_vanished_theme_is_not_replaced_when_something_else_is_saved(
        self, admin_client: Client, themes: Path
    ) -> None:
        cluster = Cluster.objects.create(code="sapa", theme="le-tet", status="TEST")
        address = f"/cms/clusters/edit/{cluster.pk}/"
        page = admin_client.get(address).content.decode()

        admin_client.post(address, cluster_form(theme="le-tet", place_kind="SQUARE"))

        cluster.refresh_from_db()
        assert (cluster.theme, cluster.place_kind) == ("le-tet", "SQUARE")
        assert '<option value="le-tet" selected>' in page
        assert "Thư mục “le-tet” không còn trong các giao diện" in page

    def test_the_list_tells_the_name_and_what_is_missing(
        self, admin_client: Client, themes: Path
    ) -> None:
        make_cluster("sapa")
        make_cluster("thu", status="TEST")
        Cluster.objects.filter(code="thu").update(theme="le-tet")

        page = admin_client.get("/cms/clusters/").content.decode()

        assert "Bản sắc" in page
        assert "le-tet – không tìm thấy giao diện" in page


@pytest.mark.django_db
class TestFromPrograms:
    def test_a_theme_that_does_not_exist_is_refused(self, themes: Path) -> None:
        with (
            translation.override("vi"),
            pytest.raises(ValidationError, match="Không có giao diện “khong-co”"),
        ):
            save_cluster(Cluster(code="sapa", theme="khong-co", status="TEST"))

        assert not Cluster.objects.exists()

    def test_a_theme_that_vanished_later_lets_the_rest_be_saved(
        self, themes: Path
    ) -> None:
        Cluster.objects.create(code="sapa", theme="le-tet", status="TEST")
        cluster = Cluster.objects.get()
        cluster.place_kind = "SQUARE"

        save_cluster(cluster)

        assert Cluster.objects.get().place_kind == "SQUARE"
