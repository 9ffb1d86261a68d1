"""What can be chosen in the preview: clusters, their faces, the languages of a draft.

Each cluster comes with a programme of this one item, signed, for the renderer.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext as _

from hub.content.queries import ItemFacts
from hub.displays.queries import CanvasFacts, ClusterFacts, FaceFacts
from hub.graphql.documents import programme_document
from hub.lib.languages import language_name
from hub.lib.localrows import LocalText
from hub.programmes.queries import ResolvedProgramme, ResolvedSlot
from hub.screens.drafts import Draft

SALT = "hub.screens.preview"
SLOT = "preview"


@dataclass(frozen=True)
class LanguageChoice:
    """`step` is where a face, in turning through what is written, shows this one."""

    code: str
    name: str
    step: int
    is_written: bool


@dataclass(frozen=True)
class FaceChoice:
    """Without a face: the whole canvas."""

    canvas: str
    face: str | None
    name: str
    width_px: int
    height_px: int
    languages: tuple[LanguageChoice, ...]
    rotation_deg: int = 0


@dataclass(frozen=True)
class ClusterChoice:
    name: str
    document: str
    faces: tuple[FaceChoice, ...]


def cluster_choice(cluster: ClusterFacts, draft: Draft) -> ClusterChoice:
    drawn = _with_written_languages(cluster, draft)
    document = programme_document(programme_of_one(draft.item, drawn))
    return ClusterChoice(
        name=cluster.name("vi"),
        document=signing.dumps(document, salt=SALT, compress=True),
        faces=tuple(_face_choices(cluster, draft.item)),
    )


def _with_written_languages(cluster: ClusterFacts, draft: Draft) -> ClusterFacts:
    """Nothing is drawn of an item that lacks a language which some face shows.

    A draft often does. So each face is asked to show the languages that are written;
    one of which none is written stands in with the draft's and cannot be chosen.
    """

    def limited(face: FaceFacts) -> FaceFacts:
        written = _written(face.languages, draft.item)
        return replace(face, languages=written or (draft.language,))

    return replace(
        cluster,
        canvases=tuple(
            replace(canvas, faces=tuple(limited(face) for face in canvas.faces))
            for canvas in cluster.canvases
        ),
    )


def _written(codes: tuple[str, ...], item: ItemFacts) -> tuple[str, ...]:
    return tuple(code for code in codes if code in item.languages)


def programme_of_one(item: ItemFacts, cluster: ClusterFacts) -> ResolvedProgramme:
    now = timezone.now()
    return ResolvedProgramme(
        cluster=cluster,
        at=now,
        until=now + timedelta(days=1),
        theme=cluster.theme,
        slots=(ResolvedSlot(id=SLOT, seconds=None, item=item),),
        problems=(),
    )


def _face_choices(cluster: ClusterFacts, item: ItemFacts) -> Iterator[FaceChoice]:
    for canvas in cluster.canvases:
        for face in canvas.faces:
            yield FaceChoice(
                canvas=canvas.code,
                face=face.code,
                name=_vietnamese(face.names, face.code),
                width_px=face.width_px,
                height_px=face.height_px,
                languages=_language_choices(face.languages, item),
                rotation_deg=face.rotation_deg,
            )
        whole = _whole_canvas(canvas, item)
        if len(canvas.faces) > 1 and whole.languages:
            yield whole


def _whole_canvas(canvas: CanvasFacts, item: ItemFacts) -> FaceChoice:
    """Each of its steps is named by all that the faces show in it.

    There is none where some face has no language that is written.
    """
    turns = [_written(face.languages, item) for face in canvas.faces]
    step_count = max(map(len, turns)) if all(turns) else 0
    steps = [[turn[step % len(turn)] for turn in turns] for step in range(step_count)]
    return FaceChoice(
        canvas=canvas.code,
        face=None,
        name=_("Whole canvas"),
        width_px=canvas.width_px,
        height_px=canvas.height_px,
        languages=tuple(_step_choice(step, codes) for step, codes in enumerate(steps)),
    )


def _step_choice(step: int, codes: list[str]) -> LanguageChoice:
    shown = list(dict.fromkeys(codes))
    name = " · ".join(language_name(code) for code in shown)
    return LanguageChoice("+".join(shown), name, step, is_written=True)


def _language_choices(
    codes: tuple[str, ...], item: ItemFacts
) -> tuple[LanguageChoice, ...]:
    written = _written(codes, item)
    return tuple(
        LanguageChoice(
            code=code,
            name=language_name(code),
            step=written.index(code) if code in written else 0,
            is_written=code in written,
        )
        for code in codes
    )


def _vietnamese(names: tuple[LocalText, ...], code: str) -> str:
    return {text.language: text.text for text in names}.get("vi", code)
