"""A YAML file as plain values, with the line on which each of them stands.

PyYAML follows YAML 1.1, where a plain `no` is False, `012` is 10, `1e-3` is text and `12:30:00` is 45000. The loader
below resolves plain scalars by the core rules of YAML 1.2 instead. Where those leave a doubt (`012`, `1_000`) the
value stays text, so that a wrong type becomes a fault with a line and never a wrong value.
"""

import re
import warnings
from pathlib import Path
from typing import Any, Final

import yaml
from msgspec import Struct

from kata.content.fault import Fault
from kata.i18n import _

# The steps from the document's root to a value: keys and indices.
Steps = tuple[str | int, ...]

_TAG: Final = "tag:yaml.org,2002:"
_TEXT: Final = _TAG + "str"
_CORE: Final = (
    ("null", r"~|null|Null|NULL|", "~nN\0"),
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?(?:0|[1-9][0-9]*)", "-+0123456789"),
    (
        "float",
        r"[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?)|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)",
        "-+.0123456789",
    ),
)
_PATTERNS: Final = {kind: re.compile(pattern) for kind, pattern, _firsts in _CORE}
# libyaml's binding recurses in C and takes the process down at some ten thousand levels.
# Two patterns, each of which begins with what it looks for: one for both is ten times slower, as it tries everywhere.
_TOO_DEEP: Final = (re.compile(r"[\[{](?:\s*[\[{]){63}"), re.compile(r"[-?](?: +[-?]){63} "))


def c_loader() -> type[Any]:
    """Return PyYAML's C loader, or the eight times slower Python one with a warning."""
    if hasattr(yaml, "CSafeLoader"):
        return yaml.CSafeLoader
    warnings.warn(
        "PyYAML was built without libyaml: content loads about 8 times slower. Install a PyYAML wheel.",
        RuntimeWarning,
        stacklevel=2,
    )
    return yaml.SafeLoader


def _resolvers() -> dict[str, list[tuple[str, re.Pattern[str]]]]:
    """Return the implicit resolvers by first character, as PyYAML keeps them ("" for an empty scalar)."""
    table: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for kind, pattern, firsts in _CORE:
        for first in firsts:
            table.setdefault(first.strip("\0"), []).append((_TAG + kind, re.compile(f"(?:{pattern})\\Z")))
    return table


class _CoreLoader(c_loader()):  # type: ignore[misc]  # the base is chosen at import
    """PyYAML's loader with the resolution of plain scalars replaced."""

    yaml_implicit_resolvers = _resolvers()

    def resolve(self, kind: type[yaml.Node], value: str, implicit: tuple[bool, bool]) -> str:
        """Return a node's tag as PyYAML does, without its paths and wildcards: there are none."""
        if kind is not yaml.ScalarNode:
            return str(self.DEFAULT_MAPPING_TAG if kind is yaml.MappingNode else self.DEFAULT_SEQUENCE_TAG)
        for tag, pattern in self.yaml_implicit_resolvers.get(value[:1], ()) if implicit[0] else ():
            if pattern.match(value):
                return tag
        return str(self.DEFAULT_SCALAR_TAG)


class Document(Struct, frozen=True):
    """What a YAML file holds: its value, and the nodes that it was made of, which know their lines."""

    path: Path
    text: str
    value: Any
    faults: tuple[Fault, ...]
    root: yaml.Node | None = None

    def line(self, steps: Steps) -> int:
        """Return the line of the key of the value at `steps`, or of the nearest thing around it."""
        return self._nearest(steps)[1]

    def start(self, steps: Steps) -> int:
        """Return the line on which the text at `steps` begins (a block's text begins below its key)."""
        node, line, rest = self._nearest(steps)
        if rest or not isinstance(node, yaml.ScalarNode):
            return line
        first: int = node.start_mark.line + 1
        return first + 1 if node.style in ("|", ">") else first

    def _nearest(self, steps: Steps) -> tuple[yaml.Node | None, int, Steps]:
        """Return the node at `steps`, or the nearest around it; its line; the steps that lead nowhere."""
        node, line = self.root, 1 if self.root is None else self.root.start_mark.line + 1
        for done, step in enumerate(steps):
            inner = _inner(node, step)
            if inner is None:
                return node, line, steps[done:]
            node, line = inner
        return node, line, ()

    def fault(self, steps: Steps, message: str) -> Fault:
        """Return a fault at the value at `steps`."""
        return Fault(self.path, self.line(steps), message)


def _inner(node: yaml.Node | None, step: str | int) -> tuple[yaml.Node, int] | None:
    """Return what lies one step below a node, with the line of its key or, in a list, its own."""
    if isinstance(node, yaml.MappingNode):
        found = ((item, key.start_mark.line + 1) for key, item in node.value if _name(key) == step)
        return next(found, None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step].start_mark.line + 1
    return None


def _name(key: yaml.Node) -> str:
    """Return a key as text; one that is no scalar by its tag."""
    return str(key.value if isinstance(key, yaml.ScalarNode) else key.tag)


def read_document(path: Path) -> Document:
    """Read and parse a YAML file; what is wrong with it stands in `faults`, with value None if nothing was read."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        return Document(path, "", None, (Fault(path, line, _("not UTF-8 text")),))
    except FileNotFoundError:
        return Document(path, "", None, (Fault(path, 1, _("the file is missing")),))
    except OSError as error:
        reason = error.strerror or str(error)
        return Document(path, "", None, (Fault(path, 1, _("cannot be read: {reason}").format(reason=reason)),))
    return parse_document(path, text)


def parse_document(path: Path, text: str) -> Document:
    """Parse YAML text; `path` only names it in faults."""
    if deep := next(filter(None, (pattern.search(text) for pattern in _TOO_DEEP)), None):
        line = text[: deep.start()].count("\n") + 1
        return Document(path, text, None, (Fault(path, line, _("nested too deeply")),))
    try:
        loader = _CoreLoader(text)
        try:
            node = loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        return Document(path, text, None, (_syntax_fault(path, text, error),))
    if node is None:
        return Document(path, text, None, (Fault(path, 1, _("the file is empty")),))
    return _Reader(path).document(text, node)


def _syntax_fault(path: Path, text: str, error: yaml.YAMLError) -> Fault:
    """Say what the parser stumbled over, where it stumbled."""
    mark = getattr(error, "problem_mark", None)
    if mark is not None:
        problem = getattr(error, "problem", None) or str(error)
        hint = _(" (YAML wants spaces, not tabs)") if "\\t" in problem else ""
        return Fault(path, mark.line + 1, _("not valid YAML: {problem}").format(problem=problem) + hint)
    line = text[: getattr(error, "position", 0)].count("\n") + 1
    return Fault(path, line, _("not valid YAML: {problem}").format(problem=str(error).splitlines()[0]))


class _Reader:
    """Turns one document's nodes into values, noting faults on the way."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.faults: list[Fault] = []
        self.seen: set[int] = set()

    def document(self, text: str, node: yaml.Node) -> Document:
        """Return the document below the root node."""
        value = self.value(node)
        return Document(self.path, text, value, tuple(self.faults), node)

    def blame(self, node: yaml.Node, message: str) -> None:
        """Note a fault at a node."""
        self.faults.append(Fault(self.path, node.start_mark.line + 1, message))

    def value(self, node: yaml.Node) -> Any:
        """Return the node's value."""
        if id(node) in self.seen:
            self.blame(node, _("anchors and aliases are not allowed: write the value out"))
            return None
        self.seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            return node.value if node.tag == _TEXT else self.scalar(node)
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node)
        return [self.value(item) for item in node.value]

    def mapping(self, node: yaml.MappingNode) -> dict[str, Any]:
        """Return a mapping with text keys; a key that stands twice is a fault."""
        found: dict[str, Any] = {}
        for key, item in node.value:
            name = _name(key)
            if name in found:
                self.blame(key, _("'{key}' stands here twice").format(key=name))
            else:
                found[name] = self.value(item)
        return found

    def scalar(self, node: yaml.ScalarNode) -> Any:
        """Return a number, a truth value or None; a tag that is none of theirs is a fault."""
        kind = node.tag.removeprefix(_TAG)
        if kind not in _PATTERNS or not _PATTERNS[kind].fullmatch(node.value):
            self.blame(node, _("the tag {tag} is not allowed here").format(tag=node.tag))
            return node.value
        return _plain(kind, node.value)


def _plain(kind: str, text: str) -> Any:
    """Return the value of a plain scalar that matched the pattern of its kind."""
    if kind == "bool":
        return text.lower() == "true"
    if kind == "int":
        return int(text)
    if kind == "float":
        return float(text if re.search(r"[0-9]", text) else text.lower().replace(".", ""))
    return None
