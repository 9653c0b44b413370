"""Products with a Jacobian, against central differences of the same functions in NumPy; and what they cost."""

from collections.abc import Callable
from typing import Any

import numpy as np

from kata.grading import Given, Subject, Submitted, Text, check, expect_close, expect_dtype, expect_shape, fail

NAMES = ("by_columns", "by_rows", "jacobian")
FEW, MANY = 3, 60
# Evaluations of f. The right side costs 5 to 12 in any spelling, a loop included, the wrong one 80 and more.
AT_MOST = 30
SLACK = 1e-8  # room for the rounding of a central difference


def twist(x: np.ndarray) -> np.ndarray:
    """Return what `twist` of given.py returns."""
    a, b, c = x
    return np.array([a * b, np.sin(c), a * a * c, np.exp(b), b * c * c])


def scores(params: dict[str, np.ndarray]) -> np.ndarray:
    """Return what `scores` of given.py returns."""
    return np.asarray(np.tanh(np.einsum("ik,jk->ij", params["w"], params["w"])).sum(axis=1) * params["b"])


def along(f: Callable[[Any], np.ndarray], x: Any, v: Any, h: float = 1e-5) -> np.ndarray:
    """Return the central difference of `f` at x in the direction v."""

    def moved(t: float) -> Any:
        return {key: x[key] + t * v[key] for key in x} if isinstance(x, dict) else x + t * v

    return (f(moved(h)) - f(moved(-h))) / (2 * h)


def matrix(x: np.ndarray) -> np.ndarray:
    """Return the Jacobian of `twist`: (5, 3)."""
    return np.stack([along(twist, x, unit) for unit in np.eye(len(x))], axis=1)


def pair(got: Any, name: str) -> Any:
    """Return what came back, which must be a pair."""
    if not isinstance(got, list | tuple) or len(got) != 2:
        fail(Text(en=f"{name} must return two things.", zh=f"{name} 必须返回两个值。"), code="pair")
    return got


@check(Text(en="contract", zh="约定"))
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """The shape of all three Jacobians."""
    x = rng.normal(size=3)
    for name in NAMES:
        got = subject.call(name, Given("twist"), x, precision="float64")
        expect_shape(got, (5, 3), what=Text(en=name, zh=name))


@check(Text(en="directional derivatives", zh="方向导数"))
def directional(subject: Subject, rng: np.random.Generator) -> None:
    """Of an array, and of a tree of parameters."""
    x, v = rng.normal(size=3), 2 * rng.normal(size=3)
    params, moves = ({"w": rng.normal(size=(2, 3)), "b": rng.normal(size=2)} for _ in range(2))
    cases: tuple[tuple[str, Callable[[Any], np.ndarray], Any, Any], ...] = (
        ("twist", twist, x, v),
        ("scores", scores, params, moves),
    )
    for name, f, point, direction in cases:
        got = subject.call("directional", Given(name), point, direction, precision="float64")
        expect_close(
            pair(got, "directional"),
            (f(point), along(f, point, direction)),
            rtol=1e-6,
            atol=SLACK,
            what=Text(en=f"directional of {name}", zh=f"{name} 的 directional"),
            hint=Text(
                en="The pair (f(x), J v): twice as long a v gives twice the derivative.",
                zh="返回一对 (f(x), J v)：v 的长度加倍，导数也加倍。",
            ),
        )


@check(Text(en="Jacobians", zh="雅可比矩阵"))
def jacobians(subject: Subject, rng: np.random.Generator) -> None:
    """All three ways to one matrix."""
    x = rng.normal(size=3)
    for name in NAMES:
        expect_close(
            subject.call(name, Given("twist"), x, precision="float64"),
            matrix(x),
            rtol=1e-6,
            atol=SLACK,
            what=Text(en=name, zh=name),
            hint=Text(
                en="[i, j] is the derivative of output i by input j.", zh="[i, j] 处是第 i 个输出对第 j 个输入的导数。"
            ),
        )


@check(Text(en="the cheaper side", zh="更便宜的一边"), match="failure")
def cheaper_side(subject: Subject, rng: np.random.Generator) -> None:
    """The work for few inputs and many outputs, and for many inputs and few outputs."""
    del rng
    for name, sizes in (
        ("by_columns", [(FEW, MANY)]),
        ("by_rows", [(MANY, FEW)]),
        ("jacobian", [(MANY, FEW), (FEW, MANY)]),
    ):
        for inputs, outputs in sizes:
            work = subject.call(Given("work"), Submitted(name), inputs, outputs)
            if not isinstance(work, int | float) or not work <= AT_MOST:
                fail(
                    Text(
                        en=f"{name} of {outputs} outputs and {inputs} inputs costs about {work:.0f} evaluations of f.",
                        zh=f"{outputs} 个输出、{inputs} 个输入时，{name} 的代价约等于求 {work:.0f} 次 f。",
                    ),
                    code=f"work {name} {inputs}",
                    hint=Text(
                        en="Forward mode needs a pass for each input, reverse mode one for each output.",
                        zh="前向模式每个输入需要一次，反向模式每个输出需要一次。",
                    ),
                )


@check(Text(en="linearized once", zh="只线性化一次"))
def linearized_once(subject: Subject, rng: np.random.Generator) -> None:
    """Three pushes: their values, then how often they ran f."""
    x, directions = rng.normal(size=3), [rng.normal(size=3) for _ in range(3)]
    got = subject.call(Given("pushes"), Submitted("linearized"), x, directions, precision="float64")
    expect_close(
        got[:2],
        (twist(x), [along(twist, x, v) for v in directions]),
        rtol=1e-6,
        atol=SLACK,
        what=Text(en="linearized: (f(x), three pushes)", zh="linearized：(f(x), 三次 push)"),
        hint=Text(en="push(v) is J v, shape (m,).", zh="push(v) 是 J v，形状 (m,)。"),
    )
    if got[3] != 0:
        fail(
            Text(en=f"Three pushes ran f {got[3]} times again.", zh=f"三次 push 又运行了 {got[3]} 次 f。"),
            code="runs again",
            hint=Text(
                en="jax.linearize evaluates f once and keeps what its derivative needs.",
                zh="jax.linearize 只求一次 f，并保存导数所需要的东西。",
            ),
        )


@check(Text(en="another dtype", zh="另一种数据类型"))
def another_dtype(subject: Subject, rng: np.random.Generator) -> None:
    """In bfloat16, which has 8 bits: near enough, and of its dtype."""
    x = rng.integers(1, 8, 3) / 4
    for name in NAMES:
        got = subject.call(name, Given("twist"), x, precision="bfloat16")
        what = Text(en=f"{name} of bfloat16", zh=f"bfloat16 的 {name}")
        hint = Text(
            en="Directions have the dtype of x, cotangents that of f(x).",
            zh="方向的数据类型与 x 相同，余切向量与 f(x) 相同。",
        )
        expect_dtype(got, "bfloat16", what=what, hint=hint)
        expect_close(got, matrix(x), rtol=0.05, atol=0.05, what=what, hint=hint)
    got = subject.call("directional", Given("twist"), x, np.ones(3), precision="bfloat16")
    expect_close(
        pair(got, "directional"),
        (twist(x), matrix(x).sum(axis=1)),
        rtol=0.05,
        atol=0.05,
        what=Text(en="directional of bfloat16", zh="bfloat16 的 directional"),
        hint=Text(
            en="A difference of two values of f drowns in rounding; forward mode differentiates each operation.",
            zh="f 的两个值之差会淹没在舍入误差里；前向模式对每个运算求导。",
        ),
    )
