"""Which known mistake a failed submission has made: each gets the same calls, and what comes back is compared."""

import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from typing import Any, Final, Self

import numpy as np

from kata.content import Mistake, Variant
from kata.content.model import say
from kata.grading import faults
from kata.grading.checks import Check
from kata.grading.report import Diagnosis
from kata.grading.subject import Subject, Surroundings
from kata.grading.submission import Submission
from kata.grading.trial import Known, Outcome, Trial
from kata.grading.values import Deleted, Handle
from kata.i18n import language

SIDE_BY_SIDE: Final = 2
SECONDS: Final = 20.0
# Within these a mistake and a submission that makes it agree: rounding differs with the order of the operations.
_RTOL: Final = {"float64": 1e-7, "complex128": 1e-7, "float32": 1e-4, "complex64": 1e-4}
_COARSE: Final = 2e-2


def diagnose(
    variant: Variant,
    submission: Submission,
    checks: Sequence[Check],
    trial: Trial,
    failed: str,
    *,
    known: Known | None = None,
) -> Diagnosis | None:
    """Return the mistake whose behaviour matches in the failed check, and in the following ones where several do.

    With `known`, what it holds is not run again, and following checks that were not run are, if they are needed.
    """
    suspects = [mistake for mistake in variant.mistakes if same_title(mistake.caught_by, failed)]
    place = [check.name for check in checks].index(failed)
    first = checks[place : place + 1]
    runs = trial.outcomes if known is None else [check.name for check in checks if not check.needs_pass]
    following = [check for check in checks[place + 1 :] if check.name in runs]
    known = {} if known is None else known
    known |= trial.known(submission.source, submission.seed)
    deadline = time.monotonic() + SECONDS
    stop = threading.Event()
    submission = submission.stopping(stop)

    with _Behaviour(submission, known) as mine:

        def scores(among: Sequence[Mistake], over: Sequence[Check]) -> list[tuple[int, bool]]:
            behaviours = [_Behaviour(replace(submission, source=mistake.text), known) for mistake in among]
            with ThreadPoolExecutor(SIDE_BY_SIDE) as threads:
                try:
                    return list(threads.map(lambda theirs: _agreement(mine, theirs, over, deadline), behaviours))
                except BaseException:  # ctrl+c: the threads are waited for, and shall end soon
                    stop.set()
                    raise

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


class _Behaviour:
    """What a source comes to in each check. Its worker starts when the first outcome is asked that is not known."""

    def __init__(self, submission: Submission, known: Known) -> None:
        self._submission = submission
        self._known = known
        self._subject: Subject | None = None
        self._workers = ExitStack()
        self._one_at_a_time = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._workers.close()

    def outcome(self, check: Check) -> Outcome:
        """Return what it comes to in one check; raises `faults.OF_SUBMISSION` if it does not load."""
        key = (self._submission.source, check.name, self._submission.seed)
        with self._one_at_a_time:
            if key not in self._known:
                trial = Trial()
                trial.attempt(check, self._opened(), self._submission.seed)
                self._known[key] = trial.outcomes[check.name]
        return self._known[key]

    def _opened(self) -> Subject:
        """Return the subject in this source's worker."""
        if self._subject is None:
            own = self._submission
            worker = own.open()
            self._workers.callback(own.end, worker)
            around = Surroundings(own.open, own.open_clean, close_worker=own.end, close_clean=own.end_clean)
            self._subject = Subject(own.framework, own.device, worker, around)
        return self._subject


def _agreement(mine: _Behaviour, theirs: _Behaviour, checks: Sequence[Check], deadline: float) -> tuple[int, bool]:
    """Return in how many of these checks in a row a mistake behaves as the submission does.

    With it, whether both failed the first of them in the same words.
    """
    matched, same_words = 0, False
    with theirs:
        for check in checks:
            if time.monotonic() > deadline:
                break
            try:
                one, other = mine.outcome(check), theirs.outcome(check)
            except faults.OF_SUBMISSION:
                break
            if not agree(check, one, other):
                break
            same_words = same_words or (matched == 0 and str(one.fault) == str(other.fault))
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
