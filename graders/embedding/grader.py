"""An embedding table: lookups, gradients with repeated ids and padding, PyTorch's initial values.

The oracle goes through the places one by one.
"""

from typing import Any

import numpy as np

from kata.grading import Handle, Subject, Text, check, expect_close, expect_shape, expect_unchanged, fail

ROWS, DIM = 6, 3
SHAPE = (2, 5)  # of the ids in most checks: JAX compiles for each shape it meets
EXACT = 1e-12  # a sum of a few numbers in float64
NEW = (32, 33)  # the table whose initial values are looked at


# The oracle.


def embedding(ids: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Return the rows, one place after the other."""
    y = np.empty((*ids.shape, weight.shape[1]))
    for place in np.ndindex(ids.shape):
        y[place] = weight[int(ids[place])]
    return y


def gradient_of(ids: np.ndarray, dy: np.ndarray, padding: int | None = None) -> np.ndarray:
    """Return what each row gets, one place after the other."""
    slopes = np.zeros((ROWS, dy.shape[-1]))
    for place in np.ndindex(ids.shape):
        if int(ids[place]) != padding:
            slopes[int(ids[place])] += dy[place]
    return slopes


def draw(rng: np.random.Generator, shape: tuple[int, ...] = SHAPE) -> tuple[np.ndarray, np.ndarray]:
    """Return ids and a table of multiples of 1/64, which float32 holds exactly.

    The last row is not used, and the first two places name row 0: ten ids among five rows repeat all the same.
    """
    ids = rng.integers(ROWS - 1, size=shape)
    ids.reshape(-1)[:2] = 0
    return ids, np.asarray(np.round(rng.normal(0, 2, (ROWS, DIM)) * 64) / 64)


# What the frameworks do differently: in PyTorch the table lives in a module, which autograd differentiates.


def given(padding: int | None) -> tuple[int, ...]:
    """Return what a call says about padding: nothing, if there is none."""
    return () if padding is None else (padding,)


def begin(subject: Subject, weight: np.ndarray, padding: int | None = None, precision: Any = "float64") -> Handle:
    """Return a module of PyTorch that holds the table."""
    module: Handle = subject.call("Embedding", *weight.shape, *given(padding), precision=precision, keep=True)
    subject.set_parameters(module, [weight])
    return module


def forward(subject: Subject, ids: np.ndarray, weight: np.ndarray, precision: Any = "float64") -> Any:
    """Return the submission's rows."""
    if subject.framework == "torch":
        return subject.call("forward", ids, on=begin(subject, weight, None, precision), precision=precision)
    return subject.call("embedding", ids, weight, precision=precision)


def backward(subject: Subject, ids: np.ndarray, dy: np.ndarray, padding: int | None = None) -> Any:
    """Return the submission's gradient of the table."""
    if subject.framework == "torch":
        module = begin(subject, np.ones((ROWS, DIM)), padding)
        return subject.vjp(module, ids, dy, precision="float64")[0][1]
    return subject.call("embedding_backward", dy, ids, ROWS, *given(padding), precision="float64")


def expect_gradient(
    subject: Subject, rng: np.random.Generator, hint: Text, padding: int | None = None, *shapes: tuple[int, ...]
) -> None:
    """Expect the table's gradient, for ids of each shape."""
    for shape in shapes or (SHAPE,):
        (ids, _), dy = draw(rng, shape), rng.normal(size=(*shape, DIM))
        if padding is not None:
            ids.reshape(-1)[-2:] = padding
        got = backward(subject, ids, dy, padding)
        what = Text(en=f"dweight for ids of shape {shape}", zh=f"id 的形状为 {shape} 时的 dweight")
        expected = gradient_of(ids, dy, padding)
        expect_close(got, expected, rtol=EXACT, atol=EXACT, what=what, hint=hint)


# The checks.


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """The shape of what comes back; what a module holds."""
    if subject.framework == "torch":
        held = [
            (name, np.shape(value)) for name, value in subject.parameters(subject.call("Embedding", 4, 2, keep=True))
        ]
        if held != [("weight", (4, 2))]:
            fail(
                Text(
                    en=f"Embedding(4, 2) has the parameters {held}; expected [('weight', (4, 2))].",
                    zh=f"Embedding(4, 2) 的参数为 {held}；应为 [('weight', (4, 2))]。",
                ),
                code=f"parameters {held}",
                hint=Text(
                    en="One table, wrapped in nn.Parameter and set as an attribute.",
                    zh="只有一张表：用 nn.Parameter 包装，并设为属性。",
                ),
            )
    expect_shape(forward(subject, *draw(rng)), (*SHAPE, DIM), what=Text(en="y", zh="y"))


@check(Text(en="values", zh="数值"))
def values(subject: Subject, rng: np.random.Generator) -> None:
    """The rows themselves, for ids of several shapes; the module with padding looks its row up too."""
    hint = Text(en="y[place] = weight[ids[place]], exactly.", zh="y[place] = weight[ids[place]]，完全相等。")
    shapes: tuple[tuple[int, ...], ...] = (SHAPE,) if subject.framework == "jax" else (SHAPE, (7,), (2, 1, 3), ())
    for shape in shapes:
        ids, weight = draw(rng, shape)
        what = Text(en=f"y for ids of shape {shape}", zh=f"id 的形状为 {shape} 时的 y")
        expect_close(forward(subject, ids, weight), embedding(ids, weight), rtol=EXACT, what=what, hint=hint)
    if subject.framework == "torch":
        ids, weight = draw(rng)
        got = subject.call("forward", ids, on=begin(subject, weight, 0), precision="float64")
        what = Text(en="y with padding_idx=0", zh="padding_idx=0 时的 y")
        hint = Text(
            en="A padding row is zero at first; what it holds later is looked up like any other row.",
            zh="填充行起初为零；之后其中是什么，就照常查出什么。",
        )
        expect_close(got, embedding(ids, weight), rtol=EXACT, what=what, hint=hint)


@check(Text(en="gradient", zh="梯度"))
def gradient(subject: Subject, rng: np.random.Generator) -> None:
    """Ids repeat, and one row is not used; the padding id is left out, once it is None."""
    hint = Text(
        en="Every occurrence of an id adds its share; rows that do not occur get zeros. Without a padding id no row is left out.",
        zh="一个 id 每出现一次就累加一份；没有出现的行得到零。没有填充 id 时，任何一行都不会被漏掉。",
    )
    shapes: tuple[tuple[int, ...], ...] = (SHAPE,) if subject.framework == "jax" else (SHAPE, (7,), (2, 2, 3))
    expect_gradient(subject, rng, hint, None, *shapes)


@check(Text(en="padding", zh="填充"))
def padding_row(subject: Subject, rng: np.random.Generator) -> None:
    """No gradient for the padding row, whether it is 2 or 0."""
    hint = Text(
        en="If the gradient without padding is right: the padding id's row gets nothing, and 0 is a padding id like any other.",
        zh="如果没有填充时梯度正确：填充 id 的行什么也得不到，而 0 与其他填充 id 没有区别。",
    )
    for padding in (2, 0):
        expect_gradient(subject, rng, hint, padding)


@check(Text(en="initial values", zh="初始值"), match="failure", frameworks=("torch",))
def initial_values(subject: Subject, rng: np.random.Generator) -> None:
    """Standard normal, from torch's generator, with a padding row of zeros.

    The mean of n = 1056 values spreads by 1 / sqrt(n) = 0.031, their mean square by sqrt(2 / n) = 0.044. Beyond 0.16
    and 0.25, 5.2 and 5.7 spreads, lies less than one draw in 4 million.
    """
    seed = int(rng.integers(2**31))

    def new(seed: int, padding: int | None = None) -> np.ndarray:
        return subject.parameters(subject.call("Embedding", *NEW, *given(padding), keep=True, seed=seed))[0][1]

    weight = np.asarray(new(seed), np.float64)
    if abs(weight.mean()) > 0.16 or abs(np.mean(weight**2) - 1) > 0.25 or np.array_equal(weight, new(seed + 1)):
        fail(
            Text(
                en=f"The initial table has mean {weight.mean():.3f} and mean square {np.mean(weight**2):.3f}; expected about 0 and 1, and others for another seed.",
                zh=f"初始表的均值为 {weight.mean():.3f}，平方均值为 {np.mean(weight**2):.3f}；应约为 0 和 1，并且换一个种子就不同。",
            ),
            code="distribution",
            hint=Text(en="Independent standard normal values.", zh="相互独立的标准正态分布。"),
        )
    padded = new(seed, 3)
    if padded[3].any() or not padded[[2, 4]].any(axis=1).all():
        fail(
            Text(
                en="With padding_idx=3, row 3 must be zero at first, and no other.",
                zh="padding_idx=3 时，起初只有第 3 行为零。",
            ),
            code="padding row",
            hint=Text(
                en="Fill the table, then zero that row under torch.no_grad().",
                zh="先填充整张表，再在 torch.no_grad() 之下把该行置零。",
            ),
        )


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """No function writes into what it was given."""
    (ids, weight), dy = draw(rng), rng.normal(size=(*SHAPE, DIM))
    if subject.framework == "torch":
        calls = [("forward", [ids], begin(subject, weight, 0))]
    else:
        calls = [("embedding", [ids, weight], None), ("embedding_backward", [dy, ids, ROWS, 0], None)]
    hint = Text(
        en="Leave dy, ids and the table alone: zero a row of the result instead of a part of dy.",
        zh="不要改动 dy、ids 和表：把结果的一行置零，而不是把 dy 的一部分置零。",
    )
    for name, args, on in calls:
        expect_unchanged(subject, name, *args, on=on, hint=hint)


@check(Text(en="every call alike", zh="每次调用都一样"), match="failure")
def every_call(subject: Subject, rng: np.random.Generator) -> None:
    """New values of one shape, again and again; in JAX the gradient also as a program of its own."""
    hint = Text(
        en="If the checks above pass: does it remember something from one call to the next?",
        zh="如果上面的检查通过：它是否把什么从一次调用记到了下一次？",
    )
    subject.repeatedly(lambda worker: expect_gradient(worker, rng, hint), rng)
    if subject.framework == "jax":
        (ids, _), dy = draw(rng), rng.normal(size=(*SHAPE, DIM))
        got = subject.exported("embedding_backward", dy, ids, ROWS, 0, precision="float64")
        expected, what = gradient_of(ids, dy, 0), Text(en="dweight", zh="dweight")
        expect_close(got, expected, rtol=EXACT, atol=EXACT, what=what, hint=hint)
