"""The renderer's own errors. The name says who must act; each says where and what to do.

Words are English templates; `renderer.messages` says them in Vietnamese.
"""

from typing import Any, Self


class RendererError(Exception):
    """Something that a person or a later try can mend.

    `where` names the thing (a path in the document, a file, an address). `what` says
    what is wrong with it and `todo` the way out; both may name `values` in braces.
    """

    def __init__(self, where: str, what: str, todo: str, **values: object) -> None:
        super().__init__(where, what, todo)
        self.where = where
        self.what = what
        self.todo = todo
        self.values = values

    def within(self, place: str) -> Self:
        """The same error, saying also in which larger thing it happened."""
        return self.at(f"{place}: {self.where}")

    def at(self, where: str) -> Self:
        """The same error, its thing named otherwise."""
        return type(self)(where, self.what, self.todo, **self.values)

    def alone(self) -> "RendererError":
        """The same without what caused it: a library's own error may not travel."""
        return type(self)(self.where, self.what, self.todo, **self.values)

    def __reduce__(self) -> tuple[Any, ...]:
        """Between processes its values travel as what they say: they may be anything."""
        plain = {
            name: value if isinstance(value, int | float | str) else str(value)
            for name, value in self.values.items()
        }
        return _remade, (type(self), self.where, self.what, self.todo, plain)

    def __str__(self) -> str:
        told = f"{self.what} → {self.todo}".format(**self.values)
        return f"{self.where}: {told}"


def _remade(
    kind: type[RendererError], where: str, what: str, todo: str, values: dict[str, Any]
) -> RendererError:
    return kind(where, what, todo, **values)


class ProgrammeError(RendererError):
    """The programme asks for something that cannot be shown: for the editors."""


class LayoutError(RendererError):
    """A canvas or face cannot exist as described: for who runs the cluster."""


class ThemeError(RendererError):
    """A theme lacks something or says it wrongly: for the designer."""


class TypesettingError(RendererError):
    """A text cannot be set legibly: for the editors."""


class MediaError(RendererError):
    """A picture or clip is not what it claims to be: for who supplied it."""


class StoreError(RendererError):
    """The folder of results cannot be read or written: for the operator of the machine."""


class HubUnavailableError(RendererError):
    """The hub is down or answers nonsense: nobody, try later."""


class ExecutionError(RendererError):
    """A worker died again and again over one action: for the engineers."""
