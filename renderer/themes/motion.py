"""How a theme moves: from scene to scene, over pictures, and in the line that runs. Pure.

Two optional tables of theme.toml; a theme that says nothing crossfades.

    [motion]
    transition = "crossfade"           # into a scene
    languages = "soft-wipe-down"       # from one language of an item to the next
    [motion.transitions]               # into the scenes of a template
    notice = "push-left"
    [motion.effects]                   # on the pictures and clips of a template
    gallery = [{ name = "BlackAndWhite" }]
    plate = "body"                     # the ink of what is laid over pictures
    [ticker]
    ink = "title"                      # one of the theme's inks
    edge = "rice"                      # the colour of a thin line above it, if any
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict

SIDES = ("left", "right", "up", "down")
CROSSFADE = "crossfade"
PUSH, WIPE, SOFT_WIPE = "push", "wipe", "soft-wipe"
OWN_TRANSITIONS = (
    CROSSFADE,
    *(f"{style}-{side}" for style in (PUSH, WIPE, SOFT_WIPE) for side in SIDES),
)
# What moviepy adds: slower, for it composes the frames in RGB. By name, what each needs
# beside the duration.
MOVIEPY_TRANSITIONS: Mapping[str, tuple[str, ...]] = {
    "FadeIn": (),
    "SlideIn-left": ("left",),
    "SlideIn-right": ("right",),
    "SlideIn-top": ("top",),
    "SlideIn-bottom": ("bottom",),
}
# moviepy's effects that look at one picture at a time, and the numbers each may be given.
MOVIEPY_EFFECTS: Mapping[str, tuple[str, ...]] = {
    "BlackAndWhite": (),
    "GammaCorrection": ("gamma",),
    "InvertColors": (),
    "LumContrast": ("lum", "contrast"),
    "MirrorX": (),
    "MirrorY": (),
    "MultiplyColor": ("factor",),
}
_NEEDED_NUMBERS = {"GammaCorrection": "gamma", "MultiplyColor": "factor"}


@dataclass(frozen=True)
class Transition:
    """A way to go from one picture to the next; `side` is where things move to."""

    style: str
    side: str = ""

    @property
    def is_moviepys(self) -> bool:
        return self.name in MOVIEPY_TRANSITIONS

    @property
    def name(self) -> str:
        return f"{self.style}-{self.side}" if self.side else self.style


def transition_of(name: str) -> Transition:
    """The transition of a name that the theme's reading has let pass."""
    style, _, side = name.rpartition("-")
    return Transition(style, side) if style else Transition(name)


def _known_transition(name: str) -> str:
    known = (*OWN_TRANSITIONS, *MOVIEPY_TRANSITIONS)
    if name not in known:
        raise ValueError(f"there is no {name}; known are {', '.join(known)}")
    return name


type TransitionName = Annotated[str, AfterValidator(_known_transition)]


class _Table(BaseModel):
    """A misspelt key is refused, not passed over."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Effect(BaseModel):
    """One of moviepy's effects, and its numbers."""

    model_config = ConfigDict(frozen=True, extra="allow")
    __pydantic_extra__: dict[str, float]

    name: str

    @property
    def numbers(self) -> Mapping[str, float]:
        return self.__pydantic_extra__


class Motion(_Table):
    """[motion] of theme.toml."""

    transition: TransitionName = CROSSFADE
    languages: TransitionName = f"{SOFT_WIPE}-down"
    transitions: Mapping[str, TransitionName] = {}
    effects: Mapping[str, tuple[Effect, ...]] = {}
    plate: str = "body"

    def transition_into(self, template: str) -> Transition:
        """Of a template's bare name: at every level a message comes in alike."""
        bare = template.rpartition(":")[2]
        return transition_of(self.transitions.get(bare, self.transition))

    @property
    def between_languages(self) -> Transition:
        return transition_of(self.languages)


class Ticker(_Table):
    """[ticker] of theme.toml: the line that runs below whatever is shown."""

    ink: str = "title"
    edge: str | None = None
    weight: int = 600


def motion_faults(
    motion: Motion,
    ticker: Ticker,
    *,
    templates: tuple[str, ...],
    inks: Mapping[str, object],
    colours: Mapping[str, object],
) -> Iterator[tuple[str, str]]:
    """Each key that names what there is not, and what there is."""
    for table, named in (
        ("transitions", motion.transitions),
        ("effects", motion.effects),
    ):
        for template in named:
            if template not in templates:
                known = ", ".join(templates)
                yield (
                    f"motion.{table}.{template}",
                    f"no such template; known are {known}",
                )
    for template, effects in motion.effects.items():
        for effect in effects:
            yield from _effect_faults(f"motion.effects.{template}", effect)
    for key, ink in (("motion.plate", motion.plate), ("ticker.ink", ticker.ink)):
        if ink not in inks:
            yield key, f"{ink} is not among the inks: {', '.join(inks)}"
    if ticker.edge is not None and ticker.edge not in colours:
        yield "ticker.edge", f"{ticker.edge} is not among the colours"


def _effect_faults(key: str, effect: Effect) -> Iterator[tuple[str, str]]:
    if effect.name not in MOVIEPY_EFFECTS:
        known = ", ".join(MOVIEPY_EFFECTS)
        yield key, f"there is no effect {effect.name}; known are {known}"
        return
    numbers = MOVIEPY_EFFECTS[effect.name]
    for name in effect.numbers:
        if name not in numbers:
            known = ", ".join(numbers) or "none"
            yield f"{key}.{name}", f"{effect.name} takes no such number; known: {known}"
    needed = _NEEDED_NUMBERS.get(effect.name)
    if needed and needed not in effect.numbers:
        yield f"{key}.{needed}", f"{effect.name} needs this number"
