"""Rotary position embedding of neighbouring columns.

The oracle multiplies complex numbers; the relative property is checked by itself.
"""

import numpy as np

from kata.grading import Subject, Text, check, expect_close, expect_shape, expect_unchanged

EXACT = 1e-9  # values in float64
SINGLE = 1e-5  # values in float32
OUT = Text(en="rope(x, positions)", zh="rope(x, positions)")
SHAPE = (2, 3, 5, 6)  # batch, heads, time, d

Case = tuple[np.ndarray, np.ndarray]


def rope(x: np.ndarray, positions: np.ndarray, base: float = 10000.0) -> np.ndarray:
    """Return the rotated x, pair by pair as complex numbers."""
    d = x.shape[-1]
    out = np.empty_like(x)
    for i in range(d // 2):
        turn = np.exp(1j * positions * np.exp(-2 * i / d * np.log(base)))
        turned = (x[..., 2 * i] + 1j * x[..., 2 * i + 1]) * turn
        out[..., 2 * i], out[..., 2 * i + 1] = turned.real, turned.imag
    return out


def draw(rng: np.random.Generator) -> Case:
    """Return x, multiples of 1/64 that float32 holds exactly, and the positions 0, 1, 2, ..."""
    return np.round(rng.normal(size=SHAPE) * 64) / 64, np.arange(SHAPE[2])


def scattered(rng: np.random.Generator) -> Case:
    """Return x and positions far from 0, in no order, one of them twice."""
    x, _ = draw(rng)
    positions = rng.integers(20, 200, size=SHAPE[2])
    positions[3] = positions[0]
    return x, positions


def expect(subject: Subject, case: Case, hint: Text) -> None:
    """Compare in float64."""
    got = subject.call("rope", *case, precision="float64")
    expect_close(got, rope(*case), rtol=EXACT, atol=EXACT, what=OUT, hint=hint)


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """The shape of x."""
    expect_shape(subject.call("rope", *draw(rng), precision="float64"), SHAPE, what=OUT)


@check(Text(en="scores depend on the distance", zh="得分只取决于距离"))
def relative(subject: Subject, rng: np.random.Generator) -> None:
    """One query and one key at five pairs of positions two apart: the same score each time."""
    x, positions = draw(rng)
    q, k = np.zeros_like(x) + x[0, 0, 0], np.zeros_like(x) + x[1, 0, 1]
    turned_q = subject.call("rope", q, positions + 2, precision="float64")
    turned_k = subject.call("rope", k, positions, precision="float64")
    expect_shape(turned_k, SHAPE, what=OUT)
    scores = np.sum(turned_q * turned_k, axis=-1)
    expect_close(
        scores,
        np.zeros_like(scores) + scores[..., :1],
        rtol=EXACT,
        atol=EXACT,
        what=Text(en="q·k at positions two apart", zh="位置相差 2 时的 q·k"),
        hint=Text(
            en="A rotation keeps lengths, and the angles of query and key subtract: only their difference remains.",
            zh="旋转保持长度，查询与键的角度相减：只剩下两者之差。",
        ),
    )


@check(Text(en="values", zh="数值"))
def values(subject: Subject, rng: np.random.Generator) -> None:
    """Positions 0 to 4; position 0 changes nothing."""
    hint = Text(
        en="If distances are right: check pairs (2i and 2i + 1), frequencies (base ** (-2i / d)), sign and order.",
        zh="如果距离的性质没有问题：检查配对（2i 与 2i + 1）、频率（base ** (-2i / d)）、符号和顺序。",
    )
    case = draw(rng)
    expect(subject, case, hint)
    if subject.framework != "jax":
        expect_close(subject.call("rope", *case), rope(*case), rtol=SINGLE, atol=SINGLE, what=OUT, hint=hint)


@check(Text(en="given positions", zh="给定的位置"))
def offsets(subject: Subject, rng: np.random.Generator) -> None:
    """Positions far from 0 and in no order, as in decoding with a cache."""
    hint = Text(
        en="If positions 0, 1, 2, ... are right: use the positions as they are given.",
        zh="如果位置 0、1、2…… 没有问题：请使用传入的位置。",
    )
    expect(subject, scattered(rng), hint)


@check(Text(en="another base", zh="另一个 base"))
def other_base(subject: Subject, rng: np.random.Generator) -> None:
    """A base that is passed."""
    case = scattered(rng)
    base = float(rng.integers(50, 500))
    got = subject.call("rope", *case, base, precision="float64")
    hint = Text(en="If base 10000 is right: use the argument.", zh="如果 base 为 10000 时没有问题：请使用传入的参数。")
    expect_close(got, rope(*case, base), rtol=EXACT, atol=EXACT, what=OUT, hint=hint)


@check(Text(en="two axes and one pair", zh="两个轴，一对列"))
def small(subject: Subject, rng: np.random.Generator) -> None:
    """No leading axis, d = 2."""
    x, positions = scattered(rng)
    hint = Text(
        en="If four axes are right: here x has only two, and two columns.",
        zh="如果四个轴时没有问题：这里 x 只有两个轴、两列。",
    )
    expect(subject, (x[0, 0, :, :2].copy(), positions), hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """The caller's arrays after the call."""
    for name, args in {"rope": scattered(rng)}.items():
        expect_unchanged(subject, name, *args)


@check(Text(en="every call alike", zh="每次调用都一样"), match="failure", frameworks=("numpy", "torch"))
def every_call(subject: Subject, rng: np.random.Generator) -> None:
    """New values of one shape, again and again and in a new process."""
    hint = Text(
        en="If the checks above pass: does it remember something from one call to the next?",
        zh="如果上面的检查通过：它是否把什么从一次调用记到了下一次？",
    )
    subject.repeatedly(lambda worker: expect(worker, scattered(rng), hint), rng)


@check(Text(en="as a compiled program", zh="作为编译后的程序"), frameworks=("jax",))
def compiled(subject: Subject, rng: np.random.Generator) -> None:
    """Exported in float32 and run where the submission is not."""
    x, positions = draw(rng)
    hint = Text(
        en="If plain calls are right: under jit nothing may depend on values in Python.",
        zh="如果直接调用没有问题：在 jit 之下，Python 中不能依赖数组的数值。",
    )
    expect_close(
        subject.exported("rope", x, positions.astype(np.int32)),
        rope(x, positions),
        rtol=SINGLE,
        atol=SINGLE,
        what=OUT,
        hint=hint,
    )
