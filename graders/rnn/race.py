"""A recurrent layer over many steps: a loop in Python, or one that is a part of the program."""

from functools import cache

import numpy as np

from kata.grading import Runner, Text, expect_close, race

from .grader import Case, Problem, begin, draw, hs_of

LONG, WIDE = Case(batch=8, time=200, ins=16, hidden=32), Case(batch=64, time=20, ins=128, hidden=256)


@race(Text(en="200 steps, batch 8, 16 inputs, 32 units", zh="200 步，批量 8，16 个输入，32 个单元"))
def long(subject: Runner, rng: np.random.Generator) -> None:
    """Many small steps."""
    unroll(subject, int(rng.integers(2**31)), LONG)


@race(Text(en="20 steps, batch 64, 128 inputs, 256 units", zh="20 步，批量 64，128 个输入，256 个单元"))
def wide(subject: Runner, rng: np.random.Generator) -> None:
    """Few large ones."""
    unroll(subject, int(rng.integers(2**31)), WIDE)


def unroll(subject: Runner, seed: int, case: Case) -> None:
    """Call it in float32 and compare all states."""
    problem, hs = states(seed, case)
    x, h0 = subject.held(problem.x), subject.held(problem.state[0])
    if subject.framework == "torch":
        with subject.aside():
            module = begin(subject, problem, "float32")
        got = subject.call("forward", x, h0, on=module)
    else:
        got = subject.call("rnn", subject.held(problem.params), x, h0)
    expect_close(got, hs, rtol=1e-3, atol=1e-3, what=Text(en=f"hs ({case})", zh=f"hs（{case}）"))


@cache
def states(seed: int, case: Case) -> tuple[Problem, np.ndarray]:
    """Return a layer, sequences, and the states; the same in each lap. Small weights: a large layer is no chaos."""
    params, x, state = draw(np.random.default_rng(seed), case)
    problem = Problem({name: value / np.sqrt(case.hidden) for name, value in params.items()}, x, state)
    return problem, hs_of(problem)
