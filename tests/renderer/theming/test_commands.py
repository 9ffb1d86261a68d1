"""`theme check` and `theme sheet`, as a designer runs them."""

from pathlib import Path

import pytest
from PIL import Image

from renderer.__main__ import main
from renderer.layouts import Size
from renderer.themes import read_theme
from renderer.theming.checking import problems_of
from renderer.theming.samples import samples
from renderer.theming.sheet import LABEL_PX, MARGIN, draw_sheet
from tests.renderer.themes_on_disk import (
    ALL_THEMES,
    HOUSE_THEME,
    copy_of_house_theme,
    edit,
)

MINI = Size(128, 64)


@pytest.mark.parametrize("theme", ALL_THEMES, ids=lambda path: path.name)
def test_nothing_is_wrong_with_the_themes_of_the_repository(
    theme: Path, capsys: pytest.CaptureFixture[str]
):
    assert main(["theme", "check", str(theme)]) == 0

    told = capsys.readouterr()
    assert told.err == ""
    assert "nothing wrong" in told.out


def test_a_check_tells_every_fault_in_one_line_and_ends_with_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    folder = copy_of_house_theme(tmp_path)
    edit(folder / "theme.toml", 'body = ["cream"', 'body = ["rose"')
    edit(folder / "theme.toml", "media = [0, 0, 320, 128]", "")
    monkeypatch.setenv("LANG", "vi_VN.UTF-8")

    code = main(["theme", "check", str(folder)])

    lines = capsys.readouterr().err.splitlines()
    assert code == 1
    assert any("inks.body" in line and "độ tương phản" in line for line in lines)
    assert any("strip.templates.gallery.regions" in line for line in lines)
    assert all("theme.toml: " in line and " → " in line for line in lines)


def test_a_template_that_typst_cannot_run_is_told_with_its_reason(tmp_path: Path):
    folder = copy_of_house_theme(tmp_path)
    edit(folder / "slide.typ", "#slides(paint)", "#slides(paints)")

    problem = next(iter(problems_of(folder)))

    assert "unknown variable: paints" in str(problem)
    assert "mend the theme's typst" in problem.todo


def test_a_missing_theme_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    sheet = ["theme", "sheet", str(tmp_path / "none"), "--out", str(tmp_path / "out")]

    codes = [main(["theme", "check", str(tmp_path / "none")]), main(sheet)]

    assert codes == [1, 2]
    assert "no such file" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_sheet_shows_every_sample_in_every_language_at_its_own_pixels(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    command = ["theme", "sheet", str(HOUSE_THEME), "--out", str(tmp_path)]

    code = main([*command, "--size", "128x64"])

    assert code == 0
    names = [f"lao-cai-wide_mini-128x64-{variant}.png" for variant in ("day", "night")]
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    assert len(capsys.readouterr().out.splitlines()) == 2
    with Image.open(tmp_path / names[0]) as image:
        assert image.height == len(samples()) * (64 + MARGIN + LABEL_PX) + MARGIN
        assert image.width >= 3 * (128 + MARGIN)


def test_a_sheet_shows_in_red_what_a_theme_refuses(tmp_path: Path):
    folder = copy_of_house_theme(tmp_path)
    toml = (folder / "theme.toml").read_text("utf-8")
    huge = toml.replace("body = { sizes = [20, 18, 16]", "body = { sizes = [99]")
    (folder / "theme.toml").write_text(huge, "utf-8")
    theme = read_theme(folder)

    sheet = draw_sheet(theme, MINI, None)

    assert theme.layout_for(MINI).name == "wide_mini"
    colours = sheet.getcolors(1 << 20) or []
    assert (255, 128, 128) in {colour for _, colour in colours}
