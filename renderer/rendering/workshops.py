"""What scenes are made with, kept warm within a process."""

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from renderer.errors import ThemeError
from renderer.planning import SceneShot
from renderer.scenes.workshop import Workshop
from renderer.store import Address, open_store
from renderer.themes import read_theme


def workshop_for(
    scene: SceneShot,
    store_address: Address,
    themes_root: Path,
    *,
    is_for_stills: bool = False,
) -> Workshop:
    """What scenes of this theme are made with; kept warm within a process."""
    workshop = _workshop(
        scene.theme, scene.variant, scene.theme_digest, store_address, themes_root
    )
    return _for_stills(workshop) if is_for_stills else workshop


@lru_cache(maxsize=4)
def _for_stills(workshop: Workshop) -> Workshop:
    return replace(workshop, draws_single_pages=True)


@lru_cache(maxsize=4)
def _workshop(
    theme: str,
    variant: str,
    theme_digest: str,
    store_address: Address,
    themes_root: Path,
) -> Workshop:
    found = read_theme(themes_root / theme, variant)
    if found.digest != theme_digest:
        # On another machine, or changed since: other pixels under its name.
        raise ThemeError(
            str(themes_root / theme),
            "it is not the theme that the loop was planned with",
            "give every machine the same themes folder, and render again",
        )
    return Workshop(open_store(store_address), found)
