"""What scenes are made with."""

from dataclasses import dataclass

from renderer.store import Store
from renderer.themes import Theme


@dataclass(frozen=True, eq=False)
class Workshop:
    """The pictures and clips, and the theme.

    Its own self is what it is known by: one made anew finds nothing made before.
    `draws_single_pages` is for stills, which show one page of an item and no other.
    """

    store: Store
    theme: Theme
    draws_single_pages: bool = False
