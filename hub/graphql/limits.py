"""How much one question may ask for. Pure: a parsed document in, a refusal out.

Runs before validation, whose cost grows with the square of what is selected. Counts are
of the whole document, fragments counted at each use, so no operation hides in another.
"""

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
)

MAX_BODY_BYTES = 20_000
MAX_TOKENS = 1_000
MAX_COMMENTS = 200
MAX_DEPTH = 8
MAX_ALIASES = 15
MAX_COST = 500
# A field at the top is a round of SQL; any other field is an attribute of its answer.
ROOT_FIELD_COST = 50


class LimitError(GraphQLError):
    """The question asks for too much."""


def check_limits(document: DocumentNode) -> None:
    """Raises LimitError saying which limit is passed, and by what."""
    meter = _Meter(document)
    for definition in document.definitions:
        if isinstance(definition, OperationDefinitionNode):
            meter.measure(definition.selection_set, depth=1)


class _Meter:
    def __init__(self, document: DocumentNode) -> None:
        self._cost = 0
        self._aliases = 0
        self._open: list[str] = []
        self._fragments = {
            definition.name.value: definition.selection_set
            for definition in document.definitions
            if isinstance(definition, FragmentDefinitionNode)
        }

    def measure(self, selections: SelectionSetNode | None, depth: int) -> None:
        if selections is None:
            return
        if depth > MAX_DEPTH:
            raise LimitError(
                f"This goes deeper than {MAX_DEPTH} levels. "
                "The whole schema is at /graphql/schema.graphql.",
                selections,
            )
        for selection in selections.selections:
            self._measure_one(selection, depth)

    def _measure_one(self, selection: SelectionNode, depth: int) -> None:
        self._spend(1 + len(selection.directives), selection)
        if isinstance(selection, FragmentSpreadNode):
            self._enter_fragment(selection, depth)
            return
        if isinstance(selection, FieldNode):
            self._count_alias(selection)
            if depth == 1:
                self._spend(ROOT_FIELD_COST - 1, selection)
        self.measure(getattr(selection, "selection_set", None), depth + 1)

    def _enter_fragment(self, spread: FragmentSpreadNode, depth: int) -> None:
        name = spread.name.value
        if name in self._open:
            raise LimitError(f"The fragment {name!r} contains itself.", spread)
        self._open.append(name)
        self.measure(self._fragments.get(name), depth)
        self._open.pop()

    def _count_alias(self, field: FieldNode) -> None:
        self._aliases += field.alias is not None
        if self._aliases > MAX_ALIASES:
            raise LimitError(f"There are more than {MAX_ALIASES} aliases.", field)

    def _spend(self, cost: int, node: SelectionNode) -> None:
        self._cost += cost
        if self._cost > MAX_COST:
            raise LimitError(
                f"This costs more than {MAX_COST}: a field is 1, "
                f"a field at the top {ROOT_FIELD_COST}.",
                node,
            )
