"""Which known mistake a failed submission has made: each gets the same calls, and what comes back is compared."""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any, Final

import numpy as np

from kata.content import Mistake, Variant
from kata.content.model import say
from kata.grading import faults
from kata.grading.checks import Check
from kata.grading.report import Diagnosis
from kata.grading.subject import Subject, Surroundings
from kata.grading.submission import Submission
from kata.grading.trial import Outcome, Trial
from kata.grading.values import Deleted, Handle
from kata.i18n import language

SIDE_BY_SIDE: Final = 2
SECONDS: Final = 20.0
# Within these a mistake and a submission that makes it agree: rounding differs with the order of the operations.
_RTOL: Final = {"float64": 1e-7, "complex128": 1e-7, "float32": 1e-4, "complex64": 1e-4}
_COARSE: Final = 2e-2


def diagnose(
    variant: Variant, submission: Submission, checks: Sequence[Check], trial: Trial, failed: str
) -> Diagnosis | None:
    """Return the mistake whose behaviour matches in the failed check, and in the following ones where several do."""
    suspects = [mistake for mistake in variant.mistakes if same_title(mistake.caught_by, failed)]
    names = list(trial.outcomes)
    following = [check for check in checks if check.name in names[names.index(failed) + 1 :]]
    first = [check for check in checks if check.name == failed]
    deadline = time.monotonic() + SECONDS

    def scores(among: Sequence[Mistake], over: Sequence[Check]) -> list[tuple[int, bool]]:
        with ThreadPoolExecutor(SIDE_BY_SIDE) as threads:
            return list(threads.map(lambda one: _agreement(one, submission, over, trial, deadline), among))

    matching = [(mistake, same) for mistake, (n, same) in zip(suspects, scores(suspects, first), strict=True) if n]
    if len(matching) > 1:
        later = scores([mistake for mistake, _same in matching], following)
        ranks = [(n, same) for (n, _words), (_mistake, same) in zip(later, matching, strict=True)]
        matching = [matching[ranks.index(max(ranks))]]
    if not matching:
        return None
    found = matching[0][0]
    return Diagnosis(mistake=found.name, message=say(found.message, language()))


def same_title(one: str, other: str) -> bool:
    """Whether two titles of checks mean the same one."""
    return one.strip().rstrip(".").casefold() == other.strip().rstrip(".").casefold()


def _agreement(
    mistake: Mistake, submission: Submission, checks: Sequence[Check], trial: Trial, deadline: float
) -> tuple[int, bool]:
    """Return in how many of these checks in a row a mistake behaves as the submission does.

    With it, whether both failed the first of them in the same words.
    """
    suspect = replace(submission, source=mistake.text)
    if time.monotonic() > deadline:
        return 0, False
    try:
        worker = suspect.open()
    except faults.OF_SUBMISSION:
        return 0, False
    matched, same_words = 0, False
    with worker:
        subject = Subject(suspect.framework, suspect.device, worker, Surroundings(suspect.open, suspect.open_clean))
        for check in checks:
            if time.monotonic() > deadline:
                break
            theirs = Trial()
            theirs.attempt(check, subject, suspect.seed)
            mine, other = trial.outcomes[check.name], theirs.outcomes[check.name]
            if not agree(check, mine, other):
                break
            same_words = same_words or (matched == 0 and str(mine.fault) == str(other.fault))
            matched += 1
    return matched, same_words


def agree(check: Check, mine: Outcome, theirs: Outcome) -> bool:
    """Whether two submissions behave alike in one check."""
    if check.match == "failure":
        return mine.signature == theirs.signature
    if mine.signature[:2] != theirs.signature[:2] or len(mine.responses) != len(theirs.responses):
        return False
    pairs = zip(mine.responses, theirs.responses, strict=True)
    return all(one[0] == other[0] and alike(one[1], other[1]) for one, other in pairs)


def alike(one: Any, other: Any) -> bool:
    """Whether two trees that came back are the same up to rounding."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(alike(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(alike(a, b) for a, b in zip(one, other, strict=True))
    if isinstance(one, Handle | Deleted) or isinstance(other, Handle | Deleted):
        return type(one) is type(other)
    if _numeric(one) and _numeric(other):
        return _close(np.asarray(one), np.asarray(other))
    return type(one) is type(other) and bool(one == other)


def _numeric(value: Any) -> bool:
    return isinstance(value, np.ndarray | np.generic | bool | int | float)


def _close(one: np.ndarray[Any, Any], other: np.ndarray[Any, Any]) -> bool:
    """Whether arrays agree relative to their own scale; NaN agrees with NaN, infinity with the same infinity."""
    if one.shape != other.shape:
        return False
    if one.dtype.kind not in "fc" and other.dtype.kind not in "fc":
        return bool((one == other).all())
    rtol = max(_RTOL.get(array.dtype.name, 0.0 if array.dtype.kind in "biu" else _COARSE) for array in (one, other))
    finite = np.isfinite(one) & np.isfinite(other)
    same = np.array_equal(one[~finite], other[~finite], equal_nan=True)
    scale = max(float(np.abs(one[finite]).max(initial=0.0)), 1e-30)
    return bool(same and np.abs(one[finite].astype(complex) - other[finite]).max(initial=0.0) <= rtol * scale)
