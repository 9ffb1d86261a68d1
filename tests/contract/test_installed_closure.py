"""What is installed is what the locks pin, and it satisfies what every package asks for.

The locks are installed without a resolver, so this test is what the resolver would say.
"""

from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[2]
LOCKS = ["requirements-build.txt", "requirements.txt", "requirements-dev.txt"]

# Pillow below 12.2 has known holes and the hub decodes strangers' pictures; moviepy was
# tried on Pillow 13 (docs/decisions/0002). Goes when a moviepy lifts its cap.
EXCEPTIONS = {("moviepy 2.2.1", "pillow<12.0,>=9.2.0", "13.0.0")}

Unmet = tuple[str, str, str | None]


def requirements_in(path: Path) -> Iterator[Requirement]:
    """The packages that a requirements file asks for on this machine."""
    for line in path.read_text().splitlines():
        words = line.partition(" --hash")[0].partition("#")[0].strip(" \\")
        if words and not words.startswith("-"):
            requirement = Requirement(words)
            if applies(requirement, extras=[]):
                yield requirement


def applies(requirement: Requirement, extras: Iterable[str]) -> bool:
    if requirement.marker is None:
        return True
    return any(requirement.marker.evaluate({"extra": name}) for name in ["", *extras])


def unmet_needs(installed: dict[str, Distribution]) -> set[Unmet]:
    """Each need of an installed package that no installed version satisfies."""
    asked = {name: set[str]() for name in installed}
    for lock in LOCKS:
        for requirement in requirements_in((ROOT / lock).with_suffix(".in")):
            asked[canonicalize_name(requirement.name)] |= requirement.extras
    unmet = set[Unmet]()
    to_look_at = set(installed)
    while to_look_at:
        name = to_look_at.pop()
        for need in needs_of(installed[name], asked[name]):
            target = canonicalize_name(need.name)
            version = installed[target].version if target in installed else None
            if version is None or not need.specifier.contains(
                version, prereleases=True
            ):
                unmet.add((label(installed[name]), str(need), version))
            elif not need.extras <= asked[target]:
                asked[target] |= need.extras
                to_look_at.add(target)
    return unmet


def needs_of(package: Distribution, extras: Iterable[str]) -> list[Requirement]:
    needs = [Requirement(line) for line in package.requires or []]
    return [need for need in needs if applies(need, extras)]


def label(package: Distribution) -> str:
    return f"{package.name} {package.version}"


def installed_packages() -> dict[str, Distribution]:
    return {canonicalize_name(package.name): package for package in distributions()}


def test_what_is_installed_satisfies_every_package_but_one():
    assert unmet_needs(installed_packages()) == EXCEPTIONS


@pytest.mark.parametrize(
    ("missing", "asked_by"), [("asgiref", "Django"), ("psycopg-binary", "psycopg")]
)
def test_a_package_that_is_missing_is_seen(missing, asked_by):
    installed = installed_packages()
    del installed[missing]

    asking = {
        package.split()[0] for package, _, found in unmet_needs(installed) if not found
    }
    assert asked_by in asking


def test_what_is_installed_is_what_the_locks_pin():
    pinned = {
        canonicalize_name(pin.name): Version(str(pin.specifier).removeprefix("=="))
        for lock in LOCKS
        for pin in requirements_in(ROOT / lock)
    }

    installed = {
        name: Version(package.version) for name, package in installed_packages().items()
    }
    assert installed == pinned
