"""A recurrence and a training, against loops in NumPy; how often the step is traced, whatever the length."""

from typing import Any

import numpy as np

from kata.grading import Given, Subject, Submitted, Text, check, expect_close, expect_shape, fail

STEPS, ROWS, FEATURES = 4, 3, 2
AT_MOST = 4  # runs of the loss in Python: scan traces its step once or twice
Params = dict[str, np.ndarray]


def averages(start: np.ndarray, xs: np.ndarray, decay: float) -> np.ndarray:
    """Return h_1 ... h_t as weighted sums, without the recurrence: (t, d)."""
    weights = [
        [decay ** (k + 1)] + [(1 - decay) * decay ** (k - j) if j <= k else 0.0 for j in range(len(xs))]
        for k in range(len(xs))
    ]
    return np.asarray(np.array(weights) @ np.vstack([start, xs]))


def slopes(params: Params, x: np.ndarray, y: np.ndarray) -> tuple[float, Params]:
    """Return the loss and its gradient, by the chain rule row by row."""
    value, dw, db = 0.0, np.zeros_like(params["w"]), 0.0
    for row, target in zip(x, y, strict=True):
        squashed = np.tanh(row @ params["w"])
        error = squashed + params["b"] - target
        value += error**2 / len(x)
        dw += 2 * error * (1 - squashed**2) * row / len(x)
        db += 2 * error / len(x)
    return value, {"w": dw, "b": np.asarray(db)}


def trained(params: Params, x: np.ndarray, y: np.ndarray, lr: float, momentum: float) -> tuple[Params, np.ndarray]:
    """Return what `train` should: each step moves by the sum of all gradients so far, older ones discounted."""
    losses, history = [], []
    for k in range(len(x)):
        value, grads = slopes(params, x[k], y[k])
        losses.append(value)
        history.append(grads)
        params = {
            name: params[name] - lr * sum(momentum ** (k - j) * old[name] for j, old in enumerate(history))
            for name in params
        }
    return params, np.array(losses)


def problem(rng: np.random.Generator, steps: int = STEPS) -> tuple[Params, np.ndarray, np.ndarray]:
    """Return parameters, x: (steps, 3, 2), y: (steps, 3)."""
    params = {"w": rng.normal(size=FEATURES), "b": rng.normal(size=())}
    return params, rng.normal(size=(steps, ROWS, FEATURES)), rng.normal(size=(steps, ROWS))


def both(got: Any, name: str) -> Any:
    """Return what came back, which must be a pair."""
    if not isinstance(got, list | tuple) or len(got) != 2:
        fail(Text(en=f"{name} must return two things.", zh=f"{name} 必须返回两个值。"), code="pair")
    return got


@check(Text(en="contract", zh="约定"))
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """Shapes of the recurrence's two results."""
    start, xs = rng.normal(size=3), rng.normal(size=(STEPS, 3))
    last, every = both(
        subject.call("momentum_average", start, xs, np.asarray(0.5), precision="float64"), "momentum_average"
    )
    expect_shape(last, (3,), what=Text(en="last", zh="last"))
    expect_shape(every, (STEPS, 3), what=Text(en="all", zh="all"))


@check(Text(en="running average", zh="滑动平均"))
def running_average(subject: Subject, rng: np.random.Generator) -> None:
    """All averages, and the last one."""
    start, xs, decay = rng.normal(size=3), rng.normal(size=(STEPS, 3)), rng.uniform(0.6, 0.9)
    expected = averages(start, xs, decay)
    got = both(subject.call("momentum_average", start, xs, np.asarray(decay), precision="float64"), "momentum_average")
    expect_close(
        got,
        (expected[-1], expected),
        rtol=1e-9,
        atol=1e-12,
        what=Text(en="momentum_average", zh="momentum_average"),
        hint=Text(
            en="[0] is the last average, [1] holds all, each after its x has come in.",
            zh="[0] 是最后的平均值，[1] 是全部平均值，每一个都已经计入自己的 x。",
        ),
    )


@check(Text(en="losses", zh="损失"))
def losses(subject: Subject, rng: np.random.Generator) -> None:
    """One for each batch, before its step."""
    params, x, y = problem(rng)
    expected = trained(params, x, y, 0.2, 0.8)[1]
    _, got = both(subject.call("train", Given("loss"), params, x, y, 0.2, 0.8, precision="float64"), "train")
    expect_close(
        got,
        expected,
        rtol=1e-9,
        what=Text(en="losses", zh="losses"),
        hint=Text(
            en="losses[k] is the loss of batch k at the parameters before step k; the batches come in order.",
            zh="losses[k] 是第 k 个批量在第 k 步之前的参数处的损失；批量按顺序到来。",
        ),
    )


@check(Text(en="parameters after training", zh="训练后的参数"))
def parameters(subject: Subject, rng: np.random.Generator) -> None:
    """After four steps, and after a single one."""
    hint = Text(
        en="velocity = momentum * velocity + g from zero, then params - lr * velocity, with the new velocity.",
        zh="velocity 从零开始，velocity = momentum * velocity + g，再用新的 velocity 计算 params - lr * velocity。",
    )
    for steps in (STEPS, 1):
        params, x, y = problem(rng, steps)
        expected = trained(params, x, y, 0.2, 0.8)[0]
        got, _ = both(subject.call("train", Given("loss"), params, x, y, 0.2, 0.8, precision="float64"), "train")
        what = Text(en=f"params after {steps} steps", zh=f"{steps} 步之后的 params")
        expect_close(got, expected, rtol=1e-9, atol=1e-12, what=what, hint=hint)


@check(Text(en="another pytree, under jit", zh="另一种 pytree，在 jit 之下"))
def another_pytree(subject: Subject, rng: np.random.Generator) -> None:
    """A line whose parameters are a tuple; lr and momentum are traced."""
    _, x, y = problem(rng)
    start = w, b = rng.normal(size=FEATURES), np.asarray(rng.normal())
    by_w, by_b, losses = np.zeros_like(w), np.zeros_like(b), []
    for rows, targets in zip(x, y, strict=True):
        errors = rows @ w + b - targets
        losses.append(np.mean(errors**2))
        by_w = 0.8 * by_w + 2 * np.mean(errors[:, None] * rows, axis=0)
        by_b = 0.8 * by_b + 2 * np.mean(errors)
        w, b = w - 0.1 * by_w, b - 0.1 * by_b
    rates = np.asarray(0.1), np.asarray(0.8)
    got = subject.call(Given("trained_in_jit"), Submitted("train"), start, x, y, *rates, precision="float64")
    expect_close(
        both(got, "train"),
        ((w, b), np.array(losses)),
        rtol=1e-9,
        atol=1e-12,
        what=Text(en="train with a tuple of parameters", zh="参数为元组时的 train"),
        hint=Text(
            en="If the dict was right: params is any pytree, name no keys; and under jit lr and momentum have no values.",
            zh="如果字典没有问题：params 可以是任何 pytree，不要写死键名；在 jit 之下 lr 和 momentum 没有具体的值。",
        ),
    )


@check(Text(en="a program that does not grow", zh="程序不随步数增长"), match="failure")
def does_not_grow(subject: Subject, rng: np.random.Generator) -> None:
    """The loss runs in Python while it is traced, and not for each batch."""
    for steps in (STEPS, 10 * STEPS):
        params, x, y = problem(rng, steps)
        calls = subject.call(Given("calls_of_loss"), Submitted("train"), params, x, y, 0.2, 0.8, precision="float64")
        if calls > AT_MOST:
            fail(
                Text(
                    en=f"Training on {steps} batches ran the loss {calls} times in Python.",
                    zh=f"在 {steps} 个批量上训练时，损失在 Python 中运行了 {calls} 次。",
                ),
                code="unrolled",
                hint=Text(
                    en="A Python loop is unrolled into the program; jax.lax.scan traces one step.",
                    zh="Python 循环会被展开到程序里；jax.lax.scan 只追踪一步。",
                ),
            )


@check(Text(en="compiled, with an array as decay", zh="编译后，decay 为数组"))
def compiled(subject: Subject, rng: np.random.Generator) -> None:
    """The recurrence as a program of its own: nothing in it looks at values."""
    start, xs, decay = rng.normal(size=3), rng.normal(size=(STEPS, 3)), rng.uniform(0.6, 0.9)
    expected = averages(start, xs, decay)
    expect_close(
        subject.exported("momentum_average", start, xs, np.asarray(decay), precision="float64"),
        (expected[-1], expected),
        rtol=1e-9,
        atol=1e-12,
        what=Text(en="momentum_average", zh="momentum_average"),
    )
