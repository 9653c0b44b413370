"""Clipping of gradients: by their global norm and by value, where some of them are missing.

The oracle joins all gradients to one vector, takes its norm, and cuts it into pieces again.
"""

from typing import Any

import numpy as np

from kata.grading import Handle, Subject, Text, check, expect_close, expect_equal, expect_shape, fail

Grads = list[Any]  # arrays and None
BY_NORM, BY_VALUE = "clip_by_global_norm", "clip_by_value"
EXACT = 1e-9


def norm(grads: Grads) -> float:
    """Return the norm of all gradients as one vector."""
    return float(np.linalg.norm(np.concatenate([np.zeros(1), *(g.ravel() for g in grads if g is not None)])))


def scaled(grads: Grads, max_norm: float) -> Grads:
    """Return the gradients of a global norm of at most `max_norm`."""
    total = norm(grads)
    if total <= max_norm:
        return grads
    return [None if g is None else g / (total / max_norm) for g in grads]


def bounded(grads: Grads, limit: float) -> Grads:
    """Return the gradients with each element in [-limit, limit]."""
    return [None if g is None else np.sign(g) * np.minimum(np.abs(g), limit) for g in grads]


def draw(rng: np.random.Generator) -> Grads:
    """Return a matrix's gradient and a vector's of quite different sizes."""
    return [rng.normal(size=(2, 3)), 3 * rng.normal(size=2)]


def clip(subject: Subject, name: str, grads: Grads, bound: float) -> tuple[Any, Any]:
    """Return the clipped gradients and what else came back: the norm, or nothing."""
    if subject.framework == "torch":
        return clip_in_place(subject, name, grads, bound)
    value = subject.call(name, tree(subject, grads), bound, precision="float64")
    if name == BY_VALUE:
        return value, None
    if not isinstance(value, list | tuple) or len(value) != 2:
        fail(Text(en=f"{name} must return (clipped, total).", zh=f"{name} 必须返回 (clipped, total)。"), code="pair")
    return value[0], value[1]


def clip_in_place(subject: Subject, name: str, grads: Grads, bound: float) -> tuple[Any, Any]:
    """Give a `Linear` these gradients, and return what its parameters hold after the call; and the call's value."""
    with subject.noted() as note:
        model, handles = linear(subject, grads)
        walk = subject.call("parameters", on=model, precision="float64", keep=True)
        value = subject.call(name, walk, bound, precision="float64")
        after = [subject.call("__getattribute__", "grad", on=handle, precision="float64") for handle in handles]
        note([after, value if name == BY_NORM else None])
    return after, value


def linear(subject: Subject, grads: Grads) -> tuple[Handle, list[Handle]]:
    """Return a `Linear` in the worker, and its weight and bias, which have these gradients."""
    model = subject.call("Linear", 3, 2, precision="float64", keep=True)
    handles = [
        subject.call("get_parameter", part, on=model, precision="float64", keep=True) for part in ("weight", "bias")
    ]
    for handle, g in zip(handles, grads, strict=True):
        subject.call("__setattr__", "grad", g, on=handle, precision="float64")
    return model, handles


def tree(subject: Subject, grads: Grads) -> Any:
    """Return the gradients as a submission sees them: a list, in JAX nested dictionaries."""
    return {"layer": {"weight": grads[0], "bias": grads[1]}} if subject.framework == "jax" else list(grads)


def expect_clipped(subject: Subject, name: str, grads: Grads, bound: float, hint: Text) -> None:
    """Compare the clipped gradients, and the norm where it is asked for."""
    expected = scaled(grads, bound) if name == BY_NORM else bounded(grads, bound)
    got, total = clip(subject, name, grads, bound)
    if name == BY_NORM:
        what = Text(en="total", zh="total")
        why = Text(
            en="It is the norm of all gradients as one vector, before clipping.",
            zh="它是所有梯度合成一个向量之后、裁剪之前的范数。",
        )
        expect_close(total, norm(grads), rtol=EXACT, atol=EXACT, what=what, hint=why)
    what = Text(en=f"gradients after {name}", zh=f"{name} 之后的梯度")
    right = expected if subject.framework == "torch" else tree(subject, expected)
    expect_close(got, right, rtol=EXACT, what=what, hint=hint)


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """The norm is a number or an array of shape ()."""
    _, total = clip(subject, BY_NORM, draw(rng), 1.0)
    expect_shape(total, (), what=Text(en="total", zh="total"))
    if subject.framework != "numpy" and not isinstance(total, np.ndarray | np.generic):
        fail(
            Text(en="total is a Python number; expected an array.", zh="total 是 Python 数；应为数组。"),
            code="number",
            hint=Text(
                en="float() and item() wait for the device in every step.", zh="float() 和 item() 每一步都要等待设备。"
            ),
        )
    clip(subject, BY_VALUE, draw(rng), 1.0)


@check(Text(en="above the norm", zh="超过范数上界"))
def above(subject: Subject, rng: np.random.Generator) -> None:
    """One factor for all gradients."""
    grads = draw(rng)
    hint = Text(
        en="Every gradient is multiplied by max_norm / total, the same factor for all.",
        zh="每个梯度都乘以 max_norm / total，系数对所有梯度相同。",
    )
    expect_clipped(subject, BY_NORM, grads, norm(grads) / 3, hint)


@check(Text(en="below the norm", zh="低于范数上界"))
def below(subject: Subject, rng: np.random.Generator) -> None:
    """Nothing changes, not even when the norm is the bound itself."""
    hint = Text(en="The factor is never larger than 1.", zh="系数绝不大于 1。")
    grads = draw(rng)
    expect_clipped(subject, BY_NORM, grads, 4 * norm(grads), hint)
    expect_clipped(subject, BY_NORM, [np.array([[3.0, 0, 0], [0, 0, -4]]), np.array([12.0, 0])], 13.0, hint)


@check(Text(en="by value", zh="按数值"))
def by_value(subject: Subject, rng: np.random.Generator) -> None:
    """Each element for itself, on both sides."""
    hint = Text(
        en="Each element by itself: what is above limit becomes limit, what is below -limit becomes -limit.",
        zh="逐个元素处理：大于 limit 的变成 limit，小于 -limit 的变成 -limit。",
    )
    expect_clipped(subject, BY_VALUE, draw(rng), 0.7, hint)
    expect_clipped(subject, BY_VALUE, [np.array([[3.0, -3, 0.5], [0, -0.5, 1]]), np.array([-9.0, 9])], 1.0, hint)


@check(Text(en="missing gradients", zh="缺失的梯度"))
def missing(subject: Subject, rng: np.random.Generator) -> None:
    """None stays None and counts as nothing; so does everything, if all are missing."""
    weight, bias = draw(rng)
    hint = Text(
        en="None stays where it is: other gradients keep their places.", zh="None 留在原处：其他梯度的位置不变。"
    )
    for grads in ([None, bias], [weight, None]):
        expect_clipped(subject, BY_NORM, grads, norm(grads) / 2, hint)
        expect_clipped(subject, BY_VALUE, grads, 0.5, hint)
    expect_clipped(subject, BY_NORM, [None, None], 1.0, hint)


@check(Text(en="gradients of zero", zh="全零的梯度"))
def zeros(subject: Subject, rng: np.random.Generator) -> None:
    """No 0 / 0; with a bound of 0 either."""
    hint = Text(en="Where the norm is 0 nothing is divided by it.", zh="范数为 0 时不要除以它。")
    still = [np.zeros_like(g) for g in draw(rng)]
    expect_clipped(subject, BY_NORM, still, 1.0, hint)
    expect_clipped(subject, BY_NORM, still, 0.0, hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"), frameworks=("numpy", "jax"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """The caller's gradients after each function."""
    grads = tree(subject, draw(rng))
    for name in (BY_NORM, BY_VALUE):
        _, (after, _) = subject.call_watching(name, grads, 0.5, precision="float64")
        what = Text(en=f"grads after {name}", zh=f"调用 {name} 之后的 grads")
        hint = Text(
            en="*= and out= write into the caller's arrays: make new ones.",
            zh="*= 和 out= 会改写调用者的数组：应生成新数组。",
        )
        expect_equal(after, grads, what=what, hint=hint)


@check(Text(en="the same tensors", zh="同一个张量"), frameworks=("torch",))
def same_tensors(subject: Subject, rng: np.random.Generator) -> None:
    """Whoever holds a gradient sees it clipped: it is changed, not replaced."""
    grads = draw(rng)
    hint = Text(
        en="Change the tensor that is there, with mul_ or clamp_, and do not put another in its place.",
        zh="用 mul_ 或 clamp_ 修改原有的张量，不要换成另一个张量。",
    )
    for name, bound, right in (
        (BY_NORM, norm(grads) / 2, scaled(grads, norm(grads) / 2)),
        (BY_VALUE, 0.7, bounded(grads, 0.7)),
    ):
        with subject.noted() as note:
            _, handles = linear(subject, grads)
            held = [subject.call("__getattribute__", "grad", on=h, precision="float64", keep=True) for h in handles]
            subject.call(name, handles, bound, precision="float64")
            after = [subject.call("detach", on=handle, precision="float64") for handle in held]
            note(after)
        what = Text(en=f"the tensors that were gradients before {name}", zh=f"调用 {name} 之前的梯度张量")
        expect_close(after, right, rtol=EXACT, what=what, hint=hint)


@check(Text(en="every call alike", zh="每次调用都一样"), match="failure")
def every_call(subject: Subject, rng: np.random.Generator) -> None:
    """New gradients, again and again and in a new process."""
    hint = Text(
        en="If the checks above pass: does it remember something from one call to the next?",
        zh="如果上面的检查通过：它是否把什么从一次调用记到了下一次？",
    )
    subject.repeatedly(lambda worker: expect_clipped(worker, BY_NORM, draw(rng), 1.0, hint), rng)


@check(Text(en="as a compiled program", zh="作为编译后的程序"), frameworks=("jax",))
def compiled(subject: Subject, rng: np.random.Generator) -> None:
    """`clip_by_global_norm` exported, the bound an argument of the program."""
    grads = draw(rng)
    bound = norm(grads) / 2
    got = subject.exported(BY_NORM, tree(subject, grads), np.asarray(bound), precision="float64")
    hint = Text(
        en="If plain calls are right: under jit the norm has no value that `if` could ask for. jnp.where chooses.",
        zh="如果直接调用没有问题：在 jit 之下范数没有值，`if` 无从判断。请用 jnp.where 选择。",
    )
    what = Text(en="(clipped, total) of the exported function", zh="导出的函数返回的 (clipped, total)")
    expect_close(got, (tree(subject, scaled(grads, bound)), norm(grads)), rtol=EXACT, what=what, hint=hint)
