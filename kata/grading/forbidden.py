"""The kata's rules in the source: which forbidden dotted names a submission uses, and which required ones it lacks."""

import ast
from collections.abc import Iterator
from typing import Final

from kata.grading.bridges.base import SOLUTION

_IMPORTERS: Final = frozenset({"importlib.import_module", "__import__"})


def scan(source: str, forbids: list[str], requires: list[str]) -> tuple[list[tuple[str, int]], list[str]]:
    """Return the forbidden names that are used, with their lines, and the required ones that are not.

    Raises what `ast.parse` raises for a source that does not parse.
    """
    used = list(used_names(ast.parse(source, SOLUTION)))
    uses = [(name, line) for name in forbids for used_name, line in used if _within(used_name, name)]
    missing = [name for name in requires if not any(_within(used_name, name) for used_name, _line in used)]
    return sorted(uses, key=lambda use: use[1]), missing


def used_names(tree: ast.Module) -> list[tuple[str, int]]:
    """Return every dotted name that the module imports or reads, aliases resolved, with its line."""
    aliases = dict(_imported(tree))
    aliases |= dict(_renamed(tree, aliases))
    return list(_names(tree, aliases))


def _within(name: str, rule: str) -> bool:
    """Tell whether `name` is the ruled name or something inside it."""
    return name == rule or name.startswith(rule + ".")


def _imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield each local name that an import binds, with what it stands for."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.asname or alias.name.split(".")[0], alias.name if alias.asname else alias.name.split(".")[0]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                yield alias.asname or alias.name, f"{node.module}.{alias.name}"


def _renamed(tree: ast.Module, aliases: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield names bound by a plain assignment of an imported thing: `o = torch.optim`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            dotted = _dotted(node.value, aliases)
            if dotted is not None and dotted.split(".")[0] in {value.split(".")[0] for value in aliases.values()}:
                yield node.targets[0].id, dotted


def _names(tree: ast.Module, aliases: dict[str, str]) -> Iterator[tuple[str, int]]:
    """Yield dotted names with their lines."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)
        elif isinstance(node, ast.Attribute | ast.Name | ast.Call):
            dotted = _dotted(node, aliases)
            if dotted is not None:
                yield dotted, node.lineno


def _dotted(node: ast.AST, aliases: dict[str, str]) -> str | None:
    """Return the dotted name that an expression reads, or None."""
    if isinstance(node, ast.Name):
        return aliases.get(node.id, node.id)
    if isinstance(node, ast.Attribute):
        owner = _dotted(node.value, aliases)
        return None if owner is None else f"{owner}.{node.attr}"
    if isinstance(node, ast.Call):
        return _called(node, aliases)
    return None


def _called(node: ast.Call, aliases: dict[str, str]) -> str | None:
    """Return what `getattr(x, "name")` or an import function gives, where the strings are constants."""
    function = _dotted(node.func, aliases) if isinstance(node.func, ast.Name | ast.Attribute) else None
    strings = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    if function in _IMPORTERS and strings:
        return strings[0]
    if function == "getattr" and len(node.args) >= 2 and strings:
        owner = _dotted(node.args[0], aliases)
        return None if owner is None else f"{owner}.{strings[0]}"
    return None
