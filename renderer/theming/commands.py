"""`theme check` and `theme sheet`, for whoever designs a theme."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from renderer.layouts import Size
from renderer.messages import told_in
from renderer.themes import Theme, read_theme, variants_of
from renderer.theming.checking import problems_of
from renderer.theming.sheet import draw_sheet, theme_sizes

type Say = Callable[[str], object]

PICTURES = Path(__file__).parents[2] / "fixtures" / "media"


def check_theme(folder: Path, *, language: str, say: Say, complain: Say) -> int:
    """One line for each thing that is wrong; 1 when there is any, else 0."""
    is_whole = True
    for problem in problems_of(folder):
        complain(str(told_in(language, problem)))
        is_whole = False
    if not is_whole:
        return 1
    file = read_theme(folder).file
    say(
        f"{folder}: {len(file.layouts)} layouts, {len(file.languages)} languages,"
        f" {', '.join(variants_of(folder))}: all drawn, nothing wrong"
    )
    return 0


def draw_sheets(
    folder: Path, out: Path, sizes: list[Size], pictures: Path, *, say: Say
) -> int:
    """A PNG for each variant and face; without sizes, for each layout's own sheet."""
    read_theme(folder)  # says what is wrong before anything is drawn
    out.mkdir(parents=True, exist_ok=True)
    for variant in variants_of(folder):
        theme = read_theme(folder, variant)
        for size in sizes or theme_sizes(theme):
            path = out / _name(theme, size, variant)
            draw_sheet(theme, size, pictures).save(path)
            say(str(path))
    return 0


def _name(theme: Theme, size: Size, variant: str) -> str:
    layout = theme.layout_for(size).name
    return f"{theme.folder.name}-{layout}-{size.width}x{size.height}-{variant}.png"


def add_theme_commands(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", language: str
) -> None:
    """Adds `theme check` and `theme sheet` to a command line."""
    theme = commands.add_parser("theme", help="check a theme, or look at all of it")
    asked = theme.add_subparsers(required=True, metavar="WHAT")

    check = asked.add_parser("check", help="say all that is wrong with it")
    check.add_argument("folder", type=Path, help="such as themes/lao-cai")
    check.set_defaults(
        run=lambda options: check_theme(
            options.folder, language=language, say=_say, complain=_complain
        )
    )

    sheet = asked.add_parser("sheet", help="draw every template, aspect and language")
    sheet.add_argument("folder", type=Path, help="such as themes/lao-cai")
    sheet.add_argument("--out", type=Path, required=True, help="folder of PNG files")
    sheet.add_argument(
        "--size",
        type=parse_size,
        action="append",
        default=[],
        metavar="WxH",
        help="these faces only",
    )
    sheet.add_argument("--pictures", type=Path, default=PICTURES, help="folder")
    sheet.set_defaults(
        run=lambda options: draw_sheets(
            options.folder, options.out, options.size, options.pictures, say=_say
        )
    )
    for command in (check, sheet):
        command.add_argument("--quiet", action="store_true", help="only warnings")


def parse_size(text: str) -> Size:
    """Raises ValueError, which argparse tells the user."""
    width, height = text.split("x")
    return Size(int(width), int(height))


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _complain(line: str) -> None:
    sys.stderr.write(f"{line}\n")
