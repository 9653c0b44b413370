"""Trainings: what each step repeats, the whole way beside the judge's replay, the score on held-out data."""

from collections.abc import Iterator

import numpy as np

from kata.grading import Curve, Subject, Text

from .data import TASKS, he, small_problem
from .oracle import Array, Params, descend, loss
from .submission import NATIVE, expect_losses, expect_pairs, init, train

WIDE, EXAMPLES, RATE, STEPS = (2, 32, 1), 128, 1.0, 300
CHUNK = STEPS // 12
THRESHOLD, SEEDS = 0.85, 5  # measured margins: kata.yaml
# Rounding decides on which side of the ReLU's kink a pre-activation near 0 falls, and one example on the other side
# moves weights by up to RATE / EXAMPLES. In 1500 right float32 trainings weights were off by 5e-4, losses by 2e-7.
ALONG_THE_WAY = {"float64": (1e-6, 1e-8), "float32": (2e-2, 2e-5)}


def expect_steps(subject: Subject, rng: np.random.Generator, steps: int, hint: Text) -> None:
    """Compare parameters first, losses after: the parameters say more."""
    params, x, y = small_problem(rng)
    after, losses = train(subject, params, x, y, lr=0.3, steps=steps, precision="float64")
    right, before = descend(params, x, y, 0.3, steps)
    expect_pairs(after, right, "parameters", hint, rtol=1e-7, atol=1e-9)
    expect_losses(losses, before, hint, rtol=1e-7)


def done_again(subject: Subject, rng: np.random.Generator) -> str:
    """Compare one step with four, both after a first call: which work do three more steps repeat three times?"""
    problem = small_problem(rng)
    few, many = (subject.observe("traces", "train", *problem, 0.1, steps) for steps in (1, 4))
    if many["compilations"] - few["compilations"] >= 3:
        return "compiled again"
    more = {name: n - few["again"].get(name, 0) for name, n in many["again"].items()}
    if sum(n for name, n in more.items() if name.split(".")[0] in ("forward", "loss")) >= 3:
        return "traced again"
    # A generator expression counts at every item, also after the training.
    return "Python" if any(n >= 3 for name, n in more.items() if not name.endswith("<genexpr>")) else ""


AGAIN = {
    "compiled again": Text(
        en="Every step is traced and compiled anew: three more steps take three more compilations.",
        zh="每一步都重新追踪并编译：多走三步，就多编译三次。",
    ),
    "traced again": Text(
        en="Every step runs forward or loss in Python again, tracing it or going operation by operation.",
        zh="每一步都重新以 Python 运行 forward 或 loss：不是重新追踪，就是逐个算子地执行。",
    ),
}


def beside_the_replay(
    subject: Subject, mine: Params, x: Array, y: Array
) -> Iterator[tuple[Params, Array, Params, list[float]]]:
    """Train from `mine` chunk by chunk; yield parameters and losses after each, the submission's and the judge's.

    The curve is shown on the way; a loss that is not finite ends it.
    """
    replay = mine
    curve = Curve(task="XOR, replayed", seed=0, steps=[0], loss=[loss(mine, x, y)], reference=[loss(mine, x, y)])
    for steps in range(CHUNK, STEPS + 1, CHUNK):
        mine, losses = train(subject, mine, x, y, lr=RATE, steps=CHUNK, precision=NATIVE[subject.framework])
        replay, expected = descend(replay, x, y, RATE, CHUNK)
        yield mine, losses, replay, expected
        with np.errstate(all="ignore"):
            value = loss(mine, x, y)
        if not np.isfinite(value):
            return
        curve = Curve(
            task=curve.task, seed=0, steps=[*curve.steps, steps],
            loss=[*curve.loss, value], reference=[*curve.reference, loss(replay, x, y)],
        )  # fmt: skip
        subject.curve(curve)


def scores(subject: Subject, rng: np.random.Generator) -> dict[str, list[float]]:
    """Return the scores of each task, one for each seed."""
    seeds = rng.integers(2**31, size=SEEDS).tolist()
    runs = [(task, number, seed) for number, seed in enumerate(seeds) for task in TASKS]
    # A fresh JAX worker compiles everything again: that costs more than all runs in the one that has.
    found = [score(subject, run) for run in runs] if subject.framework == "jax" else subject.side_by_side(score, runs)
    return {task: found[k :: len(TASKS)] for k, task in enumerate(TASKS)}


def score(subject: Subject, run: tuple[str, int, int]) -> float:
    """Train once, in two halves to show the curve; return (B - L) / (B - L_ref)."""
    task, number, seed = run
    rng = np.random.default_rng(seed)
    data, held_out = TASKS[task](rng, EXAMPLES), TASKS[task](rng, 2 * EXAMPLES)
    mine, reference = init(subject, WIDE, seed), he(rng, WIDE)
    curve = Curve(task=task, seed=number, steps=[0], loss=[loss(mine, *data)], reference=[loss(reference, *data)])
    for steps in (STEPS // 2, STEPS):
        mine, _ = train(subject, mine, *data, lr=RATE, steps=STEPS // 2, precision=NATIVE[subject.framework])
        reference, _ = descend(reference, *data, RATE, STEPS // 2)
        curve = Curve(
            task=task, seed=number, steps=[*curve.steps, steps],
            loss=[*curve.loss, loss(mine, *data)], reference=[*curve.reference, loss(reference, *data)],
        )  # fmt: skip
        subject.curve(curve)
    constant = np.log(2)
    return float((constant - loss(mine, *held_out)) / (constant - loss(reference, *held_out)))
