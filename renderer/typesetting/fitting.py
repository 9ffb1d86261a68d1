"""Finds the sizes, lines and pages with which an item's words fill their face.

Pure, but for asking how wide words are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, product

from renderer.errors import TypesettingError
from renderer.layouts import Rect
from renderer.typesetting.agencies import AgencyBlock, agency_block
from renderer.typesetting.blocks import Block, Line, Style, largest_block
from renderer.typesetting.faces import Face
from renderer.typesetting.ink import ink_of
from renderer.typesetting.lines import Part, height_in_lines
from renderer.typesetting.paging import share_out
from renderer.typesetting.refusals import too_long
from renderer.typesetting.wording import Measure, Wording, measured, wording
from renderer.typesetting.words import SlideWords

type Parts = tuple[Part, ...]

# Where a body stands: by itself, below a title in one region, or after the title.
_BODY = ("body", "text", "run")
# Between a title and the body below it stays free at least this part of their region,
# and at most this part of the body's font size.
_LEAST_GAP = 0.025
_GAP_EM = 0.5
# How much smaller a title may be set to have no widow.
_LEAST_SHARE_OF_TITLE = 0.8
# Of the lines of the fullest page.
_FEW_LINES = 2 / 3


@dataclass(frozen=True)
class Page:
    """What stands on one page.

    `number` of `count` are the pages of a text, or the pictures of a gallery. An agency's
    name is not whole where only its beginning could be set legibly.
    """

    lines: tuple[Line, ...]
    character_count: int  # of the body; the title is on every page
    number: int
    count: int
    is_agency_whole: bool = True


def fit(face: Face, words: SlideWords, measure: Measure) -> tuple[Page, ...]:
    """Raises TypesettingError when the title or a text cannot be set legibly."""
    if face.region("run"):
        return _fit_as_one_run(face, words, measure)
    try:
        return _fit(face, words, measure)
    except TypesettingError:
        if not (face.region("text") and words.title):
            raise
        # Too long to stand over its text on every page, it can still be paged with it.
        return _fit_as_one_run(face, words, measure)


def _fit(face: Face, words: SlideWords, measure: Measure) -> tuple[Page, ...]:
    texts = _paged_texts(face, words)
    title_parts, agency_parts, *bodies_parts = measured(
        [
            _wording(face, words.title, "long_title", face.region("title", "text")),
            _wording(face, words.agency, "agency", face.region("agency")),
            *(_wording(face, text, "body", face.region(*_BODY)) for text in texts),
        ],
        measure,
    )
    title = _title(face, title_parts, bodies_parts)
    bodies = _bodies(face, title, bodies_parts)
    agency = _agency(face, agency_parts)
    agency_lines = _agency_lines(face, agency)
    return tuple(
        Page(
            lines=(*_lines(face, title, block, chain(*bodies)), *agency_lines),
            character_count=block.character_count,
            number=index + 1 if words.captions else page + 1,
            count=len(bodies) if words.captions else len(blocks),
            is_agency_whole=agency is None or agency.is_whole,
        )
        for index, blocks in enumerate(bodies)
        for page, block in enumerate(blocks)
    )


def _fit_as_one_run(
    face: Face, words: SlideWords, measure: Measure
) -> tuple[Page, ...]:
    """The title is then a paragraph of the body; its lines still have the title's ink."""
    pages = []
    left = _letter_count(words.title)
    for page in _fit(face, _as_one_run(words), measure):
        lines = []
        for line in page.lines:
            if line.role == "body" and left > 0:
                left -= _letter_count(line.text)
                line = replace(line, role="title")
            lines.append(line)
        pages.append(replace(page, lines=tuple(lines)))
    return tuple(pages)


def _letter_count(text: str) -> int:
    """Of what is there however the text is bound and parted."""
    return sum(letter.isalnum() for letter in text)


def _as_one_run(words: SlideWords) -> SlideWords:
    """On a face too low for a title above a text, the title goes before it."""
    first, *others = words.captions or (words.body,)
    texts = (f"{words.title}\n\n{first}".strip(), *others)
    if words.captions:
        return replace(words, title="", captions=texts)
    return replace(words, title="", body=texts[0])


def _paged_texts(face: Face, words: SlideWords) -> tuple[str, ...]:
    """A gallery pages its captions, others their body, where the template has room."""
    if face.region(*_BODY) is None:
        return tuple("" for _ in words.captions) or ("",)
    return words.captions or (words.body,)


def _wording(face: Face, text: str, role: str, region: Rect | None) -> Wording:
    """In a region that the template lacks nothing is set."""
    style = face.style(role)
    width_em = region.width / style.scale.sizes[-1] if region else 0.0
    return wording(text if region else "", style, width_em)


def _style(face: Face, role: str, *texts: Parts) -> Style:
    """How texts of a role are set, with room for the letters they have."""
    letters = "".join(part.text for parts in texts for part in parts)
    ink = ink_of(face.theme, face.language, letters)
    # On a very low face every row is needed: lines reach from edge to edge.
    is_tight = role == "body" and face.region("run") is not None
    return face.style(role).holding(ink, is_tight=is_tight)


def _title(face: Face, parts: Parts, bodies: Sequence[Parts]) -> Block:
    """The title in its region, or over a body in one region with it.

    The body then keeps as many lines as it can. A title too long for its lines is set
    smaller.
    """
    region = face.region("title", "text")
    if region is None or not parts:
        return Block(face.style("title"), 0, ())
    body = _style(face, "body", *bodies)
    kept = 0 if face.region("title") else _lines_needed(face, region, bodies)
    tries = list(product(("title", "long_title"), range(kept, min(kept, 1) - 1, -1)))
    if len(bodies) > 1:
        # A caption is not paged for the sake of a large title, a long body is.
        tries.sort(key=lambda role_and_lines: -role_and_lines[1])
    fitting = []
    for role, lines in tries:
        kept_height = lines * body.line_height(body.scale.sizes[-1])
        height = region.height - kept_height - (_least_gap(region) if lines else 0)
        style = _style(face, role, parts)
        blocks = (
            largest_block(parts, one, region.width, height) for one in style.each_size()
        )
        fitting += [(lines, block) for block in blocks if block]
    if fitting:
        return _without_a_widow(fitting)
    raise too_long(face, _style(face, "long_title", parts), "title", parts, region)


def _without_a_widow(fitting: Sequence[tuple[int, Block]]) -> Block:
    """The first, or the next smaller one that leaves no word alone on its last line.

    Not at the cost of lines that are kept for the text below it, nor of standing out.
    """
    kept, first = fitting[0]
    least = _LEAST_SHARE_OF_TITLE * first.size_px
    return next(
        (
            block
            for lines, block in fitting
            if lines == kept and block.size_px >= least and not block.has_widow
        ),
        first,
    )


def _lines_needed(face: Face, region: Rect, bodies: Sequence[Parts]) -> int:
    """What the longest text would take in the smallest letters, up to a page's lines."""
    scale = face.style("body").scale
    width = region.width / scale.sizes[-1]
    needed = max(
        (height_in_lines(parts, width) for parts in bodies if parts), default=0
    )
    return min(scale.lines, int(needed))


def _bodies(
    face: Face, title: Block, bodies: Sequence[Parts]
) -> tuple[tuple[Block, ...], ...]:
    """The pages of each text; a gallery's captions all in the size of the smallest."""
    style = _style(face, "body", *bodies)
    region = face.region(*_BODY)
    if region is None:
        return tuple((Block(style, style.scale.sizes[-1], ()),) for _ in bodies)
    taken = title.height + _least_gap(region) if face.region("text") else 0.0
    # A text never outshouts its title.
    allowed = style.no_larger_than(title.size_px if title.height else None)
    boxes = allowed.boxes(region.width, region.height - taken)
    while True:
        pagings = []
        for parts in bodies:
            paging = share_out(parts, boxes)
            if paging is None:
                raise too_long(face, style, "text", parts, region)
            pagings.append(paging)
        smallest = min(paging.size_px for paging in pagings)
        if all(paging.size_px == smallest for paging in pagings):
            break
        boxes = tuple(box for box in boxes if box.size_px <= smallest)
    return tuple(
        tuple(Block(style, paging.size_px, page) for page in paging.pages)
        for paging in pagings
    )


def _lines(
    face: Face, title: Block, body: Block, bodies: Iterator[Block]
) -> Iterator[Line]:
    """All pages of an item begin at the same height: nothing jumps between them.

    But in a run a page with few lines, as that of a title often is, stands in the middle:
    no hole is below it.
    """
    blocks = list(bodies)
    tallest = max(block.height for block in blocks)
    most_lines = max(block.line_count for block in blocks)
    text = face.region("text")
    if text is not None:
        free = text.height - title.height - tallest
        widest = max(_least_gap(text), min(free / 3, body.size_px * _GAP_EM))
        gap = widest if title.height and tallest else 0.0
        top = text.y + (free - gap) / 2
        yield from title.placed(text.x, top)
        yield from body.placed(text.x, top + title.height + gap)
        return
    title_region, body_region = face.region("title"), face.region("body", "run")
    if title_region:
        yield from title.in_middle_of(title_region)
    if body_region:
        is_sparse = face.region("run") and body.line_count <= _FEW_LINES * most_lines
        height = body.height if is_sparse else tallest
        top = body_region.y + (body_region.height - height) / 2
        yield from body.placed(body_region.x, top)


def _least_gap(region: Rect) -> int:
    return round(region.height * _LEAST_GAP)


def _agency(face: Face, parts: Parts) -> AgencyBlock | None:
    """Who speaks is always said, where the template has room for it."""
    region = face.region("agency")
    if region is None or not parts:
        return None
    style, least = _style(face, "agency", parts), face.least_size("agency")
    agency = agency_block(parts, style, region, least_px=least)
    if agency is None:
        raise too_long(face, style, "agency", parts, region)
    return agency


def _agency_lines(face: Face, agency: AgencyBlock | None) -> tuple[Line, ...]:
    region = face.region("agency")
    if agency is None or region is None:
        return ()
    return tuple(agency.block.in_middle_of(region))
