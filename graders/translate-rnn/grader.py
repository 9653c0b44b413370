"""A recurrent cell with masks and a carry, in either framework, against each row by itself in NumPy.

The oracle knows no mask: a row is cut off at its length and goes alone. Its gradients are central differences.
"""

from typing import Any

import numpy as np

from kata.grading import Given, Subject, Submitted, Text, check, expect_close, expect_shape, expect_unchanged, fail

EXACT = 1e-9
DIFFERENCE = 1e-7
BATCH, TIME, INS, HIDDEN = 3, 4, 2, 5
NAMES = ("w", "u", "b", "x", "h", "c")
Parts = dict[str, np.ndarray]
Results = tuple[np.ndarray, ...]


# The oracle.


def results(parts: Parts, lengths: np.ndarray) -> Results:
    """Return outputs, h and c."""
    x, hidden = parts["x"], parts["h"].shape[1]
    outputs = np.zeros((*x.shape[:2], hidden))
    last: list[list[np.ndarray]] = [[], []]
    for row, length in enumerate(lengths):
        h, c = parts["h"][row], parts["c"][row]
        for t in range(length):
            z = np.einsum("i,ij->j", x[row, t], parts["w"]) + np.einsum("i,ij->j", h, parts["u"]) + parts["b"]
            share = (1 + np.tanh(z[:hidden] / 2)) / 2
            c = np.tanh(z[hidden:]) + share * (c - np.tanh(z[hidden:]))
            h = outputs[row, t] = np.tanh(c)
        last[0].append(h)
        last[1].append(c)
    return outputs, np.array(last[0]), np.array(last[1])


def slopes(parts: Parts, lengths: np.ndarray, cotangents: Results, h: float = 1e-5) -> list[np.ndarray]:
    """Return the central differences of sum(cotangent * result), for each part; zero in the padding of x."""
    found = []
    for name in NAMES:
        slope = np.zeros_like(parts[name])
        for index in np.ndindex(slope.shape):
            if name == "x" and index[1] >= lengths[index[0]]:
                continue
            step = np.zeros_like(slope)
            step[index] = h
            up, down = (results({**parts, name: parts[name] + s}, lengths) for s in (step, -step))
            slope[index] = sum(np.sum(k * (a - b)) for k, a, b in zip(cotangents, up, down, strict=True)) / (2 * h)
        found.append(slope)
    return found


def draw(rng: np.random.Generator, batch: int = BATCH, time: int = TIME) -> tuple[Parts, np.ndarray]:
    """Return parameters, inputs and a carry that is not zero; lengths with a full row and an empty one among them."""
    shapes = {"w": (INS, 2 * HIDDEN), "u": (HIDDEN, 2 * HIDDEN), "b": (2 * HIDDEN,), "x": (batch, time, INS)}
    shapes |= {"h": (batch, HIDDEN), "c": (batch, HIDDEN)}
    lengths = rng.permutation([time, 0, *rng.integers(1, time, batch)][:batch]) if time > 1 else np.ones(batch, int)
    return {name: rng.normal(0, 0.8, shape) for name, shape in shapes.items()}, lengths


# What the submission computes.


def arguments(parts: Parts, lengths: np.ndarray) -> list[Any]:
    """Return the arguments of `run`."""
    return [{name: parts[name] for name in "wub"}, parts["x"], lengths, (parts["h"], parts["c"])]


def run(subject: Subject, parts: Parts, lengths: np.ndarray) -> Results:
    """Return outputs, h and c of the submission."""
    got = subject.call("run", *arguments(parts, lengths), precision="float64")
    ok = isinstance(got, list | tuple) and len(got) == 2 and isinstance(got[1], list | tuple) and len(got[1]) == 2
    if not ok:
        fail(Text(en="run must return (outputs, (h, c)).", zh="run 必须返回 (outputs, (h, c))。"), code="structure")
    return got[0], got[1][0], got[1][1]


def expect_gradients(subject: Subject, given: Parts, lengths: np.ndarray, rng: np.random.Generator, hint: Text) -> None:
    """Compare all gradients of all results with central differences."""
    cotangents = tuple(rng.normal(size=part.shape) for part in results(given, lengths))
    args = [given[name] for name in NAMES]
    args.insert(4, lengths)
    got = subject.call(Given("gradients"), Submitted("run"), cotangents, *args, precision="float64")
    for name, slope, expected in zip(NAMES, got, slopes(given, lengths, cotangents), strict=True):
        if slope is None:
            en, zh = f"No gradient reaches {name}.", f"没有梯度传到 {name}。"
            fail(Text(en=en, zh=zh), code=f"no gradient: {name}", hint=hint)
        what = Text(en=f"the gradient for {name}", zh=f"{name} 的梯度")
        expect_close(slope, expected, rtol=DIFFERENCE, atol=DIFFERENCE, what=what, hint=hint)


# The checks.


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """The shapes of the three results."""
    hint = Text(
        en="Time is axis 1 of x and of the outputs; lax.scan runs over axis 0.",
        zh="在 x 和 outputs 中时间都是轴 1；lax.scan 沿轴 0 进行。",
    )
    shapes = ((BATCH, TIME, HIDDEN), (BATCH, HIDDEN), (BATCH, HIDDEN))
    for name, part, shape in zip(("outputs", "h", "c"), run(subject, *draw(rng)), shapes, strict=True):
        expect_shape(part, shape, what=Text(en=name, zh=name), hint=hint)


@check(Text(en="outputs", zh="输出"))
def the_outputs(subject: Subject, rng: np.random.Generator) -> None:
    """Each row up to its length, zeros after it."""
    parts, lengths = draw(rng)
    hint = Text(
        en="Which half of z is the gate? Which rows does step t belong to, and what is given out for the others?",
        zh="z 的哪一半是门？第 t 步属于哪些行？其他行输出什么？",
    )
    what = Text(en="outputs", zh="outputs")
    expect_close(
        run(subject, parts, lengths)[0], results(parts, lengths)[0], rtol=EXACT, atol=EXACT, what=what, hint=hint
    )


@check(Text(en="carry", zh="carry"))
def the_carry(subject: Subject, rng: np.random.Generator) -> None:
    """What each row had at its own end."""
    parts, lengths = draw(rng)
    hint = Text(
        en="A row that has ended keeps both h and c as they are; they come back in that order.",
        zh="已结束的行保持 h 和 c 不变；返回时也按这个顺序。",
    )
    got, expected = run(subject, parts, lengths)[1:], results(parts, lengths)[1:]
    for name, part, right in zip("hc", got, expected, strict=True):
        expect_close(part, right, rtol=EXACT, atol=EXACT, what=Text(en=name, zh=name), hint=hint)


@check(Text(en="other sizes", zh="其他大小"), frameworks=("torch",))
def other_sizes(subject: Subject, rng: np.random.Generator) -> None:
    """A single row and a single step; JAX would compile for each."""
    hint = Text(
        en="If the usual sizes are right: axes of length 1 are axes like any other.",
        zh="如果通常的大小没有问题：长度为 1 的轴与其他轴没有区别。",
    )
    for batch, time in ((1, 3), (2, 1)):
        parts, lengths = draw(rng, batch, time)
        what = Text(en=f"the results of {batch} rows, {time} steps", zh=f"{batch} 行、{time} 步的结果")
        expected = list(results(parts, lengths))
        expect_close(list(run(subject, parts, lengths)), expected, rtol=EXACT, atol=EXACT, what=what, hint=hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"), frameworks=("torch",))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """The carry above all."""
    hint = Text(
        en="The carry belongs to the caller, and autograd needs the old one: bind new tensors.",
        zh="carry 属于调用者，autograd 也需要旧的值：请绑定新的张量。",
    )
    expect_unchanged(subject, "run", *arguments(*draw(rng)), hint=hint)


@check(Text(en="gradients", zh="梯度"))
def gradients(subject: Subject, rng: np.random.Generator) -> None:
    """Of all three results, for parameters, inputs and the carry that came in."""
    hint = Text(
        en="Gradients go back through all steps into the carry that came in; nothing on the way is detached.",
        zh="梯度要穿过所有的步，一直传到传入的 carry；途中不能有分离（detach）。",
    )
    parts, lengths = draw(rng)
    expect_gradients(subject, parts, lengths, rng, hint)


@check(Text(en="NaN in the padding", zh="填充中的 NaN"), frameworks=("jax",))
def padding(subject: Subject, rng: np.random.Generator) -> None:
    """What the loop never reads must not be felt, in a gradient neither."""
    parts, lengths = draw(rng)
    ended = np.arange(TIME) >= lengths[:, None]
    parts["x"] = np.where(ended[:, :, None], np.nan, parts["x"])
    hint = Text(
        en="where drops a NaN from the value; in the gradient it is multiplied by zero, and stays NaN. Which values "
        "should the cell never see?",
        zh="where 能从数值中去掉 NaN；但在梯度里 NaN 乘以零仍是 NaN。哪些值根本不应进入单元？",
    )
    got, expected = list(run(subject, parts, lengths)), list(results(parts, lengths))
    expect_close(got, expected, rtol=EXACT, atol=EXACT, what=Text(en="the results", zh="结果"), hint=hint)
    expect_gradients(subject, parts, lengths, rng, hint)


@check(Text(en="a program that does not grow", zh="程序不随步数增长"), match="failure", frameworks=("jax",))
def does_not_grow(subject: Subject, rng: np.random.Generator) -> None:
    """As long for 40 steps as for 4, with lengths that are traced."""
    sizes = [
        subject.call(Given("program_size"), Submitted("run"), *arguments(*draw(rng, BATCH, time)), precision="float64")
        for time in (TIME, 10 * TIME)
    ]
    if sizes[1] > 2 * sizes[0]:
        fail(
            Text(
                en=f"The traced program has {sizes[0]} lines for {TIME} steps and {sizes[1]} for {10 * TIME}.",
                zh=f"追踪得到的程序在 {TIME} 步时有 {sizes[0]} 行，在 {10 * TIME} 步时有 {sizes[1]} 行。",
            ),
            code="unrolled",
            hint=Text(
                en="A Python loop is unrolled into the program; jax.lax.scan holds one step.",
                zh="Python 循环会被展开到程序里；jax.lax.scan 只含一步。",
            ),
        )
