"""A submission, called and read in the same way in every framework.

Here the three are one: a network is a list of (W, b), and training is a function of it. `logits_of` and `train` make
that true of a torch module too.
"""

from itertools import pairwise
from typing import Any

import numpy as np

from kata.grading import Rng, Subject, Text, expect_close, expect_shape, fail

from .oracle import Array, Params, Sizes

NATIVE = {"numpy": "float64", "torch": "float32", "jax": "float32"}  # what people train in


# Called.


def init(subject: Subject, sizes: Sizes, seed: int) -> Params:
    """Return the submission's own initial parameters."""
    if subject.framework == "torch":
        return read(subject, subject.call("MLP", sizes, keep=True, seed=seed), sizes)
    return pairs(
        subject.call("init_params", Rng(seed), sizes, precision=NATIVE[subject.framework]), sizes, "parameters"
    )


def logits_of(subject: Subject, params: Params, x: Array, precision: str) -> Any:
    """Return what the submission's forward gives."""
    if subject.framework == "torch":
        return subject.call("forward", x, on=module(subject, params, precision), precision=precision)
    return subject.call("forward", params, x, precision=precision)


def train(
    subject: Subject, params: Params, x: Array, y: Array, *, lr: float, steps: int, precision: str
) -> tuple[Params, Array]:
    """Let the submission train from `params`; return the parameters afterwards and the losses it reports."""
    model = module(subject, params, precision) if subject.framework == "torch" else params
    with subject.noted() as note:
        result = subject.call("train", model, x, y, lr, steps, precision=precision)
        if subject.framework == "torch":
            after, losses = read(subject, model, sizes_of(params)), numbers(floats(result), steps)
        elif isinstance(result, list | tuple) and len(result) == 2:
            after, losses = pairs(result[0], sizes_of(params), "parameters"), numbers(result[1], steps)
        else:
            fail(
                Text(en="train must return (params, losses).", zh="train 应返回 (params, losses)。"), code="not a pair"
            )
        note([after, losses])
    return after, losses


def module(subject: Subject, params: Params, precision: str) -> Any:
    """Return a handle to a torch module that holds `params`."""
    with subject.noted():
        model = subject.call("MLP", sizes_of(params), keep=True, precision=precision)
        read(subject, model, sizes_of(params))
        shapes = [np.shape(value) for _, value in subject.parameters(model)]
        arrays = [array for pair in params for array in pair]
        subject.set_parameters(model, [a if a.shape == s else a.T for a, s in zip(arrays, shapes, strict=True)])
    return model


def loss_gradients(subject: Subject, params: Params, x: Array, y: Array) -> Any:
    """Return what NumPy's `gradients` gives, or JAX's derivative of `loss`."""
    if subject.framework == "jax":
        return subject.gradient("loss", params, x, y, precision="float64")
    return subject.call("gradients", params, x, y, precision="float64")


def torch_gradients(subject: Subject, params: Params, x: Array, cotangent: Array) -> Params:
    """Return what autograd brings to each parameter, as pairs."""
    model = module(subject, params, "float64")
    with subject.noted() as note:
        arrived = subject.vjp(model, x, cotangent, precision="float64")
        expect_arrived(arrived)
        got = as_pairs([value for _, value in arrived], sizes_of(params))
        note(got)
    return got


# Read.


def part(what: str, layer: int, which: str) -> Text:
    """Name one array: `gradients, layer 2, b`."""
    zh = {"gradients": "梯度", "parameters": "参数"}[what]
    return Text(en=f"{what}, layer {layer}, {which}", zh=f"{zh}，第 {layer} 层，{which}")


def pairs(value: Any, sizes: Sizes, what: str) -> Params:
    """Return `value`, which must be [(W, b), …] of these sizes, in float64."""
    count = len(sizes) - 1
    lengths = [len(p) if isinstance(p, list | tuple) else 0 for p in value] if isinstance(value, list | tuple) else []
    if lengths != [2] * count:
        en = f"{what}: expected a list of {count} pairs (W, b), one for each layer."
        fail(Text(en=en, zh=f"{what}：应为由 {count} 对 (W, b) 组成的列表，每层一对。"), code=f"structure of {what}")
    for k, ((w, b), (m, n)) in enumerate(zip(value, pairwise(sizes), strict=True), 1):
        for array, which, shape in ((w, "W", (m, n)), (b, "b", (n,))):
            expect_shape(array, shape, what=part(what, k, which))
            if np.asarray(array).dtype.kind != "f":
                fail(Text(en=f"{what} must be floats.", zh=f"{what} 应为浮点数。"), code=f"dtype of {what}")
    return [(np.asarray(w, float), np.asarray(b, float)) for w, b in value]


def numbers(value: Any, steps: int) -> Array:
    """Return reported losses, which must be `steps` numbers in a list or an array, as (steps,) in float64."""

    def is_number(item: Any) -> bool:
        return (
            isinstance(item, int | float | np.generic | Array)
            and np.ndim(item) == 0
            and np.asarray(item).dtype.kind in "fiu"
        )

    flat = list(value) if isinstance(value, list | tuple) or (isinstance(value, Array) and value.ndim) else []
    if len(flat) != steps or not all(map(is_number, flat)):
        en = f"losses: expected a list or an array of {steps} numbers, one for each step."
        fail(Text(en=en, zh=f"losses：应为 {steps} 个数的列表或数组，每步一个。"), code="losses")
    return np.array(flat, float)


def floats(value: Any) -> Any:
    """Return losses reported by torch: a tensor would carry its graph, or be one on a device."""
    if isinstance(value, Array) or (isinstance(value, list | tuple) and any(isinstance(v, Array) for v in value)):
        fail(
            Text(
                en="losses: train returned tensors; expected a list of Python floats.",
                zh="losses：train 返回了张量；应返回由 Python 浮点数组成的列表。",
            ),
            code="tensors",
            hint=Text(en="loss.item() leaves the graph behind.", zh="loss.item() 不会带上计算图。"),
        )
    return value


def read(subject: Subject, model: Any, sizes: Sizes) -> Params:
    """Return a torch module's parameters as pairs; its weights may be (fan_out, fan_in) or (fan_in, fan_out)."""
    held = [value for _, value in subject.parameters(model)]
    got = [value.shape if isinstance(value, Array) and value.dtype.kind == "f" else None for value in held]
    want = [shape for m, n in pairwise(sizes) for shape in ((n, m), (n,))]
    if len(got) != len(want) or any(g not in (w, w[::-1]) for g, w in zip(got, want, strict=True)):
        fail(
            Text(
                en=f"parameters() must yield the shapes {want} for the sizes {sizes}; it yields {got}.",
                zh=f"sizes 为 {sizes} 时，parameters() 应依次给出形状 {want}；实际给出 {got}。",
            ),
            code=f"{len(got)} parameters",
            hint=Text(
                en="Each layer's weight, then its bias. A module sees nn.Parameter and nn.Module attributes, not what plain lists hold.",
                zh="每层先权重，后偏置。模块只认识类型为 nn.Parameter 或 nn.Module 的属性，看不到普通列表里的内容。",
            ),
        )
    return as_pairs(held, sizes)


def as_pairs(arrays: list[Array], sizes: Sizes) -> Params:
    """Return [W1, b1, W2, …] as pairs in float64, each W turned to (fan_in, fan_out)."""
    arrays, shapes = [array.astype(float) for array in arrays], list(pairwise(sizes))
    return [(w if w.shape == s else w.T, b) for w, b, s in zip(arrays[::2], arrays[1::2], shapes, strict=True)]


def sizes_of(params: Params) -> Sizes:
    """Return e.g. (2, 32, 1)."""
    return (len(params[0][0]), *(len(b) for _, b in params))


def expect_arrived(arrived: list[tuple[str, Array | None]]) -> None:
    """Name the first parameter that no gradient reaches."""
    missing = [value is None for _, value in arrived]
    if any(missing):
        name = arrived[missing.index(True)][0]
        hint = Text(
            en="Something cuts the graph: detach, .data, no_grad, or requires_grad=False.",
            zh="有东西切断了计算图：detach、.data、no_grad 或 requires_grad=False。",
        )
        text = Text(en=f"No gradient reaches {name}.", zh=f"没有梯度传到 {name}。")
        fail(text, code=f"no gradient: {missing}", hint=hint)


# Compared.


def expect_pairs(got: Any, expected: Params, what: str, hint: Text, *, rtol: float, atol: float) -> None:
    """Compare layer by layer, from the last, where a backward pass begins."""
    got = pairs(got, sizes_of(expected), what)
    for k in range(len(expected), 0, -1):
        for mine, right, which in zip(got[k - 1], expected[k - 1], "Wb", strict=True):
            expect_close(mine, right, rtol=rtol, atol=atol, what=part(what, k, which), hint=hint)


def expect_losses(
    got: Array, expected: list[float], hint: Text, *, rtol: float, atol: float = 0.0, first: int = 0
) -> None:
    """Compare the losses reported from step `first` on."""
    what = Text(en="losses", zh="losses")
    expect_close(got, np.array(expected), rtol=rtol, atol=atol, what=what, hint=hint, first_step=first)
