"""From plain values to the model's structs, so that one run lists every fault.

msgspec stops at its first error. Here each error becomes a fault with its line, its cause is mended (a misspelt key is
renamed, a wrong value replaced by a stand-in), and the rest is converted again, until it passes. The mended copy is
thrown away.
"""

import re
from collections.abc import Callable
from copy import deepcopy
from typing import Any, Final, get_args

import msgspec

from kata.content.fault import Fault, nearest, suggestion
from kata.content.model import Bank, Framework, KataSpec, Level, Question
from kata.content.source import Document, Steps
from kata.i18n import _, ngettext

KINDS: Final = {str(kind.__struct_config__.tag): kind for kind in get_args(Question)}
_WORDS: Final = {"format": ("1",), "kind": tuple(KINDS), "level": get_args(Level), "frameworks": get_args(Framework)}
# Between them they satisfy every field but lists of structs with a minimum length.
_STAND_INS: Final[tuple[Any, ...]] = (
    "a",
    1,
    True,
    "junior",
    "torch",
    "2026-01-01",
    [],
    ["a"],
    ["torch"],
    [["a"]],
    ["a", "b", "c"],
    {"en": "a"},
)
_WHERE: Final = re.compile(r"(?s)(.*?)(?: - at `(?:key in )?\$(.*)`)?\Z")
_STEP: Final = re.compile(r"\.([^.\[\]]+)|\[(\d+|\.\.\.)\]")
_FIELD: Final = re.compile(r"Object (contains unknown|missing required) field `(.+)`")


class Converted(msgspec.Struct, frozen=True):
    """A bank as far as it could be converted: `places[i]` is the index in the file of `bank.questions[i]`.

    `ids` also holds the ids of questions that could not be converted, so that references to them are known.
    """

    bank: Bank | None
    places: tuple[int, ...]
    ids: tuple[str, ...]
    faults: tuple[Fault, ...]


def convert_bank(document: Document) -> Converted:
    """Convert a bank question by question; a question with a fault is left out, the others stay."""
    faults = list(document.faults)
    if not isinstance(document.value, dict):
        return Converted(None, (), (), tuple(faults or [document.fault((), _("a bank is a mapping"))]))
    raw = document.value.get("questions")
    rows = raw if isinstance(raw, list) else []
    questions, places = [], []
    for place, row in enumerate(rows):
        question, found = convert(document, ("questions", place), row, Question)
        faults += found
        if question is not None:
            questions.append(question)
            places.append(place)
    frame = {**document.value, "questions": []} if isinstance(raw, list) else document.value
    bank, found = convert(document, (), frame, Bank)
    ids = tuple(row["id"] for row in rows if isinstance(row, dict) and isinstance(row.get("id"), str))
    whole = None if bank is None else msgspec.structs.replace(bank, questions=tuple(questions))
    return Converted(whole, tuple(places), ids, tuple(faults + found))


def convert_kata(document: Document) -> tuple[KataSpec | None, tuple[Fault, ...]]:
    """Convert a `kata.yaml`."""
    if document.value is None:
        return None, document.faults
    spec, found = convert(document, (), document.value, KataSpec)
    return spec, (*document.faults, *found)


def convert(document: Document, base: Steps, value: Any, kind: Any) -> tuple[Any, list[Fault]]:
    """Convert the value at `base` to a struct; None and every fault if there is any."""
    try:
        return msgspec.convert(value, kind), []
    except msgspec.ValidationError as error:
        return None, _all_faults(document, base, deepcopy(value), kind, error)


def _all_faults(document: Document, base: Steps, value: Any, kind: Any, error: msgspec.ValidationError) -> list[Fault]:
    """Mend what the error names and convert again, until no error is left or one cannot be mended."""
    faults: list[Fault] = []
    following: msgspec.ValidationError | None = error
    while following is not None:
        found = _Found(document, base, value, kind, str(following))
        faults.append(found.fault())
        if not found.mend():
            break
        following = _error(value, kind)
    return faults


def _error(value: Any, kind: Any) -> msgspec.ValidationError | None:
    """Return what speaks against a value, or None."""
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        return error
    return None


def _split(text: str) -> tuple[str, Steps]:
    """Split msgspec's message into the problem and the steps to it (`...` for an unnamed key becomes nothing)."""
    match = _WHERE.match(text)
    assert match is not None
    steps: list[str | int] = []
    for key, index in _STEP.findall(match[2] or ""):
        if index == "...":
            break
        steps.append(key or int(index))
    return match[1], tuple(steps)


class _Found:
    """One error of msgspec: what it says, where, and how to go on after it."""

    def __init__(self, document: Document, base: Steps, value: Any, kind: Any, error: str) -> None:
        self.document, self.base, self.value, self.kind = document, base, value, kind
        self.problem, self.steps = _split(error)
        match = _FIELD.fullmatch(self.problem)
        self.field = match[2] if match else None
        self.unknown = bool(match and match[1] == "contains unknown")

    def at(self, steps: Steps) -> Any:
        """Return the value at `steps` below the base."""
        found = self.value
        for step in steps:
            found = found[step]
        return found

    def fault(self) -> Fault:
        """Return the fault, on the line of the key or value that is wrong."""
        steps = (*self.steps, self.field) if self.unknown and self.field else self.steps
        return self.document.fault((*self.base, *steps), self.message())

    def message(self) -> str:
        """Say it for people, with a suggestion where a name is nearly right."""
        if self.field is None:
            return _value_message(self.problem, self.at(self.steps), self.steps)
        if self.unknown and not re.fullmatch(r"[A-Za-z0-9_-]+", self.field):
            said = _("'{name}' is no field: quote a text with a comma between braces, or write it below its key")
            return said.format(name=self.field)
        if self.unknown:
            return _("unknown field '{name}'").format(name=self.field) + suggestion(self.field, self.known_fields())
        missing = [name for name in self.required_fields() if name not in self.at(self.steps)]
        names = ", ".join(f"'{name}'" for name in missing or [self.field])
        return ngettext("the field {names} is missing", "the fields {names} are missing", len(missing)).format(
            names=names
        )

    def struct(self) -> Any:
        """Return the struct that is wanted where the error lies, or None if its kind is not known."""
        kind: Any = KINDS.get(str(self.value.get("kind"))) if self.kind is Question else self.kind
        for step in self.steps if kind else ():
            types = {field.encode_name: field.type for field in msgspec.structs.fields(kind)}
            kind = _struct_in(types[step]) if step in types else kind
        return kind

    def known_fields(self) -> tuple[str, ...]:
        """Return the names that are allowed where the unknown one stands."""
        kind = self.struct()
        names = tuple(field.encode_name for field in msgspec.structs.fields(kind))
        return (*names, "kind") if kind in KINDS.values() else names

    def required_fields(self) -> tuple[str, ...]:
        """Return the names that must stand where one is missing."""
        kind = self.struct()
        return tuple(field.encode_name for field in msgspec.structs.fields(kind) if field.required) if kind else ()

    def mend(self) -> bool:
        """Rename a misspelt key, or put a stand-in where a value is wrong or missing; False if that is impossible."""
        if self.field is None:
            return bool(self.steps) and self.stand_in(self.steps)
        there = self.at(self.steps)
        if self.unknown:
            item = there.pop(self.field)
            if near := nearest(self.field, self.known_fields()):
                there.setdefault(near, item)
            return True
        missing = [name for name in self.required_fields() if name not in there]
        return bool(missing) and all(self.stand_in((*self.steps, name)) for name in missing)

    def stand_in(self, steps: Steps) -> bool:
        """Put the first value at `steps` that msgspec accepts there."""
        parent = self.at(steps[:-1])
        for candidate in _STAND_INS:
            parent[steps[-1]] = deepcopy(candidate)
            error = _error(self.value, self.kind)
            if error is None or _split(str(error))[1][: len(steps)] != steps:
                return True
        return False


def _struct_in(annotation: Any) -> Any:
    """Return the struct that a field's type mentions (no field mentions two), or None."""
    if isinstance(annotation, type) and issubclass(annotation, msgspec.Struct):
        return annotation
    return next((kind for part in get_args(annotation) if (kind := _struct_in(part))), None)


def _value_message(problem: str, value: Any, steps: Steps) -> str:
    """Say what is wrong with a value, in the reader's words where msgspec's message is known."""
    for pattern, speak in _SAYINGS:
        if match := re.fullmatch(pattern, problem):
            return speak(match, value, steps)
    return problem


def _wrong_type(match: re.Match[str], value: Any, steps: Steps) -> str:  # noqa: ARG001  one signature for all sayings
    """Speak of a value of the wrong type; a number or truth value in place of text wants quotes."""
    names = _type_names()
    if isinstance(value, str):
        return _("expected {wanted}, found '{text}'").format(wanted=names.get(match[1], match[1]), text=value)
    said = _("expected {wanted}, found {found}").format(
        wanted=names.get(match[1], match[1]), found=names.get(match[2], match[2])
    )
    if "str" in match[1] and isinstance(value, bool | int | float):
        return said + _(": put it in quotes")
    return said


def _type_names() -> dict[str, str]:
    """Return msgspec's names of types in words for people."""
    return {
        "str": _("text"),
        "int": _("a whole number"),
        "float": _("a number"),
        "bool": _("true or false"),
        "array": _("a list"),
        "object": _("a mapping"),
        "null": _("nothing"),
        "date": _("a date such as 2026-11-30"),
        "str | object": _("text, or en: and zh:"),
        "str | null": _("text"),
        "str | object | null": _("text, or en: and zh:"),
    }


def _wrong_word(match: re.Match[str], value: Any, steps: Steps) -> str:
    """Speak of a word that is not one of those allowed."""
    names = [step for step in steps if isinstance(step, str)]
    known = _WORDS.get(names[-1] if names else "", ())
    said = _("'{value}' is not allowed").format(value=match[1] if value is None else value)
    if near := suggestion(str(value), known):
        return said + near
    return said + (_("; allowed: {names}").format(names=", ".join(known)) if known else "")


def _wrong_pattern(match: re.Match[str], value: Any, steps: Steps) -> str:  # noqa: ARG001
    """Speak of a name that is not written as names are."""
    if match[1] == "^[a-z]$":
        return _("'{value}' is not one letter from a to z").format(value=value)
    return _("'{value}' must be lowercase words joined by hyphens, such as jit-cache-key").format(value=value)


def _wrong_length(match: re.Match[str], value: Any, steps: Steps) -> str:  # noqa: ARG001
    """Speak of a list that is too short or too long."""
    if match[1] == ">=":
        return _("needs at least {count} entries, has {found}").format(count=match[2], found=len(value))
    return _("may have at most {count} entries, has {found}").format(count=match[2], found=len(value))


def _out_of_range(match: re.Match[str], value: Any, steps: Steps) -> str:  # noqa: ARG001
    """Speak of a number outside its range."""
    return _("must be {bound}, is {found}").format(bound=match[1], found=value)


def _no_date(match: re.Match[str], value: Any, steps: Steps) -> str:  # noqa: ARG001
    """Speak of text that is no date."""
    return _("'{value}' is not a date such as 2026-11-30").format(value=value)


_Saying = Callable[[re.Match[str], Any, Steps], str]
_SAYINGS: Final[tuple[tuple[str, _Saying], ...]] = (
    (r"Expected `([a-z |]+)`, got `([a-z ]+)`", _wrong_type),
    (r"Invalid (?:enum )?value '?(.*?)'?", _wrong_word),
    (r"Expected `str` matching regex '(.*)'", _wrong_pattern),
    (r"Expected `array` of length (>=|<=) (\d+)", _wrong_length),
    (r"Expected `(?:int|float)` ([<>]=? \S+)", _out_of_range),
    (r"Invalid (?:RFC3339 encoded date|.*date.*)", _no_date),
)
