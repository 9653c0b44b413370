"""Values and gradients of networks of blocks in NumPy, and exactly how many numbers backward keeps."""

from typing import Any

import numpy as np

from kata.grading import Given, Subject, Submitted, Text, check, expect_close, fail

BLOCKS, ROWS, WIDTH, HIDDEN, MIXED = 3, 4, 5, 7, 11
INPUT = ROWS * WIDTH
SHAPES = {"up": (WIDTH, HIDDEN), "mix": (HIDDEN, MIXED), "gate": (HIDDEN, MIXED), "down": (MIXED, WIDTH)}
Params = list[dict[str, np.ndarray]]


def network(params: Params, x: np.ndarray) -> np.ndarray:
    """Return what blocks like that of given.py make of x; everything may be complex."""
    for p in params:
        hidden = np.tanh(x @ p["up"])
        x = x + (np.sin(hidden @ p["mix"]) * np.cos(hidden @ p["gate"])) @ p["down"]
    return x


def draw(rng: np.random.Generator) -> Params:
    """Return parameters for three blocks."""
    return [{name: rng.normal(0, 0.5, shape) for name, shape in SHAPES.items()} for _ in range(BLOCKS)]


def arrays(rng: np.random.Generator) -> np.ndarray:
    """Return something in the shape of x."""
    return rng.normal(size=(ROWS, WIDTH))


def stacked(params: Params) -> dict[str, np.ndarray]:
    """Return one tree with an axis for the blocks."""
    return {name: np.stack([p[name] for p in params]) for name in SHAPES}


def layout(name: str, params: Params) -> Any:
    """Return parameters as the function wants them."""
    return stacked(params) if name == "scanned" else params


def expect_same_network(subject: Subject, rng: np.random.Generator, name: str, *rest: Any) -> None:
    """Expect the values of the plain network, and its derivative in a random direction, by a complex step."""
    params, moves, x, v, g = draw(rng), draw(rng), arrays(rng), arrays(rng), arrays(rng)
    got = subject.call(
        Given("value_and_slopes"), Submitted(name), layout(name, params), x, g, *rest, precision="float64"
    )
    what, zh = f"{name}{rest or ''}", f"{name}{rest or ''}"
    hint = Text(
        en="All blocks, each once and in order; jax.checkpoint changes neither values nor gradients.",
        zh="所有的块，按顺序各运行一次；jax.checkpoint 既不改变数值，也不改变梯度。",
    )
    # The gradients' shapes first: they are multiplied with directions below.
    like = (network(params, x), (layout(name, params), x))
    expect_close(
        got, like, rtol=0, atol=np.inf, what=Text(en=f"(y, gradients) of {what}", zh=f"{zh} 的 (y, 梯度)"), hint=hint
    )
    expect_close(got[0], like[0], rtol=1e-9, atol=1e-11, what=Text(en=what, zh=zh), hint=hint)
    step = 1e-30
    shifted = [{key: p[key] + 1j * step * m[key] for key in p} for p, m in zip(params, moves, strict=True)]
    expected = float(np.sum(g * np.imag(network(shifted, x + 1j * step * v))) / step)
    slopes = got[1][0] if name == "scanned" else stacked(got[1][0])
    directional = sum(np.sum(slopes[key] * move) for key, move in stacked(moves).items()) + np.sum(got[1][1] * v)
    expect_close(
        directional,
        expected,
        rtol=1e-9,
        atol=1e-9,
        what=Text(en=f"the derivative of {what} in a random direction", zh=f"{zh} 沿随机方向的导数"),
        hint=hint,
    )


def expect_kept(subject: Subject, rng: np.random.Generator, expected: int, hint: Text, name: str, *rest: Any) -> None:
    """Expect exactly so many numbers between forward and backward."""
    count = subject.call(Given("kept"), Submitted(name), layout(name, draw(rng)), arrays(rng), *rest)
    if count != expected:
        said = f"{name}(…, {', '.join(map(repr, rest))})" if rest else name
        fail(
            Text(
                en=f"{said} keeps {count} numbers beside the parameters; expected {expected}.",
                zh=f"{said} 除参数之外保存了 {count} 个数；应为 {expected}。",
            ),
            # The number tells apart those who keep everything, too much and too little.
            code=f"kept {name} {rest} {count}",
            hint=hint,
        )


@check(Text(en="values and gradients", zh="数值与梯度"))
def values_and_gradients(subject: Subject, rng: np.random.Generator) -> None:
    """Of all four; three blocks in segments of two."""
    for name, rest in (("in_segments", (2,)), ("keep_products", ()), ("keep_named", ("hidden",)), ("scanned", ())):
        expect_same_network(subject, rng, name, *rest)


@check(Text(en="segments", zh="分段"), match="failure")
def segments(subject: Subject, rng: np.random.Generator) -> None:
    """Of two, of one, of all three blocks."""
    hint = Text(
        en="One jax.checkpoint around each segment keeps the segment's input; a last one may be shorter.",
        zh="每一段套一个 jax.checkpoint，就只保存该段的输入；最后一段可以更短。",
    )
    for length, count in ((2, 2), (1, 3), (3, 1)):
        expect_kept(subject, rng, count * INPUT, hint, "in_segments", length)


@check(Text(en="products kept", zh="保存乘积"), match="failure")
def products(subject: Subject, rng: np.random.Generator) -> None:
    """Three of the four products are needed by backward."""
    hint = Text(
        en="The policy dots_saveable keeps results of matrix products, and nothing that is computed elementwise.",
        zh="策略 dots_saveable 保存矩阵乘积的结果，逐元素算出的一概不保存。",
    )
    expect_kept(subject, rng, BLOCKS * (INPUT + ROWS * (HIDDEN + 2 * MIXED)), hint, "keep_products")


@check(Text(en="names kept", zh="按名称保存"), match="failure")
def names(subject: Subject, rng: np.random.Generator) -> None:
    """One name, then the other."""
    hint = Text(
        en="save_only_these_names(name): the values of this name, and nothing else inside the block.",
        zh="save_only_these_names(name)：只保存块内带这个名称的值，别的都不保存。",
    )
    for name, width in (("hidden", HIDDEN), ("mixed", MIXED)):
        expect_kept(subject, rng, BLOCKS * (INPUT + ROWS * width), hint, "keep_named", name)


@check(Text(en="a scan that keeps its carries", zh="只保存 carry 的 scan"), match="failure")
def carries(subject: Subject, rng: np.random.Generator) -> None:
    """One input for each block, stacked by the scan."""
    hint = Text(
        en="jax.checkpoint goes around the block inside the step: then the scan stacks the blocks' inputs alone.",
        zh="jax.checkpoint 套在单步内部的块上：这样 scan 就只堆叠各块的输入。",
    )
    expect_kept(subject, rng, BLOCKS * INPUT, hint, "scanned")
