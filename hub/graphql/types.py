"""The answer's shapes. Each field is the attribute of that name; nothing is fetched here.

What stands behind them are the plain values of `hub.displays.queries` and
`hub.programmes.queries`, so a list of any length costs no further SQL.
"""

from typing import Any

import graphene

from hub.graphql.scalars import BigInt, DateTime


def required(kind: Any, description: str | None = None) -> graphene.Field:
    """A value that is always there."""
    return graphene.Field(kind, required=True, description=description)


def listed(kind: Any, description: str | None = None) -> graphene.Field:
    """A list that is always there, without gaps."""
    return required(graphene.List(graphene.NonNull(kind)), description)


class LocalText(graphene.ObjectType):
    """A text in one language; `language` is vi, en, zh-hans …"""

    language = required(graphene.String)
    text = required(graphene.String)


class Face(graphene.ObjectType):
    """A rectangle on a canvas that people see as one screen."""

    code = required(graphene.String)
    names = listed(LocalText)
    x_px = required(graphene.Int)
    y_px = required(graphene.Int)
    width_px = required(graphene.Int)
    height_px = required(graphene.Int)
    rotation_deg = required(
        graphene.Int,
        "How far the LED cabinet stands turned, clockwise: 0, 90, 180 or 270.",
    )
    pitch_mm = required(graphene.Float)
    viewing_distance_m = graphene.Float(
        description="From where most people look at it; null when nobody said."
    )
    languages = listed(graphene.String, "Shown one after the other, in this order.")


class Canvas(graphene.ObjectType):
    """The picture one controller drives, in LED pixels."""

    code = required(graphene.String)
    width_px = required(graphene.Int)
    height_px = required(graphene.Int)
    faces = listed(Face)


class Cluster(graphene.ObjectType):
    """A group of LED faces at one place, run by one operator (Đ2.2)."""

    code = required(graphene.String)
    names = listed(LocalText)
    status = required(graphene.String, "PLANNED, OPERATING, TEST or CLOSED.")
    canvases = listed(Canvas)
    ticker = listed(LocalText, "A line that runs below whatever is shown.")


class MediaFile(graphene.ObjectType):
    url = required(
        graphene.String, "Where to fetch it; relative to the hub's own address."
    )
    sha256 = required(graphene.String)
    size_bytes = required(BigInt)


class PictureText(graphene.ObjectType):
    language = required(graphene.String)
    alt = required(graphene.String)
    caption = required(graphene.String)


class Picture(graphene.ObjectType):
    file = required(MediaFile)
    width_px = required(graphene.Int)
    height_px = required(graphene.Int)
    focus_x = required(
        graphene.Float,
        "The middle of what matters in the picture, as parts of its width and height.",
    )
    focus_y = required(graphene.Float)
    texts = listed(PictureText)


class Subtitles(graphene.ObjectType):
    language = required(graphene.String)
    file = required(MediaFile, "WebVTT, on the clock of the clip's file.")


class Clip(graphene.ObjectType):
    file = required(MediaFile)
    width_px = required(graphene.Int)
    height_px = required(graphene.Int)
    duration_ms = required(graphene.Int)
    has_audio = required(graphene.Boolean)
    subtitles = listed(Subtitles, "One file for each language that has them.")


class Agency(graphene.ObjectType):
    code = required(graphene.String)
    names = listed(LocalText)


class ItemText(graphene.ObjectType):
    language = required(graphene.String)
    title = required(graphene.String)
    body = required(graphene.String, "Plain text; an empty line parts paragraphs.")
    revision = required(graphene.ID, "The published revision these words come from.")
    written_in = graphene.String(
        description="The language of words that stand in for a missing translation; "
        "null when they are in `language`."
    )
    note = graphene.String(
        description="What is to be shown beside words that stand in, as in (tiếng Việt)."
    )


class Item(graphene.ObjectType):
    key = required(graphene.ID, "The same in every language.")
    kind = required(graphene.String, "STORY, NOTICE, GALLERY or CLIP.")
    topic = required(graphene.String)
    agency = required(Agency)
    texts = listed(ItemText, "One text for each language in which it can be shown.")
    pictures = listed(Picture, "A story has at most one, a gallery at least one.")
    clip = graphene.Field(Clip, description="Only for CLIP.")
    public_url = graphene.String(
        description="Where passers-by read the whole item, as an absolute address."
    )


class Slot(graphene.ObjectType):
    id = required(graphene.ID)
    seconds = graphene.Int(
        description="Seconds for each language step; "
        "null means as long as reading or the clip takes."
    )
    frequency = required(graphene.Int, "Times in each loop.")
    left_out = listed(graphene.String, "The languages in which no face shows it.")
    item = required(Item)


class Airtime(graphene.ObjectType):
    """What an operator may fill of each loop by itself (Đ9.2, Đ14.3.a)."""

    agency = required(graphene.String, "The code of its items' agency.")
    seconds_per_loop = required(graphene.Int)
    reference = required(graphene.String, "The paper by which it was agreed.")


class Problem(graphene.ObjectType):
    slot_id = required(graphene.ID)
    title = required(graphene.String)
    code = required(
        graphene.String,
        "WITHDRAWN, NOT_ITS_CLUSTER, LANGUAGE_MISSING, MEDIA_MISSING or MEDIA_REFUSED.",
    )
    message = required(graphene.String, "What is wrong and what to do, in Vietnamese.")


class Programme(graphene.ObjectType):
    cluster = required(Cluster)
    at = required(DateTime)
    until = required(
        DateTime,
        "The instant at which this answer ends: "
        "the next edge of a daypart or of a validity.",
    )
    theme = required(graphene.String, "Name of a folder in themes/.")
    variant = required(graphene.String, "Of the theme: day or night.")
    is_quiet = required(graphene.Boolean, "Whether the loops have no sound.")
    airtime = listed(Airtime, "At most one for each agency.")
    slots = listed(
        Slot,
        "What may be shown, in order. "
        "Empty when nothing may: the filler is shown then.",
    )
    problems = listed(
        Problem, "What was put in the programme and may not be shown, and why."
    )


class Window(graphene.ObjectType):
    """A stretch of time in which the same is shown."""

    at = required(DateTime)
    until = required(DateTime)
    theme = required(graphene.String, "Name of a folder in themes/.")
    variant = required(graphene.String, "Of the theme: day or night.")
    is_quiet = required(graphene.Boolean, "Whether the loops have no sound.")
    airtime = listed(Airtime, "At most one for each agency.")
    slots = listed(graphene.ID, "The ids of what may be shown, in order.")
    problems = listed(
        Problem, "What was put in the programme and may not be shown, and why."
    )


class Schedule(graphene.ObjectType):
    """What a cluster has to show over some days: items once, then windows."""

    cluster = required(Cluster)
    slots = listed(Slot, "Each slot that some window shows, once.")
    windows = listed(Window, "One after the other without a gap.")
