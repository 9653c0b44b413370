"""What a submission is worth: judge, worker, wire format, warm processes, diagnosis.

The names below are what graders and the other rooms use. They are imported when they are first asked for, so that the
screen's process loads neither NumPy nor the judge.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kata.content.model import Localized as Text
    from kata.grading.checks import CheckFailed, check, fail
    from kata.grading.client import GradingService
    from kata.grading.courses import race
    from kata.grading.expect import expect_close, expect_dtype, expect_equal, expect_finite, expect_shape
    from kata.grading.filling import run_filling
    from kata.grading.judge import grade
    from kata.grading.numerical import central_differences
    from kata.grading.purity import expect_unchanged
    from kata.grading.racing import Runner
    from kata.grading.report import Curve, FillingResult
    from kata.grading.subject import Subject
    from kata.grading.values import Deleted, Given, Handle, Rng, Submitted

_HOMES = {
    "CheckFailed": "checks",
    "Curve": "report",
    "Deleted": "values",
    "FillingResult": "report",
    "Given": "values",
    "GradingService": "client",
    "Handle": "values",
    "Rng": "values",
    "Runner": "racing",
    "Subject": "subject",
    "Submitted": "values",
    "central_differences": "numerical",
    "check": "checks",
    "expect_close": "expect",
    "expect_dtype": "expect",
    "expect_equal": "expect",
    "expect_finite": "expect",
    "expect_shape": "expect",
    "expect_unchanged": "purity",
    "fail": "checks",
    "grade": "judge",
    "race": "courses",
    "run_filling": "filling",
}

__all__ = [
    "CheckFailed",
    "Curve",
    "Deleted",
    "FillingResult",
    "Given",
    "GradingService",
    "Handle",
    "Rng",
    "Runner",
    "Subject",
    "Submitted",
    "Text",
    "central_differences",
    "check",
    "expect_close",
    "expect_dtype",
    "expect_equal",
    "expect_finite",
    "expect_shape",
    "expect_unchanged",
    "fail",
    "grade",
    "race",
    "run_filling",
]


def __getattr__(name: str) -> Any:
    if name == "Text":
        return import_module("kata.content.model").Localized
    if name not in _HOMES:
        raise AttributeError(f"module 'kata.grading' has no attribute {name!r}")
    return getattr(import_module(f"kata.grading.{_HOMES[name]}"), name)
