"""A template of a theme on a face of one size, in one language. Pure."""

from dataclasses import dataclass

from renderer.layouts import Rect, Size
from renderer.themes import Theme
from renderer.typesetting.blocks import Style


@dataclass(frozen=True)
class Face:
    """Where words may stand and in which letters."""

    theme: Theme
    template: str
    size: Size
    language: str

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
        scale = self.theme.type_scale(self.template, self.size, role)
        pitch = spoken.body_pitch if role == "body" else spoken.title_pitch
        return Style(role, code, spoken.tag, scale, pitch)
