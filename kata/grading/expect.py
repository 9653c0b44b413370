"""What a check expects of values that came back; what is not so raises `CheckFailed`: expected, got, where, hint.

`got` is never trusted: types, structure, shape and finiteness are looked at before any number is compared.
"""

from typing import Any, Final, NoReturn

import numpy as np

from kata.content.model import Text
from kata.grading.checks import CheckFailed, spoken
from kata.grading.shapes import wrong_shape
from kata.grading.values import Deleted, Handle
from kata.grading.wire import dtype_name
from kata.i18n import _

_KINDS: Final = {"f": "floating", "i": "integer", "u": "integer", "b": "bool", "c": "complex"}
_ARRAYS: Final = (np.ndarray, np.generic, bool, int, float)


def expect_close(
    got: Any,
    expected: Any,
    *,
    rtol: float,
    atol: float = 0.0,
    what: Text,
    hint: Text | None = None,
    code: str | None = None,
    first_step: int | None = None,
) -> None:
    """Expect |got - expected| <= atol + rtol * |expected| everywhere, in trees of the same structure and shapes.

    With `first_step`, the array's index counts steps of a training from there: NaN is told with its first step.
    """
    if first_step is not None:
        _expect_finite_steps(got, expected, first_step, what, hint, code or "not finite")
    _Comparison(what, hint, code, rtol, atol).tree(got, expected, "")


def expect_shape(
    got: Any, shape: tuple[int, ...], *, what: Text, hint: Text | None = None, code: str = "shape"
) -> None:
    """Expect an array of exactly this shape; `()` is a scalar, a Python number too."""
    array = _array(got, what, hint, "")
    if array.shape != tuple(shape):
        _fail(wrong_shape(spoken(what), tuple(shape), array.shape), code, what, hint)


def expect_dtype(got: Any, dtype: str, *, what: Text, hint: Text | None = None, code: str = "dtype") -> None:
    """Expect an array of this dtype, e.g. `float32`; `bfloat16` is one."""
    array = got if isinstance(got, np.ndarray | np.generic) else _array(got, what, hint, "")
    if dtype_name(array) != dtype:
        message = _("{what}: expected dtype {expected}, got {got}.")
        _fail(message.format(what=spoken(what), expected=dtype, got=dtype_name(array)), code, what, hint)


def expect_finite(got: Any, *, what: Text, hint: Text | None = None, code: str = "not finite") -> None:
    """Expect no NaN and no infinity, in trees too."""
    for path, leaf in _leaves(got, ""):
        array = _array(leaf, what, hint, path)
        if array.dtype.kind in "fc" and not np.isfinite(array).all():
            _fail_not_finite(array, what, hint, code, path)


def expect_equal(got: Any, expected: Any, *, what: Text, hint: Text | None = None, code: str = "equal") -> None:
    """Expect exactly this value: a number, a string, None, or a tree of them; arrays element by element."""
    if isinstance(expected, np.ndarray | list | tuple | dict):
        _Comparison(what, hint, code, 0.0, 0.0).tree(got, expected, "")
    elif not _same_scalar(got, expected):
        message = _("{what}: expected {expected}, got {got}.")
        _fail(message.format(what=spoken(what), expected=repr(expected), got=_brief(got)), code, what, hint)


class _Comparison:
    """One `expect_close` on its way down a tree."""

    def __init__(self, what: Text, hint: Text | None, code: str | None, rtol: float, atol: float) -> None:
        self.what = what
        self.hint = hint
        self.code = code
        self.rtol = rtol
        self.atol = atol

    def tree(self, got: Any, expected: Any, path: str) -> None:
        """Compare one node."""
        if isinstance(expected, dict):
            self._dict(got, expected, path)
        elif isinstance(expected, list | tuple):
            self._sequence(got, expected, path)
        elif expected is None or isinstance(expected, str):
            if not (type(got) is type(expected) and got == expected):
                self._structure(_brief(expected), _brief(got), path)
        else:
            self._array(_array(got, self.what, self.hint, path, self.code), np.asarray(expected), path)

    def _dict(self, got: Any, expected: dict[Any, Any], path: str) -> None:
        if not isinstance(got, dict) or set(got) != set(expected):
            self._structure(_("a dict with the keys {keys}").format(keys=list(expected)), _brief(got), path)
        for key, value in expected.items():
            self.tree(got[key], value, f"{path}[{key!r}]")

    def _sequence(self, got: Any, expected: list[Any] | tuple[Any, ...], path: str) -> None:
        if not isinstance(got, list | tuple) or len(got) != len(expected):
            self._structure(_("{count} items").format(count=len(expected)), _brief(got), path)
        for index, value in enumerate(expected):
            self.tree(got[index], value, f"{path}[{index}]")

    def _structure(self, expected: str, got: str, path: str) -> None:
        message = _("{what}: expected {expected}, got {got}.")
        filled = message.format(what=spoken(self.what) + path, expected=expected, got=got)
        _fail(filled, self.code or "structure", self.what, self.hint, path)

    def _array(self, got: np.ndarray[Any, Any], expected: np.ndarray[Any, Any], path: str) -> None:
        """Compare shape, kind of dtype, finiteness, values, in this order."""
        name = spoken(self.what) + path
        if got.shape != expected.shape:
            _fail(wrong_shape(name, expected.shape, got.shape), self.code or "shape", self.what, self.hint, path)
        kinds = _KINDS.get(got.dtype.kind), _KINDS.get(expected.dtype.kind)
        if kinds[0] != kinds[1] and not (kinds == ("integer", "floating") and got.ndim == 0):
            message = _("{what}: expected a {expected} dtype, got {got}.")
            filled = message.format(what=name, expected=kinds[1], got=dtype_name(got))
            _fail(filled, self.code or "dtype", self.what, self.hint, path)
        if got.dtype.kind in "fc" and np.isfinite(expected).all() and not np.isfinite(got).all():
            _fail_not_finite(got, self.what, self.hint, self.code or "not finite", path)
        self._values(got, expected, path)

    def _values(self, got: np.ndarray[Any, Any], expected: np.ndarray[Any, Any], path: str) -> None:
        wide = np.complex128 if expected.dtype.kind == "c" else np.float64
        mine, theirs = expected.astype(wide), got.astype(wide)
        with np.errstate(invalid="ignore", over="ignore"):
            difference = np.abs(theirs - mine)
            excess = difference - (self.atol + self.rtol * np.abs(mine))
        same = (theirs == mine) | (np.isnan(theirs) & np.isnan(mine))
        wrong = ~same & ~(excess <= 0)
        if wrong.any():
            worst = np.unravel_index(
                np.argmax(np.where(wrong, np.nan_to_num(excess, nan=np.inf), -np.inf)), wrong.shape
            )
            self._wrong_value(theirs, mine, wrong, worst, path)

    def _wrong_value(self, got: Any, expected: Any, wrong: Any, worst: tuple[Any, ...], path: str) -> None:
        """Say the worst element: expected, got, where, and how many are wrong."""
        place = spoken(self.what) + path + (f"[{', '.join(map(str, worst))}]" if worst else "")
        message = _("{what}: expected {expected}, got {got}").format(
            what=place, expected=_number(expected[worst]), got=_number(got[worst])
        )
        ratio = _ratio(got, expected)
        if ratio is not None:
            message += _("; every value is {ratio} times the expected one").format(ratio=ratio)
        elif wrong.size > 1:
            message += _("; {wrong} of {all} values differ").format(wrong=int(wrong.sum()), all=wrong.size)
        _fail(message + _("."), self.code or "values", self.what, self.hint, path)


def _ratio(got: Any, expected: Any) -> str | None:
    """Return the factor between two arrays, if it is one and the same everywhere: a sum for a mean, a sign."""
    got, expected = got.ravel(), expected.ravel()
    there = np.abs(expected) > 1e-12 * max(float(np.abs(expected).max(initial=0.0)), 1e-300)
    if there.sum() < 2 or not np.isfinite(got).all():
        return None
    ratios = got[there] / expected[there]
    middle = np.median(ratios.real)
    if abs(middle - 1) < 1e-3 or not np.allclose(ratios, middle, rtol=1e-3, atol=0):
        return None
    return f"{middle:.4g}"


def _array(got: Any, what: Text, hint: Text | None, path: str, code: str | None = None) -> np.ndarray[Any, Any]:
    """Return `got` as an array, or fail with what it is instead."""
    if not isinstance(got, _ARRAYS):
        message = _("{what}: expected an array or a number, got {got}.")
        _fail(message.format(what=spoken(what) + path, got=_brief(got)), code or "type", what, hint, path)
    return np.asarray(got)


def _expect_finite_steps(got: Any, expected: Any, first: int, what: Text, hint: Text | None, code: str) -> None:  # noqa: PLR0917  as they came
    """Fail at the first step whose number is NaN or infinite where it should not be."""
    if not isinstance(got, list | tuple | np.ndarray):
        return
    for step, (value, right) in enumerate(zip(got, expected, strict=False), first):
        if isinstance(value, _ARRAYS) and np.ndim(value) == 0 and not np.isfinite(value) and np.isfinite(right):
            message = _(
                "{what}: {value} first appears at step {step}. Does something grow without bound, or is it log(0)?"
            )
            _fail(message.format(what=spoken(what), value=_number(value), step=step), code, what, hint)


def _fail_not_finite(array: np.ndarray[Any, Any], what: Text, hint: Text | None, code: str, path: str) -> None:
    """Say where the first NaN or infinity stands."""
    first = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
    message = _("{what}: {count} of {all} values are NaN or infinite; the first is {value} at index {index}.")
    filled = message.format(
        what=spoken(what) + path,
        count=int((~np.isfinite(array)).sum()),
        all=array.size,
        value=_number(array[first]),
        index=list(first),
    )
    _fail(filled, code, what, hint, path)


def _fail(message: str, code: str, what: Text, hint: Text | None, path: str = "") -> NoReturn:
    place = (what if isinstance(what, str) else what.en) + path
    raise CheckFailed(message, code=code, place=place, hint=spoken(hint))


def _leaves(value: Any, path: str) -> list[tuple[str, Any]]:
    """Return path and value of every leaf."""
    if isinstance(value, dict):
        return [leaf for key, item in value.items() for leaf in _leaves(item, f"{path}[{key!r}]")]
    if isinstance(value, list | tuple):
        return [leaf for index, item in enumerate(value) for leaf in _leaves(item, f"{path}[{index}]")]
    return [(path, value)]


def _same_scalar(got: Any, expected: Any) -> bool:
    """Whether two scalars are equal and both numbers, or both not."""
    if isinstance(expected, bool) or expected is None or isinstance(expected, str):
        return type(got) in (type(expected), np.bool_) and bool(got == expected)
    number = isinstance(got, _ARRAYS) and np.asarray(got).ndim == 0 and not isinstance(got, bool | np.bool_)
    return number and bool(got == expected)


def _number(value: Any) -> str:
    """Return a number with eight digits at most."""
    return f"{value:.8g}" if np.asarray(value).dtype.kind in "fc" else str(value)


def _brief(value: Any) -> str:
    """Return what a value is, in a few words."""
    match value:
        case np.ndarray():
            return _("an array of shape {shape} and dtype {dtype}").format(shape=value.shape, dtype=dtype_name(value))
        case list() | tuple():
            return _("a {type} of {count} items").format(type=type(value).__name__, count=len(value))
        case dict():
            return _("a dict with the keys {keys}").format(keys=list(value)[:10])
        case Handle():
            return _("an object of type {type}").format(type=value.type)
        case Deleted():
            return _("a buffer that was donated and is gone")
    return repr(value)[:200]
