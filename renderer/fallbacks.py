"""What a cluster falls back on: the filler, and the safe slate, as programmes. Pure.

Both are always the same: no hour, no day and nobody's content is in them. They are drawn
as by night: dark enough for any hour, and read by day as well.
"""

from renderer.programme import Agency, Item, ItemKind, ItemText, Programme, Slot
from renderer.stage import bare

VARIANT = "night"
# In each of a face's languages: it must not look restless.
SLATE_SECONDS = 20


def filler_programme(programme: Programme) -> Programme:
    """The province's name over its landscape: when nothing is due."""
    return bare(programme).model_copy(update={"variant": VARIANT, "is_quiet": True})


def slate_programme(programme: Programme) -> Programme:
    """What the place is called: when nothing of anybody's may be shown.

    In a language in which the cluster has no name the theme says the province's.
    """
    cluster = programme.cluster
    names = {name.language: name.text for name in cluster.names}
    languages = dict.fromkeys(code for face in cluster.faces for code in face.languages)
    texts = tuple(
        ItemText(language=code, title=names.get(code, ""), body="", revision="")
        for code in languages
    )
    item = Item(
        key="",
        kind=ItemKind.SLATE,
        topic="",
        agency=Agency(code="", names=()),
        texts=texts,
        pictures=(),
        clip=None,
    )
    slot = Slot(id="slate", seconds=SLATE_SECONDS, item=item)
    return filler_programme(programme).model_copy(update={"slots": (slot,)})
