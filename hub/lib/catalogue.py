"""Keeps the Vietnamese catalogue in step with the code: `python -m hub.lib.catalogue`.

Strings in code are English. The command adds what is new to the .po with an empty
translation, drops what is gone, and compiles every catalogue of the hub: also that of
what Wagtail leaves untranslated, and those that apps keep themselves. Needs no gettext.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
from django.utils.translation.template import templatize

HUB = Path(__file__).resolve().parent.parent
CATALOGUE = HUB / "locale" / "vi" / "LC_MESSAGES" / "django.po"
MARKERS = {"_", "gettext", "gettext_lazy", "pgettext", "ngettext", "ngettext_lazy"}
IN_TEMPLATE = re.compile(
    r"gettext\(u?(\"(?:\\.|[^\"])*\"|'(?:\\.|[^'])*')\)", re.DOTALL
)


def used_strings(folder: Path = HUB) -> dict[str, list[str]]:
    """Every string to be translated, with the files that use it."""
    used: dict[str, list[str]] = {}
    for path in _read(folder):
        found = _in_code(path) if path.suffix == ".py" else _in_template(path)
        for text in found:
            places = used.setdefault(text, [])
            name = path.relative_to(folder.parent).as_posix()
            places += [] if name in places else [name]
    return used


def brought_up_to_date(
    catalogue: polib.POFile, used: dict[str, list[str]]
) -> polib.POFile:
    """The catalogue with every used string in it, and no other."""
    known = {entry.msgid: entry for entry in catalogue}
    fresh = polib.POFile(wrapwidth=88)
    fresh.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": "vi",
        "Plural-Forms": "nplurals=1; plural=0;",
    }
    for text, places in used.items():
        entry = known.get(text) or polib.POEntry(msgid=text)
        entry.occurrences = [(place, "") for place in places]
        entry.flags = ["python-format"] if re.search(r"%\(\w+\)s", text) else []
        fresh.append(entry)
    return fresh


def main() -> int:
    catalogue = polib.pofile(str(CATALOGUE)) if CATALOGUE.exists() else polib.POFile()
    fresh = brought_up_to_date(catalogue, used_strings())
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    fresh.save(str(CATALOGUE))
    for path in sorted(HUB.rglob("LC_MESSAGES/*.po")):
        polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))
    missing = [entry.msgid for entry in fresh.untranslated_entries()]
    for text in missing:
        sys.stdout.write(f"not translated: {text}\n")
    return 1 if missing else 0


def _read(folder: Path) -> list[Path]:
    """All code and templates, but for apps that keep a catalogue of their own."""
    elsewhere = [own.parent for own in folder.glob("*/locale")]
    return [
        path
        for path in sorted([*folder.rglob("*.py"), *folder.rglob("*.html")])
        if not any(path.is_relative_to(app) for app in elsewhere)
    ]


def _in_code(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and _name(node.func) in MARKERS and node.args:
            text = node.args[0]
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                yield text.value


def _name(function: ast.expr) -> str:
    return getattr(function, "id", "") or getattr(function, "attr", "")


def _in_template(path: Path) -> Iterator[str]:
    for literal in IN_TEMPLATE.findall(templatize(path.read_text(), str(path))):
        yield ast.literal_eval(literal)


if __name__ == "__main__":
    sys.exit(main())
