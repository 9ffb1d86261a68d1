"""What every theme must say: its templates, its kinds of text, its regions. Pure."""

# What no theme may lack. A drill is a message with a band that says so; the slate is
# shown where nobody's content may be.
TEMPLATES = (
    "story",
    "notice",
    "gallery",
    "clip",
    "filler",
    "urgent",
    "urgent_drill",
    "slate",
)
# Drawn instead, where the layout has them: without a picture, and without a text.
PLAIN_TEMPLATES = ("story_plain", "notice_plain")
BARE_TEMPLATES = ("story_bare", "gallery_bare", "clip_bare")
ALL_TEMPLATES = (*TEMPLATES, *PLAIN_TEMPLATES, *BARE_TEMPLATES)
ROLES = ("title", "long_title", "body", "agency", "name", "names", "drill")
MEDIA = "media"
# Where words stand. `text` holds a title over a body, `run` a title and then the body.
WORD_REGIONS = frozenset(
    {"title", "body", "text", "run", "agency", "name", "names", "drill"}
)
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
    "urgent": (("title", "body"), ("text",), ("run",)),
    "urgent_drill": (("title", "body", "drill"), ("text", "drill"), ("run", "drill")),
    "slate": (("title",),),
    "story_bare": (("media", "title"),),
    "gallery_bare": (("media", "title"),),
    "clip_bare": (("media", "title"),),
}
NEEDED_VARIANTS = ("night",)
LEVELS = ("critical", "high", "normal")
# Of each level: a title on its block of colour, one on the page's ground, and a text.
URGENT_INKS = tuple(
    f"{level}_{role}" for level in LEVELS for role in ("title", "run", "body")
)
