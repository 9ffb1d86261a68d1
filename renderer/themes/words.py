"""What every theme must say: its templates, its kinds of text, its regions. Pure."""

TEMPLATES = ("story", "notice", "gallery", "clip", "filler")
# Drawn instead, where the layout has them: without a picture, and without a text.
PLAIN_TEMPLATES = ("story_plain", "notice_plain")
BARE_TEMPLATES = ("story_bare", "gallery_bare", "clip_bare")
ALL_TEMPLATES = (*TEMPLATES, *PLAIN_TEMPLATES, *BARE_TEMPLATES)
ROLES = ("title", "long_title", "body", "agency", "name", "names")
MEDIA = "media"
# Where words stand. `text` holds a title over a body, `run` a title and then the body.
WORD_REGIONS = frozenset({"title", "body", "text", "run", "agency", "name", "names"})
# Laid by the renderer over what moves, for a while; they lie within the media.
OVERLAYS = frozenset({"lower_third"})
# Of each kind of template, the ways to show what must be shown.
NEEDED_REGIONS = {
    "story": (("title", "body"), ("text",), ("run",)),
    "story_plain": (("title", "body"), ("text",), ("run",)),
    "notice": (("title", "body"), ("text",), ("run",)),
    "notice_plain": (("title", "body"), ("text",), ("run",)),
    "gallery": (("media", "title"), ("media", "text"), ("media", "run")),
    "clip": (
        ("media", "title"),
        ("media", "text"),
        ("media", "run"),
        ("media", "lower_third"),
    ),
    "filler": (("name",),),
    "story_bare": (("media", "title"),),
    "gallery_bare": (("media", "title"),),
    "clip_bare": (("media", "title"),),
}
NEEDED_VARIANTS = ("night",)
