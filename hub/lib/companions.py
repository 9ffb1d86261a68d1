"""What the packages the hub stands on say, and our Vietnamese for it.

`python -m hub.lib.companions` brings hub/locale/wagtail in step with the packages as they
are installed, and lists what has no translation yet: see docs/words.md. Reading the words
of the hub itself is left to `hub.lib.catalogue`.
"""

import ast
import importlib.machinery
import importlib.util
import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import polib
from django.utils.translation.template import templatize
from django.utils.translation.trans_real import DjangoTranslation

from hub.lib.catalogue import HUB

Key = tuple[str, str]  # context and text: what gettext looks up
Saying = tuple[Key, str]  # and what is said of many, or nothing

LOCALE = HUB / "locale" / "wagtail" / "vi" / "LC_MESSAGES"
DOMAINS = ("django", "djangojs")
HEADER = """Vietnamese for what other packages say: what they leave untranslated, and
where their word is not ours. Kept by `python -m hub.lib.companions`: see docs/words.md."""
# Django's own words; those of an app that is there with PostgreSQL only; and those of one
# whose views wagtail-localize takes over.
ALSO = ("django.conf", "django.contrib.postgres", "wagtail.locales")
# Those whose own pages nobody comes to. What of allauth is seen has a catalogue of its own
# (hub/locale/allauth); axes speaks through our page; of humanize no template says a word.
UNSEEN = ("allauth", "axes", "crontask", "django.contrib.humanize")
# What the packages show without having it translated; `hub.lib.mended` asks for it.
UNMARKED = "wagtail: not marked by it"
UNMARKED_TEXTS = (
    "%(pages)s pages, %(others)s others",
    "Can lock",
    "Can publish",
    "Can submit translations",
    "Can unlock",
    "Content types",
    "Enabled",
    "Locale",
    "Page",
    "Port",
    "Root page",
    "Site name",
    "Source locale",
    "Sync from",
    "Target locale",
    "Translation",
)
# Which words of a call are context, text, and text of many.
PLACES: dict[str, tuple[int | None, int, int | None]] = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "ngettext": (None, 0, 1),
    "pgettext": (0, 1, None),
    "npgettext": (0, 1, 2),
}
QUOTED = r"u?(?:\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*')"
IN_TEMPLATE = re.compile(rf"\b(n?p?gettext)\(((?:{QUOTED}\s*,?\s*)+)", re.DOTALL)
# The English catalogues of these are whole: their code need not be read.
WHOLE = re.compile(r"(django|wagtail)(\.|$)")
NOT_SHOWN = re.compile(r"/(tests?|migrations)/|_test\.py$")


def sayings(app: str, domain: str = "django") -> dict[Key, str]:
    """Every text of an installed app, with what it says of many."""
    if app == UNMARKED:
        texts = UNMARKED_TEXTS if domain == "django" else ()
        return {("", text): "" for text in texts}
    folder = app_folder(app)
    found = dict(_in_catalogue(folder / f"locale/en/LC_MESSAGES/{domain}.po"))
    if domain == "django" and not WHOLE.match(app):
        found |= {key: many for key, many in in_source(folder) if key not in found}
    return found


def app_folder(app: str) -> Path:
    """Where an app lies, without importing it: it may be named by its config."""
    while (spec := _spec(app)) is None or not spec.submodule_search_locations:
        app = app.rpartition(".")[0]
    return Path(spec.submodule_search_locations[0])


def brought_up_to_date(
    catalogue: polib.POFile, said: dict[str, dict[Key, str]], shipped: set[Key]
) -> polib.POFile:
    """The catalogue with all that nobody has translated, and nothing nobody says."""
    known = {key_of(entry): entry for entry in catalogue}
    fresh = polib.POFile(wrapwidth=88)
    fresh.header = HEADER
    fresh.metadata = {
        "Language": "vi",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=1; plural=0;",
    }
    entries: dict[Key, polib.POEntry] = {}
    for app, texts in said.items():
        for key, many in texts.items():
            if key in known or key not in shipped:
                entry = entries.setdefault(key, _entry(key, many, known.get(key)))
                entry.occurrences.append((app, ""))
    fresh.extend(entries.values())
    return fresh


def shipped(apps: Iterable[str], domain: str) -> set[Key]:
    """What the apps themselves have in Vietnamese."""
    paths = [vietnamese_of(app, domain) for app in apps if app != UNMARKED]
    return {
        key_of(entry)
        for path in paths
        if path.exists()
        for entry in polib.pofile(str(path)).translated_entries()
    }


def vietnamese_of(app: str, domain: str = "django") -> Path:
    return app_folder(app) / f"locale/vi/LC_MESSAGES/{domain}.po"


def in_source(folder: Path) -> Iterator[Saying]:
    for path in sorted([*folder.rglob("*.py"), *folder.rglob("*.html")]):
        if NOT_SHOWN.search(path.as_posix().removeprefix(folder.parent.as_posix())):
            continue
        text = path.read_text()
        yield from _in_code(text) if path.suffix == ".py" else _in_template(text)


def untranslated(said: Iterable[Key], running: DjangoTranslation) -> list[str]:
    """What the catalogues, merged as the running hub merges them, do not have."""
    keys = [key for key, _ in vars(running)["_catalog"].items()]
    known = {key[0] if isinstance(key, tuple) else key for key in keys}
    return [
        f"{context}: {text}" if context else text
        for context, text in said
        if (f"{context}\x04{text}" if context else text) not in known
    ]


def key_of(entry: polib.POEntry) -> Key:
    return entry.msgctxt or "", entry.msgid


def others(installed: Iterable[str]) -> list[str]:
    """The packages whose words people here may read."""
    theirs = [
        app
        for app in installed
        if not app.startswith("hub.")
        and not any(f"{app}.".startswith(f"{unseen}.") for unseen in UNSEEN)
    ]
    return list(dict.fromkeys([*ALSO, *theirs, UNMARKED]))


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings")
    from django.conf import settings  # noqa: PLC0415 - reads the line above

    apps = others(settings.INSTALLED_APPS)
    missing: list[str] = []
    for domain in DOMAINS:
        path = LOCALE / f"{domain}.po"
        said = {app: sayings(app, domain) for app in apps}
        fresh = brought_up_to_date(polib.pofile(str(path)), said, shipped(apps, domain))
        fresh.save(str(path))
        fresh.save_as_mofile(str(path.with_suffix(".mo")))
        missing += [entry.msgid for entry in fresh.untranslated_entries()]
    for text in missing:
        sys.stdout.write(f"not translated: {text}\n")
    return 1 if missing else 0


def _spec(name: str) -> importlib.machinery.ModuleSpec | None:
    try:
        return importlib.util.find_spec(name)
    except ModuleNotFoundError:  # "app.apps.Config": the class is no module
        return None


def _entry(key: Key, many: str, known: polib.POEntry | None) -> polib.POEntry:
    entry = polib.POEntry(msgctxt=key[0] or None, msgid=key[1], msgid_plural=many)
    if many:
        entry.msgstr_plural = (known and known.msgstr_plural) or {0: ""}
    elif known:
        entry.msgstr = known.msgstr
    entry.flags = ["python-format"] if re.search(r"%(\(\w+\))?[sdr]", key[1]) else []
    return entry


def _in_catalogue(path: Path) -> Iterator[Saying]:
    for entry in polib.pofile(str(path)) if path.exists() else ():
        if not entry.obsolete:
            yield key_of(entry), entry.msgid_plural


def _in_code(source: str) -> Iterator[Saying]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
            words = [getattr(word, "value", None) for word in node.args]
            yield from _said(name.removesuffix("_lazy"), words)


def _in_template(source: str) -> Iterator[Saying]:
    for name, words in IN_TEMPLATE.findall(templatize(source)):
        yield from _said(name, list(ast.literal_eval(f"({words.rstrip(', ')},)")))


def _said(name: str, words: list[object]) -> Iterator[Saying]:
    if name not in PLACES:
        return
    context, text, many = (
        words[place] if place is not None and place < len(words) else ""
        for place in PLACES[name]
    )
    if isinstance(text, str) and isinstance(context, str) and text:
        yield (context, text), many if isinstance(many, str) else ""


if __name__ == "__main__":
    sys.exit(main())
