"""What the documents promise is there: packages, files, commands, decisions."""

import re
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
DECISIONS = sorted((ROOT / "docs/decisions").glob("*.md"))
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
ASKED_FOR = ["requirements.in", "requirements-dev.in", "requirements-build.in"]

each_document = pytest.mark.parametrize(
    "document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT))
)


def packages_in(name: str) -> list[str]:
    lines = (ROOT / name).read_text().splitlines()
    return [Requirement(line).name for line in lines if re.match(r"\w", line)]


def test_every_package_has_its_row_and_no_row_is_stale():
    rows = re.findall(
        r"^\| `([^`]+)` \|", (ROOT / "docs/dependencies.md").read_text(), re.MULTILINE
    )

    assert rows == [package for name in ASKED_FOR for package in packages_in(name)]


@pytest.mark.parametrize("name", ASKED_FOR)
def test_every_package_is_asked_for_by_one_exact_version(name):
    lines = (ROOT / name).read_text().splitlines()

    loose = [line for line in lines if re.match(r"\w", line) and "==" not in line]
    assert loose == []


@pytest.mark.parametrize(
    "path", sorted(ROOT.glob("requirements*")), ids=lambda p: p.name
)
def test_the_locks_name_no_registry(path):
    assert "://" not in path.read_text()


@each_document
def test_every_file_that_a_document_links_to_is_there(document):
    links = re.findall(r"\]\(([^)#\s]+)", document.read_text())

    local = [
        link for link in links if "://" not in link and not link.startswith("mailto:")
    ]
    assert [link for link in local if not (document.parent / link).exists()] == []


@each_document
def test_every_make_command_that_a_document_names_exists(document):
    targets = set(
        re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    )

    named = set(re.findall(r"`(?:[A-Z_]+=\S* )*make ([a-z-]+)", document.read_text()))
    assert named <= targets


def test_decisions_are_numbered_without_a_gap():
    numbers = [path.name[:4] for path in DECISIONS]

    assert numbers == [f"{number:04}" for number in range(1, len(DECISIONS) + 1)]


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem[:4])
def test_a_decision_is_named_after_its_title(path):
    title = path.read_text().splitlines()[0].removeprefix("# ")

    words = re.sub(r"[^a-z0-9 -]", "", title.lower()).split()
    assert path.stem[5:] == "-".join(words)
