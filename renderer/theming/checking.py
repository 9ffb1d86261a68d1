"""Everything that is wrong with a theme: what it says, and what comes of drawing it."""

from collections.abc import Iterator
from pathlib import Path

from renderer.errors import RendererError
from renderer.layouts import Size
from renderer.themes import DAY, Theme, read_theme, theme_faults, variants_of
from renderer.theming.samples import Sample, picture_of, samples
from renderer.typesetting import typeset_slides


def problems_of(folder: Path) -> Iterator[RendererError]:
    """A theme that contradicts itself is not drawn: one fault would be told many times."""
    faults = theme_faults(folder)
    yield from faults
    if not faults:
        for variant in variants_of(folder):
            yield from _drawing_problems(read_theme(folder, variant), variant)


def _drawing_problems(theme: Theme, variant: str) -> Iterator[RendererError]:
    for layout in theme.file.layouts:
        size = Size(*layout.sheet)
        for sample in samples():
            for language in _languages(theme, sample, variant):
                yield from _sample_problems(theme, size, sample, language, variant)


def _languages(theme: Theme, sample: Sample, variant: str) -> list[str]:
    """Words stand in the same places by night: one language tells all there is to tell."""
    said = [code for code in theme.file.languages if code in sample.words]
    return said if variant == DAY else said[:1]


def _sample_problems(
    theme: Theme, size: Size, sample: Sample, language: str, variant: str
) -> Iterator[RendererError]:
    picture = picture_of(sample.picture, 0, None) if sample.picture else None
    is_still = sample.template in {"story", "notice"}
    words = sample.words_in(language)
    try:
        typeset_slides(
            theme, sample.template, size, words, picture if is_still else None
        )
    except RendererError as error:
        yield error.within(
            f"{theme.folder / 'theme.toml'}: {theme.layout_for(size).name}, {variant},"
            f" “{sample.name}” in {language}"
        )
