"""A theme says how it moves; what no program knows is refused by file, key and name."""

from pathlib import Path

import moviepy
import pytest

from renderer.errors import ThemeError
from renderer.themes import read_theme
from renderer.themes.motion import (
    MOVIEPY_EFFECTS,
    MOVIEPY_TRANSITIONS,
    Motion,
    Ticker,
    transition_of,
)
from tests.renderer.themes_on_disk import copy_of_house_theme, edit


def refusal_of(tmp_path: Path, old: str, new: str) -> ThemeError:
    theme = copy_of_house_theme(tmp_path)
    edit(theme / "theme.toml", old, new)
    with pytest.raises(ThemeError) as refusal:
        read_theme(theme)
    return refusal.value


def test_a_theme_that_says_nothing_of_motion_crossfades(tmp_path: Path):
    theme = copy_of_house_theme(tmp_path)
    file = theme / "theme.toml"
    text = file.read_text("utf-8")
    start, end = text.index("[motion]"), text.index("[[fonts]]")
    file.write_text(text[:start] + text[end:], "utf-8")

    read = read_theme(theme).file

    assert read.motion == Motion()
    assert read.ticker == Ticker()
    assert read.motion.transition_into("story").name == "crossfade"


def test_each_template_may_come_in_its_own_way(tmp_path: Path):
    theme = copy_of_house_theme(tmp_path)
    edit(theme / "theme.toml", 'gallery = "soft-wipe-right"', 'gallery = "wipe-up"')

    motion = read_theme(theme).file.motion

    assert (motion.transition_into("gallery").style, "up") == ("wipe", "up")
    assert motion.transition_into("gallery").side == "up"
    assert motion.transition_into("notice").name == "push-left"


def test_a_name_comes_back_from_its_transition():
    for name in ("crossfade", "push-left", "soft-wipe-down", "FadeIn", "SlideIn-left"):
        assert transition_of(name).name == name


def test_an_unknown_transition_is_refused_with_those_there_are(tmp_path: Path):
    error = refusal_of(tmp_path, '"push-left"', '"page-curl"')

    assert "theme.toml: motion.transition" in error.where
    assert "page-curl" in str(error)
    assert "soft-wipe-down" in str(error)
    assert "SlideIn-left" in str(error)


@pytest.mark.parametrize(
    ("added", "key", "named"),
    [
        ('sotry = "crossfade"', "motion.transitions.sotry", "story, notice"),
        (
            '[motion.effects]\ngallery = [{ name = "Explode" }]',
            "motion.effects.gallery",
            "BlackAndWhite",
        ),
        (
            '[motion.effects]\ngallery = [{ name = "MultiplyColor" }]',
            "motion.effects.gallery.factor",
            "needs this number",
        ),
        (
            '[motion.effects]\nclip = [{ name = "MirrorX", factor = 2 }]',
            "motion.effects.clip.factor",
            "takes no such number",
        ),
    ],
)
def test_what_effects_and_templates_there_are_not_is_refused(
    tmp_path: Path, added: str, key: str, named: str
):
    error = refusal_of(tmp_path, 'filler = "crossfade"', added)

    assert error.where.endswith(f"theme.toml: {key}")
    assert named in str(error)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('ink = "name"', 'ink = "no"', "ticker.ink"),
        ('edge = "rice"', 'edge = "no"', "ticker.edge"),
        ('plate = "body"', 'plate = "no"', "motion.plate"),
        ('edge = "rice"', 'egde = "rice"', "ticker.egde"),
    ],
)
def test_a_colour_or_key_that_there_is_not_is_refused(
    tmp_path: Path, old: str, new: str, key: str
):
    assert refusal_of(tmp_path, old, new).where.endswith(key)


def test_moviepy_has_every_effect_that_a_theme_may_name():
    styles = {name.partition("-")[0] for name in MOVIEPY_TRANSITIONS}

    for name in styles | set(MOVIEPY_EFFECTS):
        assert hasattr(moviepy.vfx, name)
