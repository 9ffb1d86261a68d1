import pytest
from graphql import parse

from hub.graphql.limits import (
    MAX_ALIASES,
    MAX_COST,
    MAX_DEPTH,
    ROOT_FIELD_COST,
    LimitError,
    check_limits,
)


def nested(levels: int) -> str:
    return "{ a " * levels + "}" * levels


def aliased(count: int) -> str:
    return "{ a { " + " ".join(f"x{n}: b" for n in range(count)) + " } }"


def wide(count: int) -> str:
    return "{ a { " + "b " * count + "} }"


def test_a_document_at_every_limit_passes():
    check_limits(parse(nested(MAX_DEPTH)))
    check_limits(parse(aliased(MAX_ALIASES)))
    check_limits(parse(wide(MAX_COST - ROOT_FIELD_COST)))


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (nested(MAX_DEPTH + 1), "deeper than 8 levels"),
        ("{ a " + "... { " * 8 + "b" + " }" * 9, "deeper than 8 levels"),
        (aliased(MAX_ALIASES + 1), "more than 15 aliases"),
        (wide(MAX_COST - ROOT_FIELD_COST + 1), "costs more than 500"),
        ("{" + "a " * (MAX_COST // ROOT_FIELD_COST + 1) + "}", "costs more than 500"),
        ("{ a { b " + "@include(if: true) " * MAX_COST + "} }", "costs more than 500"),
        ("{ ...F } fragment F on Query { a ...F }", "'F' contains itself"),
        (
            "{ ...F } fragment F on Query { ...G } fragment G on Query { ...F }",
            "'F' contains itself",
        ),
        (f"query Small {{ a }} query Large {wide(MAX_COST)}", "costs more than 500"),
    ],
    ids=[
        "depth",
        "depth in inline fragments",
        "aliases",
        "cost of many fields",
        "cost of many rounds of SQL",
        "cost of directives",
        "a fragment in itself",
        "two fragments in each other",
        "an operation that is not the one asked for",
    ],
)
def test_a_document_past_a_limit_is_refused_with_the_reason(document: str, reason: str):
    with pytest.raises(LimitError, match=reason):
        check_limits(parse(document))


def test_fragments_that_multiply_each_other_are_refused_early():
    doubling = "".join(
        f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }} " for n in range(40)
    )
    document = "{ ...F0 } " + doubling + "fragment F40 on Query { a }"

    with pytest.raises(LimitError, match="costs more than 500"):
        check_limits(parse(document))


def test_aliases_count_at_each_use_of_a_fragment():
    fragment = "fragment F on A { a: x b: x c: x d: x e: x f: x g: x h: x }"
    document = "{ a { ...F ...F } } " + fragment

    with pytest.raises(LimitError, match="more than 15 aliases"):
        check_limits(parse(document))


def test_a_fragment_that_is_not_there_is_left_to_validation():
    check_limits(parse("{ ...Nowhere }"))
