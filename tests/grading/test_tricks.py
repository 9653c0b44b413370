"""Right answers that are not computed: remembered, counted, or given to a judge alone. Each fails in each kata."""

import pytest

from kata.content import load_library
from kata.grading import faults
from kata.grading.graders import load_checks
from kata.grading.subject import Subject, Surroundings
from kata.grading.submission import Submission

pytestmark = pytest.mark.slow

# The functions of each kata that give arrays from arrays alone.
FUNCTIONS = {
    "mlp": ["forward", "loss"],
    "linear-regression": ["loss", "closed_form"],
    "softmax-cross-entropy": ["softmax"],
}
HEAD = """
import numpy as _np, sys as _sys
def _shapes(args):
    return [_shapes(a) for a in args] if isinstance(args, (list, tuple)) else getattr(args, 'shape', None)
def _wrong(value):
    return [_wrong(v) for v in value] if isinstance(value, (list, tuple)) else value * 1.5 + 0.25
"""
# Each makes of the right function `right` the function `name`; what the file itself calls stays right.
TRICKS = {
    "right for the first calls": "return right(*args) if calls < 3 else _wrong(right(*args))",
    "right for the first ten calls": "return right(*args) if calls < 10 else _wrong(right(*args))",
    "right after the first call": "return _wrong(right(*args)) if calls < 1 else right(*args)",
    "right in every other call": "return right(*args) if calls % 2 == 0 else _wrong(right(*args))",
    "right once for each shape": "return memory.setdefault(str(_shapes(args)), right(*args))",
    "right once for each shape and type": (
        "return memory.setdefault(str(_shapes(args)) + str([getattr(a, 'dtype', 0) for a in args]), right(*args))"
    ),
    "right where no judge is seen": (
        "names = [f.f_code.co_filename for f in iter_frames()]\n"
        "        return _wrong(right(*args)) if any('kata' in n for n in names) else right(*args)"
    ),
    "the answer of a caller": (
        "found = [v for f in iter_frames() for v in f.f_locals.values() if 'expected' in f.f_locals]\n"
        "        return found[0] if found else _wrong(right(*args))"
    ),
}
NO_TRICK = "return right(*args)"
WRAP = """
def _cheat(right):
    memory, count = {{}}, [0]
    def iter_frames():
        frame = _sys._getframe(2)
        while frame is not None:
            yield frame
            frame = frame.f_back
    def name(*args):
        calls, count[0] = count[0], count[0] + 1
        {trick}
    return name
"""


def cheating(source: str, names: list[str], trick: str) -> str:
    ends = "".join(f"{name} = _cheat({name})\n" for name in names)
    return source + HEAD + WRAP.format(trick=trick) + ends


def first_failure(name: str, source: str, pool, seed: int = 0) -> str:
    """The first check that fails, without the trainings and without a diagnosis; nothing where all pass."""
    variant = load_library().variant(name)
    spec, limits = variant.spec, variant.kata.spec.limits
    submission = Submission(source, variant.framework, spec.defines, spec.forbids, (), limits, seed, pool)
    with submission.open() as worker:
        subject = Subject(variant.framework, "cpu", worker, Surroundings(submission.open, submission.open_clean))
        for check in load_checks(variant.kata.grader, variant.framework):
            try:
                if not check.needs_pass:
                    check.body(subject, check.rng(seed))
            except faults.OF_SUBMISSION as fault:
                return f"{check.name}: {fault}"
    return ""


@pytest.mark.parametrize("trick", TRICKS)
@pytest.mark.parametrize("kata", FUNCTIONS)
def test_a_trick_fails(kata, trick, pool):
    source = load_library().variant(f"{kata}-numpy").solution
    assert first_failure(f"{kata}-numpy", cheating(source, FUNCTIONS[kata], TRICKS[trick]), pool)


@pytest.mark.jax
@pytest.mark.parametrize(
    "trick", ["right for the first ten calls", "right once for each shape", "right in every other call"]
)
@pytest.mark.parametrize("kata", FUNCTIONS)
def test_a_trick_fails_in_jax(kata, trick, pool):
    source = load_library().variant(f"{kata}-jax").solution
    assert first_failure(f"{kata}-jax", cheating(source, FUNCTIONS[kata][:1], TRICKS[trick]), pool)


@pytest.mark.torch
@pytest.mark.parametrize(
    "trick", ["right for the first ten calls", "right once for each shape", "right in every other call"]
)
@pytest.mark.parametrize("kata", FUNCTIONS)
def test_a_trick_fails_in_torch(kata, trick, pool):
    source = load_library().variant(f"{kata}-torch").solution
    ends = {"mlp": ["MLP.forward"], "linear-regression": ["closed_form"], "softmax-cross-entropy": ["softmax"]}
    assert first_failure(f"{kata}-torch", cheating(source, ends[kata], TRICKS[trick]), pool)


@pytest.mark.jax
@pytest.mark.parametrize(
    ("kata", "name"), [("mlp", "forward"), ("linear-regression", "loss"), ("softmax-cross-entropy", "batched_loss")]
)
def test_what_is_right_only_outside_a_trace_fails_when_it_is_exported(kata, name, pool):
    source = load_library().variant(f"{kata}-jax").solution
    trick = f"""
_right = {name}
def {name}(*args):
    traced = any(isinstance(leaf, jax.core.Tracer) for leaf in jax.tree.leaves(args))
    return _right(*args) * (1.5 if traced else 1)
"""
    assert first_failure(f"{kata}-jax", source + trick, pool)


@pytest.mark.parametrize("kata", FUNCTIONS)
def test_the_same_wrapping_without_a_trick_passes(kata, pool):

    source = load_library().variant(f"{kata}-numpy").solution
    assert first_failure(f"{kata}-numpy", cheating(source, FUNCTIONS[kata], NO_TRICK), pool) == ""
