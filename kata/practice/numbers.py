"""Numbers and shapes as people type them: `203,530`, `1e-3`, `2^20`, `3/4`, `16 MB`, `(8, 16)`, `8x16`."""

import ast
import math
import operator
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Final

from kata.errors import KataError
from kata.i18n import _

_SUFFIXES: Final[Mapping[str, float]] = {"k": 1e3, "m": 1e6, "万": 1e4, "亿": 1e8, "%": 1e-2}
_SPECIAL: Final[Mapping[str, float]] = {
    "inf": math.inf,
    "infinity": math.inf,
    "∞": math.inf,
    "无穷": math.inf,
    "nan": math.nan,
}
_OPERATORS: Final[Mapping[type[ast.AST], Callable[[float, float], float]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}
_THOUSANDS: Final = r"(?<![\d.,])[1-9]\d{0,2}(?:[,' ]\d{3})+(?![\d,'])"  # never 0,001: that comma is a decimal point
_LONGEST: Final = 100  # characters: more is no number, and deep nesting would exhaust the parser
_SCALARS: Final = frozenset({"", "scalar", "标量"})


class AnswerError(KataError):
    """What was typed can't be read as an answer; the message says what form is expected. It counts as no answer."""


def read_number(typed: str, units: tuple[str, ...] = ()) -> float:
    """Return the number typed: thousands separators, powers, fractions and a unit behind it are understood.

    `units` are the ways to write the unit that the question asks for. Another unit is refused rather than
    misread: `16 GB` is not 16 MB.

    Raises:
        AnswerError: It is no number, or has another unit.
    """
    text = _plain(typed)
    sign, unsigned = (-1.0, text[1:].strip()) if text.startswith("-") else (1.0, text.removeprefix("+").strip())
    if unsigned.casefold() in _SPECIAL:
        return sign * _SPECIAL[unsigned.casefold()]
    found = re.match(r"[\d.(+\-][\d.,_'()+\-*/^ ]*(?:e[+-]?\d+)?[\d.,_'()+\-*/^ ]*", text, re.IGNORECASE)
    if not found:
        raise _no_number(typed)
    unit = text[found.end() :].strip()
    if unit and not (unit[0].isalpha() or unit[0] in "%°"):
        raise _no_number(typed)
    return _evaluate(found.group(), typed) * _factor(unit, units)


def read_shape(typed: str) -> tuple[int, ...]:
    """Return the shape typed: `(8, 16)`, `8x16`, `8,16`, `[8 16]`, `torch.Size([8, 16])`, `()` for a scalar.

    Raises:
        AnswerError: It is no shape.
    """
    text = _plain(typed).casefold()
    bare = re.sub(r"^(torch\.)?size|^shape\s*[:=]?", "", text).strip()
    inner = bare.strip("()[] ").rstrip(",").strip()
    parts = [] if inner in _SCALARS else re.split(r"\s*[,x*]\s*|\s+", inner)
    if not text or not all(re.fullmatch(r"\d{1,18}", part) for part in parts):
        message = _("“{typed}” is no shape. Type one like (8, 16) or 8x16; () is the shape of a scalar.")
        raise AnswerError(message.format(typed=typed.strip()))
    return tuple(int(part) for part in parts)


def _plain(typed: str) -> str:
    """Return the text with full-width characters, typographic minus and times signs made plain."""
    plain = unicodedata.normalize("NFKC", typed).translate(str.maketrans("−–×·⁄", "--**/"))  # noqa: RUF001
    return plain.strip()


def _evaluate(text: str, typed: str) -> float:
    grouped = re.sub(_THOUSANDS, lambda found: re.sub(r"\D", "", found.group()), text)
    expression = re.sub(r"(?<![\d._])0+(?=\d)", "", grouped.replace("^", "**").strip())  # 007 is 7
    if len(expression) > _LONGEST:
        raise _no_number(typed)
    try:
        return float(_value(ast.parse(expression, mode="eval").body))
    except (SyntaxError, ValueError, ArithmeticError, TypeError) as fault:
        raise _no_number(typed) from fault


def _value(node: ast.expr) -> float:
    match node:
        case ast.Constant(value=int() | float() as value):
            return float(value)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand)
        case ast.UnaryOp(op=ast.UAdd(), operand=operand):
            return _value(operand)
        case ast.BinOp(left=left, op=sign, right=right) if type(sign) in _OPERATORS:
            return _OPERATORS[type(sign)](_value(left), _value(right))  # floats: a power overflows at once
    raise ValueError(ast.dump(node))


def _factor(unit: str, units: tuple[str, ...]) -> float:
    """Return what the typed unit multiplies by; 1 where it is the question's own or the question has none."""
    typed = unit.casefold()
    if not typed or any(_same_unit(typed, known) for known in units):
        return 1.0
    if typed in _SUFFIXES:
        return _SUFFIXES[typed]
    if not units:
        return 1.0
    message = _("The answer is asked in {unit}; type the number in that unit, or the number alone.")
    raise AnswerError(message.format(unit=units[0]))


def _same_unit(typed: str, known: str) -> bool:
    """Say whether the typed unit is the known one, or a part of it: `step` for `steps`, `MB` for `MB (10^6 bytes)`."""
    plain = _plain(known).casefold()
    return plain.startswith(typed) or typed.rstrip("s.") == plain.split(" ")[0].rstrip("s.")


def _no_number(typed: str) -> AnswerError:
    message = _("“{typed}” is no number. Type one like 203530, 0.5, 1e-3, 2^20 or 3/4.")
    return AnswerError(message.format(typed=typed.strip()))
