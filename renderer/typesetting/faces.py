"""A template of a theme on a face of one size, in one language. Pure."""

from dataclasses import dataclass

from renderer.layouts import Rect, Size
from renderer.legibility import UNKNOWN_DISTANCE, LetterHeights
from renderer.themes import Theme
from renderer.typesetting.blocks import Style
from renderer.typesetting.metrics import least_size

# Said beside what is to be read: who speaks, what the place is called elsewhere.
_ASIDES = frozenset({"agency", "names"})


@dataclass(frozen=True)
class Face:
    """Where words may stand and in which letters."""

    theme: Theme
    template: str
    size: Size
    language: str
    letters: LetterHeights = UNKNOWN_DISTANCE

    @property
    def name(self) -> str:
        """For whoever reads an error."""
        return f"{self.template} in {self.language} on {self.size.width}×{self.size.height}"

    def region(self, *names: str) -> Rect | None:
        """The first of these regions that the template has."""
        for name in names:
            if self.theme.has_region(self.template, self.size, name):
                return self.theme.region(self.template, self.size, name)
        return None

    def style(self, role: str, language: str | None = None) -> Style:
        code = language or self.language
        spoken = self.theme.language(code)
        themed = self.theme.type_scale(self.template, self.size, role)
        least = self.least_size(role, code)
        sizes = sorted({max(size, least) for size in themed.sizes}, reverse=True)
        scale = themed.model_copy(update={"sizes": tuple(sizes)})
        pitch = spoken.body_pitch if role == "body" else spoken.title_pitch
        return Style(role, code, spoken.tag, scale, pitch)

    def least_size(self, role: str, language: str | None = None) -> int:
        """Under it nobody reads a text of this role from where people stand."""
        letters = self.letters
        capital = letters.aside_px if role in _ASIDES else letters.text_px
        return least_size(self.theme, language or self.language, capital)
