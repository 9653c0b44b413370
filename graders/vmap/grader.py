"""Functions of one example applied to many, against loops in NumPy."""

from typing import Any

import numpy as np

from kata.grading import Given, Subject, Submitted, Text, check, expect_close, expect_shape, fail

AT_MOST = 3  # calls in Python: a map traces its function once; room for jax.eval_shape and the like


def gap(u: np.ndarray, v: np.ndarray) -> float:
    """Return what `gap` of given.py returns."""
    return float(sum(abs(p - 2 * q) ** 1.5 for p, q in zip(u, v, strict=True)))


def slopes(params: dict[str, np.ndarray], x: np.ndarray, y: np.ndarray) -> dict[str, np.ndarray]:
    """Return d (tanh(x w + b) - y)^2 / d params of each example, by the chain rule."""
    w, b = [], []
    for row, target in zip(x, y, strict=True):
        out = np.tanh(row @ params["w"] + params["b"])
        b.append(2 * (out - target) * (1 - out**2))
        w.append(b[-1] * row)
    return {"w": np.array(w), "b": np.array(b)}


def draw(rng: np.random.Generator) -> tuple[dict[str, np.ndarray], np.ndarray, np.ndarray]:
    """Return parameters of one model, x: (5, 3), y: (5,)."""
    return {"w": rng.normal(size=3), "b": rng.normal(size=())}, rng.normal(size=(5, 3)), rng.normal(size=5)


@check(Text(en="contract", zh="约定"))
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """The shape of all pairs."""
    got = subject.call("pairwise", Given("gap"), rng.normal(size=(5, 3)), rng.normal(size=(4, 3)), precision="float64")
    expect_shape(got, (5, 4), what=Text(en="pairwise", zh="pairwise"))


@check(Text(en="all pairs", zh="所有配对"))
def all_pairs(subject: Subject, rng: np.random.Generator) -> None:
    """The distance is not symmetric."""
    a, b = rng.normal(size=(5, 3)), rng.normal(size=(4, 3))
    expect_close(
        subject.call("pairwise", Given("gap"), a, b, precision="float64"),
        np.array([[gap(u, v) for v in b] for u in a]),
        rtol=1e-9,
        what=Text(en="pairwise", zh="pairwise"),
        hint=Text(
            en="[i, j] is f(a[i], b[j]), in this order: f need not be symmetric.",
            zh="[i, j] 处是 f(a[i], b[j])，顺序不能颠倒：f 不一定对称。",
        ),
    )


@check(Text(en="rows with columns", zh="行与列配对"))
def rows_with_columns(subject: Subject, rng: np.random.Generator) -> None:
    """As many columns as rows, and more of them than entries; then a single pair."""
    hint = Text(
        en="Row i goes with column i: rows are mapped along axis 0, columns along axis 1.",
        zh="第 i 行与第 i 列配对：rows 沿轴 0 映射，columns 沿轴 1 映射。",
    )
    for n in (5, 1):
        rows, columns = rng.normal(size=(n, 3)), rng.normal(size=(3, n))
        expect_close(
            subject.call("pair_up", Given("gap"), rows, columns, precision="float64"),
            np.array([gap(rows[i], columns[:, i]) for i in range(n)]),
            rtol=1e-9,
            what=Text(en="pair_up", zh="pair_up"),
            hint=hint,
        )


@check(Text(en="ensemble", zh="集成"))
def models(subject: Subject, rng: np.random.Generator) -> None:
    """Four models, the same five inputs."""
    params = {"w": rng.normal(size=(4, 3)), "b": rng.normal(size=4)}
    x = rng.normal(size=(5, 3))
    one_by_one = [np.tanh(x @ params["w"][i] + params["b"][i]) for i in range(4)]
    expect_close(
        subject.call("ensemble", Given("predict"), params, x, precision="float64"),
        np.stack(one_by_one, axis=1),
        rtol=1e-9,
        what=Text(en="ensemble", zh="ensemble"),
        hint=Text(
            en="(n, models): every model sees all of x, and the axis of the models comes last.",
            zh="形状为 (n, models)：每个模型都看到完整的 x，模型轴在最后。",
        ),
    )


@check(Text(en="per-example gradients", zh="逐样本梯度"))
def gradients(subject: Subject, rng: np.random.Generator) -> None:
    """One gradient for each example."""
    params, x, y = draw(rng)
    expect_close(
        subject.call("per_example_grads", Given("loss"), params, x, y, precision="float64"),
        slopes(params, x, y),
        rtol=1e-9,
        atol=1e-12,
        what=Text(en="per_example_grads", zh="per_example_grads"),
        hint=Text(
            en="Each leaf has a leading axis of the examples; nothing is summed or averaged over them.",
            zh="每个叶子都有样本的前导轴；不在样本上求和，也不取均值。",
        ),
    )


@check(Text(en="another pytree", zh="另一种 pytree"))
def another_pytree(subject: Subject, rng: np.random.Generator) -> None:
    """Parameters in a tuple: an ensemble, and gradients of y sin(x w) b by w and b."""
    hint = Text(
        en="If the dict was right: params is any pytree, here a tuple; name no keys.",
        zh="如果字典没有问题：params 可以是任何 pytree，这里是元组；不要写死键名。",
    )
    w, b, x, y = rng.normal(size=(4, 3)), rng.normal(size=4), rng.normal(size=(5, 3)), rng.normal(size=5)
    expect_close(
        subject.call("ensemble", Given("wave"), (w, b), x, precision="float64"),
        np.stack([np.sin(x @ w[i]) * b[i] for i in range(4)], axis=1),
        rtol=1e-9,
        atol=1e-12,
        what=Text(en="ensemble of models with a tuple of parameters", zh="参数为元组的模型的 ensemble"),
        hint=hint,
    )
    by_w = np.array([target * b[0] * np.cos(row @ w[0]) * row for row, target in zip(x, y, strict=True)])
    expect_close(
        subject.call("per_example_grads", Given("wave_loss"), (w[0], b[0]), x, y, precision="float64"),
        (by_w, y * np.sin(x @ w[0])),
        rtol=1e-9,
        atol=1e-12,
        what=Text(en="per_example_grads by a tuple of parameters", zh="对元组参数的 per_example_grads"),
        hint=hint,
    )


@check(Text(en="no loop in Python", zh="没有 Python 循环"), match="failure")
def no_loop(subject: Subject, rng: np.random.Generator) -> None:
    """The functions run as often as they are traced."""
    params, x, y = draw(rng)
    stacked = {"w": rng.normal(size=(4, 3)), "b": rng.normal(size=4)}
    cases: dict[str, tuple[str, tuple[Any, ...]]] = {
        "pairwise": ("gap", (x, rng.normal(size=(4, 3)))),
        "pair_up": ("gap", (x, x.T.copy())),
        "ensemble": ("predict", (stacked, x)),
        "per_example_grads": ("loss", (params, x, y)),
    }
    for name, (inner, args) in cases.items():
        count = subject.call(Given("calls"), Submitted(name), inner, *args, precision="float64")
        if count > AT_MOST:
            fail(
                Text(
                    en=f"{name} ran {inner} {count} times in Python.",
                    zh=f"{name} 在 Python 中运行了 {inner} {count} 次。",
                ),
                code=f"calls {name}",
                hint=Text(
                    en="jax.vmap traces its function once, for any number of examples.",
                    zh="无论有多少样本，jax.vmap 只追踪一次它的函数。",
                ),
            )
