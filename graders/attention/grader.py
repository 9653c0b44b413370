"""Scaled dot-product attention over any leading axes, and its gradients.

The oracle's weights come from `np.logaddexp`, its gradients are central differences: no formula of the solutions.
"""

from typing import Any

import numpy as np

from kata.grading import (
    Subject,
    Text,
    central_differences,
    check,
    expect_close,
    expect_equal,
    expect_shape,
    expect_unchanged,
)

EXACT = 1e-9  # values in float64
DIFFERENCE = 1e-6  # gradients: central differences of width 1e-5 are right to 1e-9
SINGLE = 1e-5  # values in float32
SHAPE = (2, 3)  # batch and heads
OUT = Text(en="attention(q, k, v)", zh="attention(q, k, v)")

Arrays = tuple[np.ndarray, ...]


def attention(q: np.ndarray, k: np.ndarray, v: np.ndarray) -> np.ndarray:
    """Return the output: (..., queries, d_v)."""
    scores = np.einsum("...qd,...kd->...qk", q, k) / np.sqrt(q.shape[-1])
    log_weights = scores - np.logaddexp.reduce(scores, axis=-1, keepdims=True)
    return np.einsum("...qk,...kv->...qv", np.exp(log_weights), v)


def gradients(arrays: Arrays, d_out: np.ndarray) -> Arrays:
    """Return the central differences of sum(d_out * attention) for q, k and v."""
    return central_differences(lambda moved: np.sum(d_out * attention(*moved)), arrays)


def draw(rng: np.random.Generator, lead: tuple[int, ...] = SHAPE, queries: int = 4, keys: int = 6) -> Arrays:
    """Return q, k, v with d = 5 and d_v = 7, multiples of 1/64 that float32 holds exactly: no two sizes are equal."""
    shapes = (*lead, queries, 5), (*lead, keys, 5), (*lead, keys, 7)
    return tuple(np.round(rng.normal(0, 1.5, shape) * 64) / 64 for shape in shapes)


def expect(subject: Subject, arrays: Arrays, hint: Text) -> None:
    """Compare the output in float64."""
    got = subject.call("attention", *arrays, precision="float64")
    expect_close(got, attention(*arrays), rtol=EXACT, atol=EXACT, what=OUT, hint=hint)


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """The output's shape; in NumPy also the shapes of the three gradients."""
    arrays = draw(rng)
    expect_shape(subject.call("attention", *arrays, precision="float64"), (*SHAPE, 4, 7), what=OUT)
    if subject.framework == "numpy":
        got = subject.call("attention_backward", *arrays, rng.normal(size=(*SHAPE, 4, 7)), precision="float64")
        for name, value, array in zip("qkv", as_three(got), arrays, strict=True):
            expect_shape(value, array.shape, what=Text(en=f"d_{name}", zh=f"d_{name}"))


def as_three(got: Any) -> Any:
    """Return `got`, which must be three things."""
    what = Text(en="the number of gradients", zh="梯度的个数")
    expect_equal(len(got) if isinstance(got, list | tuple) else 1, 3, what=what, code="structure")
    return got


@check(Text(en="values", zh="数值"))
def values(subject: Subject, rng: np.random.Generator) -> None:
    """Ordinary scores, more keys than queries, d_v other than d."""
    hint = Text(
        en="softmax(q @ kᵀ / sqrt(d)) @ v: the weights of one query, over all keys, sum to 1.",
        zh="softmax(q @ kᵀ / sqrt(d)) @ v：一个查询对所有键的权重之和为 1。",
    )
    arrays = draw(rng)
    expect(subject, arrays, hint)
    if subject.framework != "jax":
        got = subject.call("attention", *arrays)
        expect_close(got, attention(*arrays), rtol=SINGLE, atol=SINGLE, what=OUT, hint=hint)


@check(Text(en="any leading axes", zh="任意的前导轴"))
def leading_axes(subject: Subject, rng: np.random.Generator) -> None:
    """No leading axis with a single query; a single key, which JAX is spared: it compiles each shape anew."""
    hint = Text(
        en="If four axes are right: here there are two or three, one query or one key. Count axes from the end.",
        zh="如果四个轴时没有问题：这里只有两个或三个轴，只有一个查询或一个键。请从末尾数轴。",
    )
    expect(subject, draw(rng, (), 1, 6), hint)
    if subject.framework != "jax":
        expect(subject, draw(rng, (3,), 4, 1), hint)


@check(Text(en="extreme scores", zh="极端的得分"))
def extremes(subject: Subject, rng: np.random.Generator) -> None:
    """Scores of some +-1e4: exp overflows, or every weight underflows."""
    q, k, v = draw(rng)
    hint = Text(
        en="If ordinary scores are right: exp overflows above 709. Subtract each row's own maximum first.",
        zh="如果普通的得分没有问题：exp 在 709 以上会上溢。请先减去每一行自己的最大值。",
    )
    expect(subject, (100 * q, 100 * k, v), hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """The caller's arrays after the call."""
    arrays = draw(rng)
    calls: dict[str, Arrays] = {"attention": arrays}
    if subject.framework == "numpy":
        calls["attention_backward"] = (*arrays, rng.normal(size=(*SHAPE, 4, 7)))
    for name, args in calls.items():
        expect_unchanged(subject, name, *args)


@check(Text(en="gradient", zh="梯度"))
def gradient(subject: Subject, rng: np.random.Generator) -> None:
    """d_q, d_k and d_v against central differences: by hand in NumPy, there of other ranks too; elsewhere by autodiff."""
    for lead in (SHAPE, (), (3,)) if subject.framework == "numpy" else (SHAPE,):
        expect_gradients(subject, draw(rng, lead), rng.normal(size=(*lead, 4, 7)))


def expect_gradients(subject: Subject, arrays: Arrays, d_out: np.ndarray) -> None:
    """Compare the three gradients."""
    if subject.framework == "numpy":
        got = as_three(subject.call("attention_backward", *arrays, d_out, precision="float64"))
    else:
        got = [subject.gradient("objective", *arrays, d_out, wrt=n, precision="float64") for n in range(3)]
    en = "If the output is right: {} Each row of the gradient of the scores sums to 0."
    zh = "如果输出是对的：{}得分的梯度每一行之和为 0。"
    if subject.framework == "numpy":
        hint = Text(
            en=en.format("go back through the mean, the softmax, the scale and the product, one after the other."),
            zh=zh.format("依次反向穿过加权平均、softmax、缩放和乘积。"),
        )
    else:
        hint = Text(
            en=en.format("is something cut off from autodiff?"), zh=zh.format("是否有什么被从自动微分中切断了？")
        )
    for name, value, right in zip("qkv", got, gradients(arrays, d_out), strict=True):
        what = Text(en=f"the gradient of {name}", zh=f"{name} 的梯度")
        expect_close(value, right, rtol=DIFFERENCE, atol=DIFFERENCE, what=what, hint=hint)


@check(Text(en="every call alike", zh="每次调用都一样"), match="failure", frameworks=("numpy", "torch"))
def every_call(subject: Subject, rng: np.random.Generator) -> None:
    """New values of one shape, again and again and in a new process."""
    hint = Text(
        en="If the checks above pass: does it remember something from one call to the next?",
        zh="如果上面的检查通过：它是否把什么从一次调用记到了下一次？",
    )
    subject.repeatedly(lambda worker: expect(worker, draw(rng), hint), rng)


@check(Text(en="as a compiled program", zh="作为编译后的程序"), frameworks=("jax",))
def compiled(subject: Subject, rng: np.random.Generator) -> None:
    """Exported in float32 and run where the submission is not."""
    arrays = draw(rng)
    hint = Text(
        en="If plain calls are right: under jit nothing may depend on values in Python.",
        zh="如果直接调用没有问题：在 jit 之下，Python 中不能依赖数组的数值。",
    )
    expect_close(
        subject.exported("attention", *arrays), attention(*arrays), rtol=SINGLE, atol=SINGLE, what=OUT, hint=hint
    )
