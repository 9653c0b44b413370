"""Gradient accumulation: uneven chunks with padding against the batch that they were cut from.

The oracle joins the rows that count, and its gradient is a central difference of width 1: exact, the loss being
quadratic.
"""

from typing import Any

import numpy as np

from kata.grading import Handle, Subject, Text, check, expect_close, expect_equal, expect_shape, fail

EXACT = 1e-9
FEATURES = 3
Params = tuple[np.ndarray, np.ndarray]  # w: (d,), b: ()
Chunk = tuple[np.ndarray, np.ndarray, np.ndarray]  # x, y, mask


def loss(params: Params, chunks: list[Chunk]) -> float:
    """Return the mean of the squared errors over all rows that count; 0 without any."""
    errors = [row @ params[0] + params[1] - t for x, y, mask in chunks for row, t in zip(x[mask], y[mask], strict=True)]
    return float(np.mean(np.square(errors))) if errors else 0.0


def gradient(params: Params, chunks: list[Chunk]) -> Params:
    """Return d loss / d (w, b)."""
    theta = np.append(*params)

    def at(moved: np.ndarray) -> float:
        return loss((moved[:-1], moved[-1]), chunks)

    slopes = np.array([(at(theta + unit) - at(theta - unit)) / 2 for unit in np.eye(len(theta))])
    return slopes[:-1], slopes[-1]


def draw(rng: np.random.Generator, *counts: tuple[int, int]) -> tuple[Params, list[Chunk]]:
    """Return parameters, and a chunk for each pair of rows and rows that count."""
    params = rng.normal(size=FEATURES), np.asarray(rng.normal())
    chunks = []
    for rows, kept in counts:
        mask = np.arange(rows) < kept
        # Each chunk has a level of its own: nothing but the right weights gives the right mean.
        chunks.append((rng.normal(size=(rows, FEATURES)), rng.normal(3 * rng.normal(), 1, rows), rng.permutation(mask)))
    return params, chunks


def make(subject: Subject, params: Params) -> tuple[Handle, list[Handle]]:
    """Return a `Linear` that holds these parameters, and the handles of its weight and bias."""
    model = subject.call("Linear", FEATURES, 1, precision="float64", keep=True)
    subject.set_parameters(model, [params[0].reshape(1, -1), params[1].reshape(1)])
    parts = [subject.call("get_parameter", n, on=model, precision="float64", keep=True) for n in ("weight", "bias")]
    return model, parts


def read(subject: Subject, parts: list[Handle]) -> Any:
    """Return what lies in `.grad`, as (dw, db)."""
    found = [subject.call("__getattribute__", "grad", on=part, precision="float64") for part in parts]
    for got, shape, name in zip(found, ((1, FEATURES), (1,)), ("weight", "bias"), strict=True):
        if got is None:
            fail(Text(en=f"{name} has no gradient.", zh=f"{name} 没有梯度。"), code=f"none: {name}")
        expect_shape(got, shape, what=Text(en=f"{name}.grad", zh=f"{name}.grad"))
    return found[0].reshape(-1), found[1].reshape(())


def accumulate(subject: Subject, params: Params, chunks: list[Chunk]) -> tuple[Any, Any]:
    """Return the submission's loss and (dw, db); a diagnosis compares just these."""
    with subject.noted() as note:
        if subject.framework == "torch":
            model, parts = make(subject, params)
            value = subject.call("accumulate", model, list(chunks), precision="float64")
            grads = read(subject, parts)
        else:
            value, grads = pair(subject.call("accumulate", params, list(chunks), precision="float64"), "accumulate")
            grads = pair(grads, "the gradients")
        note([value, list(grads)])
    return value, grads


def pair(value: Any, what: str) -> Any:
    """Return `value`, which must be a pair."""
    if not isinstance(value, list | tuple) or len(value) != 2:
        fail(Text(en=f"{what}: expected a pair.", zh=f"{what}：应为一对值。"), code="pair")
    return value


def expect_right(subject: Subject, problem: tuple[Params, list[Chunk]], hint: Text) -> None:
    """Compare gradients, then the loss, with those of the whole batch."""
    value, grads = accumulate(subject, *problem)
    expect_grads(grads, gradient(*problem), hint)
    expect_close(value, loss(*problem), rtol=EXACT, atol=EXACT, what=Text(en="the loss", zh="损失"), hint=hint)


def expect_grads(grads: Any, expected: Params, hint: Text) -> None:
    """Compare dw and db."""
    for got, right, name in zip(grads, expected, ("dw", "db"), strict=True):
        expect_close(got, right, rtol=EXACT, atol=EXACT, what=Text(en=name, zh=name), hint=hint)


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """Shapes; a float in PyTorch."""
    value, grads = accumulate(subject, *draw(rng, (5, 5)))
    expect_shape(value, (), what=Text(en="the loss", zh="损失"))
    for got, shape, name in zip(grads, ((FEATURES,), ()), ("dw", "db"), strict=True):
        expect_shape(got, shape, what=Text(en=name, zh=name))
    if subject.framework == "torch" and isinstance(value, np.ndarray):
        fail(
            Text(en="accumulate returned a tensor; expected a float.", zh="accumulate 返回了张量；应返回浮点数。"),
            code="tensor",
            hint=Text(en="item() leaves the graph behind.", zh="item() 不会带上计算图。"),
        )


@check(Text(en="one chunk", zh="只有一块"))
def one_chunk(subject: Subject, rng: np.random.Generator) -> None:
    """Nothing to accumulate."""
    hint = Text(
        en="The mean of the squared errors, and its gradient: mind the factor 2.",
        zh="平方误差的均值及其梯度：注意系数 2。",
    )
    expect_right(subject, draw(rng, (5, 5)), hint)


@check(Text(en="equal chunks", zh="大小相同的块"))
def equal_chunks(subject: Subject, rng: np.random.Generator) -> None:
    """Three chunks of three rows."""
    hint = Text(
        en="If one chunk is right: gradients add up, the loss is a mean over all chunks, and nothing is added twice.",
        zh="如果只有一块时没有问题：梯度应相加，损失是对所有块的均值，而且什么都不能加两次。",
    )
    expect_right(subject, draw(rng, (3, 3), (3, 3), (3, 3)), hint)


@check(Text(en="uneven chunks", zh="大小不一的块"))
def uneven_chunks(subject: Subject, rng: np.random.Generator) -> None:
    """A row weighs the same wherever it lies."""
    hint = Text(
        en="If equal chunks are right: a chunk's share of the whole is its share of the rows.",
        zh="如果大小相同时没有问题：一块所占的份额就是它占的行数。",
    )
    expect_right(subject, draw(rng, (2, 2), (5, 5), (3, 3)), hint)


@check(Text(en="padding", zh="填充"))
def padding(subject: Subject, rng: np.random.Generator) -> None:
    """Chunks of one size, of which different numbers of rows count."""
    hint = Text(
        en="If whole chunks are right: only rows whose mask is True weigh anything, in the sum and in the count.",
        zh="如果没有填充时没有问题：只有掩码为 True 的行才有分量，求和与计数都是如此。",
    )
    expect_right(subject, draw(rng, (3, 1), (3, 3), (3, 2)), hint)


@check(Text(en="nothing but padding", zh="全是填充"))
def only_padding(subject: Subject, rng: np.random.Generator) -> None:
    """In one chunk, then in all but one row, then in all."""
    hint = Text(en="A chunk in which nothing counts adds 0, not 0 / 0.", zh="没有任何行计入的块贡献 0，而不是 0 / 0。")
    expect_right(subject, draw(rng, (3, 2), (3, 0), (2, 2)), hint)
    expect_right(subject, draw(rng, (3, 1), (2, 0)), hint)
    expect_right(subject, draw(rng, (3, 0), (2, 0)), hint)


@check(Text(en="gradients from before", zh="之前残留的梯度"), frameworks=("torch",))
def from_before(subject: Subject, rng: np.random.Generator) -> None:
    """Two batches one after the other, no one clearing in between."""
    params, first = draw(rng, (3, 3), (2, 2))
    _, second = draw(rng, (2, 1), (3, 3))
    with subject.noted() as note:
        model, parts = make(subject, params)
        for chunks in (first, second):
            subject.call("accumulate", model, list(chunks), precision="float64")
        grads = read(subject, parts)
        note(list(grads))
    hint = Text(
        en="backward() adds to what lies in .grad: clear it once, before the first chunk.",
        zh="backward() 会往 .grad 上累加：在第一块之前清除一次。",
    )
    expect_grads(grads, gradient(params, second), hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """Parameters and chunks after the call; in PyTorch the parameters' values."""
    params, chunks = draw(rng, (3, 2), (2, 2))
    hint = Text(en="Only gradients are computed here: no step, no writing.", zh="这里只计算梯度：不更新，也不改写。")
    given: Any = params
    if subject.framework == "torch":
        given, parts = make(subject, params)
    _, after = subject.call_watching("accumulate", given, list(chunks), precision="float64")
    expect_equal(after[1], list(chunks), what=Text(en="the chunks", zh="各块数据"), hint=hint)
    now = after[0]
    if subject.framework == "torch":
        weight, bias = [subject.call("detach", on=part, precision="float64") for part in parts]
        now = (np.reshape(weight, -1), np.reshape(bias, ()))
    expect_equal(now, params, what=Text(en="the parameters", zh="参数"), hint=hint)


@check(Text(en="every call alike", zh="每次调用都一样"), match="failure")
def every_call(subject: Subject, rng: np.random.Generator) -> None:
    """New batches, again and again and in a new process."""
    hint = Text(
        en="If the checks above pass: does it remember something from one call to the next?",
        zh="如果上面的检查通过：它是否把什么从一次调用记到了下一次？",
    )
    subject.repeatedly(lambda worker: expect_right(worker, draw(rng, (3, 2), (2, 2)), hint), rng)


@check(Text(en="as a compiled program", zh="作为编译后的程序"), frameworks=("jax",))
def compiled(subject: Subject, rng: np.random.Generator) -> None:
    """The function exported; the masks are traced too."""
    params, chunks = draw(rng, (3, 1), (2, 2))
    hint = Text(
        en="If plain calls are right: under jit a mask has no values: it can weigh rows, not select them.",
        zh="如果直接调用没有问题：在 jit 之下掩码没有值，它可以给行加权，却不能挑选行。",
    )
    value, grads = pair(subject.exported("accumulate", params, list(chunks), precision="float64"), "accumulate")
    what = Text(en="the exported loss", zh="导出的函数给出的损失")
    expect_close(value, loss(params, chunks), rtol=EXACT, atol=EXACT, what=what, hint=hint)
    expect_grads(pair(grads, "the gradients"), gradient(params, chunks), hint)
