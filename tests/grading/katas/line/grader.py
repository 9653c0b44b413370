"""The tests' own kata: a line through the origin, fitted by gradient descent on the mean squared error."""

import numpy as np

from kata.grading import Curve, Rng, Subject, Text, check, expect_close, expect_shape, fail


def descend(w, x, y, lr, steps):
    """The judge's own training: weights and losses."""
    losses = []
    for _ in range(steps):
        error = x @ w - y
        losses.append(float(np.mean(error**2)))
        w = w - lr * 2 * x.T @ error / len(y)
    return w, losses


@check(Text(en="contract", zh="约定"))
def contract(subject: Subject, rng: np.random.Generator) -> None:
    out = subject.call("forward", rng.normal(size=3), rng.normal(size=(5, 3)))
    expect_shape(out, (5,), what=Text(en="forward(w, x)", zh="forward(w, x)"), hint=Text(en="One number a row."))


@check(Text(en="values", zh="数值"))
def values(subject: Subject, rng: np.random.Generator) -> None:
    w, x = rng.normal(size=3), rng.normal(size=(5, 3))
    out = subject.call("forward", w, x, precision="float64")
    expect_close(out, x @ w, rtol=1e-9, what=Text(en="forward(w, x)"), hint=Text(en="It is x @ w."))


@check(Text(en="training", zh="训练"), needs_pass=True)
def training(subject: Subject, rng: np.random.Generator) -> None:
    def one(each: Subject, seed: int) -> None:
        own = np.random.default_rng(seed)
        w, x = own.normal(size=3), own.normal(size=(20, 3))
        y = x @ own.normal(size=3)
        got, losses = each.call("train", w, x, y, 0.1, 5, precision="float64")
        expected, reference = descend(w, x, y, 0.1, 5)
        expect_close(got, expected, rtol=1e-9, what=Text(en="weights after 5 steps"))
        expect_close(losses, reference, rtol=1e-9, what=Text(en="losses"))
        each.curve(Curve(task="line", seed=seed, steps=list(range(5)), loss=reference, reference=reference))

    subject.side_by_side(one, [int(rng.integers(1000)) for _ in range(3)])


@check(Text(en="drawing", zh="抽样"), match="failure")
def drawing(subject: Subject, rng: np.random.Generator) -> None:
    first, again = (subject.call("draw", Rng(int(s)), 8) for s in (3, 4))
    if np.array_equal(np.asarray(first), np.asarray(again)):
        fail(Text(en="Two seeds draw the same numbers.", zh="两个种子抽出了同样的数。"), code="same draw")
