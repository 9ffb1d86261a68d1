"""Every error of the renderer can be read by the people who must act on it."""

import ast
from pathlib import Path

from renderer.messages import VIETNAMESE

RENDERER = Path(__file__).parents[2] / "renderer"


def templates() -> set[str]:
    """The second and third words of every error that is made in the renderer."""
    found: set[str] = set()
    for path in RENDERER.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and _makes_an_error(node):
                found |= {_literal(argument, path) for argument in node.args[1:3]}
    return found


def _makes_an_error(call: ast.Call) -> bool:
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    return name.endswith("Error") and len(call.args) >= 3


def _literal(argument: ast.expr, path: Path) -> str:
    place = f"{path.relative_to(RENDERER)}:{argument.lineno}"
    assert isinstance(argument, ast.Constant), f"{place}: pass values by name"
    return str(argument.value)


def test_every_template_is_said_in_vietnamese():
    assert templates() - set(VIETNAMESE) == set()


def test_no_vietnamese_is_left_over():
    assert set(VIETNAMESE) - templates() == set()


def test_both_languages_name_the_same_values():
    for english, vietnamese in VIETNAMESE.items():
        named = {part.split("}")[0] for part in english.split("{")[1:]}
        assert {part.split("}")[0] for part in vietnamese.split("{")[1:]} == named
