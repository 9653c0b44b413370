"""Faults of the Python in a question: what cannot be parsed, proofs that hold their key, frameworks not named."""

import ast
import re
from collections.abc import Iterator
from typing import Final

from kata.content.lint_text import Finding
from kata.content.model import (
    ClozeQuestion,
    Localized,
    OpenQuestion,
    OutputQuestion,
    Question,
    Text,
)
from kata.content.source import Steps
from kata.i18n import _

BLANK: Final = re.compile(r"\{\{(\d+)\}\}")
RESULTS: Final = ("truth", "value", "table")


def filled(code: str, fillings: tuple[str, ...]) -> str:
    """Return the code with its blanks `{{1}}`, `{{2}}` … filled; IndexError if a blank has no filling."""
    return BLANK.sub(lambda match: fillings[int(match[1]) - 1], code)


def code_findings(question: Question) -> Iterator[Finding]:
    """Find faults in `code`, `setup` and every proof of a question."""
    yield from _shown_code(question)
    snippets: list[tuple[Steps, str | None]] = [(("setup",), question.setup), (("proof",), question.proof)]
    if isinstance(question, OpenQuestion):
        snippets += [(("points", n, "proof"), point.proof) for n, point in enumerate(question.points)]
        snippets += [(("misconceptions", n, "proof"), item.proof) for n, item in enumerate(question.misconceptions)]
    for steps, source in snippets:
        if source is not None:
            yield from _of_snippet(source, steps)
    code = question.code if isinstance(question.code, str | None) else question.code.en
    yield from _frameworks(question, [code, *(source for _steps, source in snippets)])


def _of_snippet(source: str, steps: Steps) -> Iterator[Finding]:
    """A snippet must be Python, and compute what it sets."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError) as error:
        yield steps, _not_python(error)
        return
    if "proof" in steps:
        for name in held_keys(tree):
            yield steps, _("the proof assigns a literal to `{name}`: it must compute it").format(name=name)


def _not_python(error: Exception) -> str:
    """Return the message for source that does not parse."""
    line = getattr(error, "lineno", None) or 1
    problem = getattr(error, "msg", None) or str(error)
    return _("not Python: {problem} (line {line} of it)").format(problem=problem, line=line)


def statements(tree: ast.AST) -> Iterator[ast.stmt]:
    """Yield every statement below `tree`, however deep; to walk through all expressions too takes ten times as long."""
    for field in ("body", "orelse", "finalbody", "handlers", "cases"):
        inner = getattr(tree, field, ())
        for node in inner if isinstance(inner, list) else ():
            if isinstance(node, ast.stmt):
                yield node
            yield from statements(node)


def held_keys(tree: ast.Module) -> list[str]:
    """Return the results that a proof states instead of computing.

    `truth = True` states it, and so does `truth = {"a": n == 1, "b": False}` for b. What is assigned in several places
    (two branches, a `try`) is taken for computed.
    """
    assigned: dict[str, list[ast.expr]] = {}
    for node in statements(tree):
        for target, value in _assignments(node):
            assigned.setdefault(target, []).append(value)
    return [name for name in RESULTS if len(assigned.get(name, ())) == 1 and _holds_key(assigned[name][0])]


def _assignments(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """Yield the names that a statement assigns (also `name[...] = …` and `name += …`), with the value."""
    if isinstance(node, ast.Assign | ast.AugAssign):
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            base = target.value if isinstance(target, ast.Subscript) else target
            if isinstance(base, ast.Name):
                yield base.id, node.value


def _holds_key(value: ast.expr) -> bool:
    """Tell whether an expression states a result: a literal, or a truth table with a literal in it."""
    if isinstance(value, ast.Dict):
        return any(_is_literal(item) for item in value.values)
    return _is_literal(value)


def _is_literal(value: ast.expr) -> bool:
    """Tell whether an expression is a literal."""
    try:
        ast.literal_eval(value)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return False
    return True


def _shown_code(question: Question) -> Iterator[Finding]:
    """The shown code must be Python, the same in both languages but for comments."""
    if question.code is None:
        return
    if isinstance(question, OutputQuestion) and question.raises in {"SyntaxError", "IndentationError"}:
        return
    trees = []
    for steps, code in _languages(question.code):
        try:
            whole = filled(code, question.answers[0]) if isinstance(question, ClozeQuestion) else code
            trees.append(ast.dump(ast.parse(whole)))
        except IndexError:
            return  # a blank without a filling is told elsewhere
        except (SyntaxError, ValueError) as error:
            yield steps, _not_python(error)
    if len(trees) == 2 and trees[0] != trees[1]:
        yield ("code", "zh"), _("the code differs between the languages: only comments may")


def _languages(code: Text) -> list[tuple[Steps, str]]:
    """Return the code in each language it is written in."""
    if isinstance(code, Localized):
        return [(("code", "en"), code.en), *([(("code", "zh"), code.zh)] if code.zh is not None else [])]
    return [(("code",), code)]


def _frameworks(question: Question, sources: list[str | None]) -> Iterator[Finding]:
    """A framework that is imported must be named, so that the proof is skipped where it is missing."""
    text = "\n".join(source for source in sources if source)
    for framework in ("torch", "jax"):
        if (
            re.search(rf"(?m)^\s*(?:import|from)\b[^#\n]*\b{framework}\b", text)
            and framework not in question.frameworks
        ):
            yield ("frameworks",), _("the code imports {name}: add it here").format(name=framework)
