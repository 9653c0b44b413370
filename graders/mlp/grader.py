"""Judges an MLP trained by gradient descent, in NumPy float64.

Here the three frameworks are one: a network is a list of (W, b), W of shape (fan_in, fan_out), and training is a
function of it. `logits_of` and `train` make that true of a torch module too. The oracle is `forward`, `loss` and
`gradients`; gradients are judged by central differences of the oracle's own loss, so no derivation is shared.
"""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np

from kata.grading import Curve, Rng, Subject, Text, check, expect_close, expect_equal, expect_shape, fail

Array = np.ndarray
Params = list[tuple[Array, Array]]
Sizes = tuple[int, ...]

SIZES, BATCH = (3, 5, 4, 1), 7  # odd and unequal: a transposed or broadcast array cannot hide
CLOSE = {"float64": {"rtol": 1e-9, "atol": 1e-11}, "float32": {"rtol": 1e-5, "atol": 1e-5}}

NATIVE = {"numpy": "float64", "torch": "float32", "jax": "float32"}  # what people train in
WIDE, EXAMPLES, RATE, STEPS = (2, 32, 1), 128, 1.0, 300
# Rounding decides on which side of the ReLU's kink a pre-activation near 0 falls, and one example on the other side
# moves weights by up to RATE / EXAMPLES. In 1500 right float32 trainings weights were off by 5e-4, losses by 2e-7.
ALONG_THE_WAY = {"float64": (1e-6, 1e-8), "float32": (2e-2, 2e-5)}
THRESHOLD, SEEDS = 0.85, 5  # measured margins: kata.yaml
DRAWS = 20  # initialisations looked at together
UNEQUAL = (16, 44, 16, 44, 1)  # chosen so that any two of the rules in `expect_scale` differ by a third or more


# The oracle.


def hidden(params: Params, x: Array) -> list[Array]:
    """Return the input of every layer, (batch, fan_in)."""
    inputs = [x]
    for w, b in params[:-1]:
        inputs.append(np.maximum(inputs[-1] @ w + b, 0))
    return inputs


def forward(params: Params, x: Array) -> Array:
    """Return the logits, (batch, 1)."""
    w, b = params[-1]
    return hidden(params, x)[-1] @ w + b


def loss(params: Params, x: Array, y: Array) -> float:
    """Mean of log(1 + exp(z)) - z y: the cross-entropy of sigmoid(z), with no exp that overflows."""
    z = forward(params, x)[:, 0]
    return float(np.mean(np.logaddexp(0, z) - z * y))


def gradients(params: Params, x: Array, y: Array) -> Params:
    """Return d loss / d params: d loss / d logits = (sigmoid(z) - y) / n, then the chain rule."""
    delta = (np.exp(-np.logaddexp(0, -forward(params, x))) - y[:, None]) / len(y)
    grads = []
    for (w, _), h in zip(params[::-1], hidden(params, x)[::-1], strict=True):
        grads.append((h.T @ delta, delta.sum(0)))
        delta = (delta @ w.T) * (h > 0)
    return grads[::-1]


def descend(params: Params, x: Array, y: Array, lr: float, steps: int) -> tuple[Params, list[float]]:
    """Return the parameters after `steps` steps and the loss before each."""
    losses = []
    for _ in range(steps):
        losses.append(loss(params, x, y))
        grads = gradients(params, x, y)
        params = [(w - lr * dw, b - lr * db) for (w, b), (dw, db) in zip(params, grads, strict=True)]
    return params, losses


def central_differences(function: Callable[[Params], float], params: Params, h: float = 1e-6) -> Params:
    """Return d function / d params, one element at a time: (f(p + h) - f(p - h)) / 2h."""
    moved = [(w.copy(), b.copy()) for w, b in params]

    def slopes(array: Array) -> Array:
        slope = np.empty_like(array)
        for i, value in np.ndenumerate(array):
            array[i] = value + h
            above = function(moved)
            array[i] = value - h
            slope[i] = (above - function(moved)) / (2 * h)
            array[i] = value
        return slope

    return [(slopes(w), slopes(b)) for w, b in moved]


# Data.


def he(rng: np.random.Generator, sizes: Sizes, bias: float = 0.0) -> Params:
    """Return W ~ N(0, 2 / fan_in), b ~ N(0, bias²)."""
    return [(rng.normal(size=(m, n)) * np.sqrt(2 / m), rng.normal(size=n) * bias) for m, n in pairwise(sizes)]


def as_float32(array: Array) -> Array:
    """Round to what float32 holds, so that both precisions see the same numbers."""
    return array.astype(np.float32).astype(np.float64)


def small_problem(rng: np.random.Generator) -> tuple[Params, Array, Array]:
    """Return parameters, x (7, 3), y (7,): both signs before every ReLU, and nothing near its kink."""
    while True:
        params = [(as_float32(w), as_float32(b)) for w, b in he(rng, SIZES, bias=0.5)]
        x = as_float32(rng.normal(size=(BATCH, SIZES[0])))
        before_relu = [forward(params[:k], x) for k in range(1, len(SIZES))]
        if all(np.abs(z).min() > 0.01 and z.min() < -0.1 and z.max() > 0.1 for z in before_relu):
            return params, x, rng.permutation([0.0, 1, 0, 1, 1, 0, 1])


def moons(rng: np.random.Generator, n: int) -> tuple[Array, Array]:
    """Two interleaved half circles."""
    y, t = np.arange(n) % 2, rng.uniform(0, np.pi, n)
    x = np.where(y[:, None], np.c_[1 - np.cos(t), 0.5 - np.sin(t)], np.c_[np.cos(t), np.sin(t)])
    return as_float32(x - [0.5, 0.25] + 0.15 * rng.normal(size=(n, 2))), y.astype(float)


def spirals(rng: np.random.Generator, n: int) -> tuple[Array, Array]:
    """Two arms of one turn each."""
    y, r = np.arange(n) % 2, np.sqrt(rng.uniform(0.02, 1, n))
    angle = 2 * np.pi * r + np.pi * y
    x = 2 * r[:, None] * np.c_[np.cos(angle), np.sin(angle)]
    return as_float32(x + 0.05 * rng.normal(size=(n, 2))), y.astype(float)


def xor(rng: np.random.Generator, n: int) -> tuple[Array, Array]:
    """Four blobs, labelled by the parity of their corner."""
    corner = rng.integers(0, 2, size=(n, 2))
    return as_float32(2.0 * corner - 1 + 0.3 * rng.normal(size=(n, 2))), (corner.sum(1) % 2).astype(float)


TASKS = {"moons": moons, "spirals": spirals, "XOR": xor}


# The submission, the same in every framework.


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


def sizes_of(params: Params) -> Sizes:
    """Return e.g. (2, 32, 1)."""
    return (len(params[0][0]), *(len(b) for _, b in params))


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


def module(subject: Subject, params: Params, precision: str) -> Any:
    """Return a handle to a torch module that holds `params`."""
    with subject.noted():
        model = subject.call("MLP", sizes_of(params), keep=True, precision=precision)
        read(subject, model, sizes_of(params))
        shapes = [np.shape(value) for _, value in subject.parameters(model)]
        arrays = [array for pair in params for array in pair]
        subject.set_parameters(model, [a if a.shape == s else a.T for a, s in zip(arrays, shapes, strict=True)])
    return model


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


# The checks, cheap ones first.


@check(Text(en="contract", zh="接口约定"))
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """Call everything once; look at structure, shapes and dtypes alone."""
    params, x, y = small_problem(rng)
    with subject.noted():
        init(subject, WIDE, seed=1)
    z = logits_of(subject, params, x, "float32")
    expect_shape(z, (BATCH, 1), what=Text(en="forward(…)", zh="forward(…)"))
    if np.asarray(z).dtype.kind != "f":
        fail(Text(en="forward(…) must return floats.", zh="forward(…) 应返回浮点数。"), code="dtype")
    if subject.framework != "torch":
        expect_shape(subject.call("loss", params, x, y), (), what=Text(en="loss(…)", zh="loss(…)"))
    if subject.framework == "numpy":
        pairs(subject.call("gradients", params, x, y), SIZES, "gradients")
    if subject.framework == "torch":
        with subject.noted():
            arrived = subject.vjp(module(subject, params, "float32"), x, np.ones((BATCH, 1)))
            if any(value is not None for _, value in arrived):  # else nothing is differentiable yet: values come first
                expect_arrived(arrived)
    for steps in (1, 3):
        train(subject, params, x, y, lr=0.1, steps=steps, precision="float32")


@check(Text(en="forward values", zh="前向计算的数值"))
def forward_values(subject: Subject, rng: np.random.Generator) -> None:
    """float64 first: a version that is wrong in the sixth digit passes in float32."""
    params, x, _ = small_problem(rng)
    hint = Text(
        en="x @ W + b in every layer, ReLU after every layer but the last.",
        zh="每层都是 x @ W + b，除最后一层外，每层之后都接 ReLU。",
    )
    for precision, tolerance in CLOSE.items():
        what = Text(en=f"logits ({precision})", zh=f"logits（{precision}）")
        expect_close(logits_of(subject, params, x, precision), forward(params, x), what=what, hint=hint, **tolerance)


@check(Text(en="loss values", zh="损失的数值"))
def loss_values(subject: Subject, rng: np.random.Generator) -> None:
    """A torch submission has no function for its loss: training at learning rate 0 reports it."""
    params, x, y = small_problem(rng)
    hint = Text(
        en="The mean over the batch, from logits; logits and labels must have the same shape.",
        zh="由 logits 计算并在批量上取均值；logits 与标签的形状必须一致。",
    )
    for precision, tolerance in CLOSE.items():
        if subject.framework == "torch":
            _, losses = train(subject, params, x, y, lr=0.0, steps=1, precision=precision)
            expect_losses(losses, [loss(params, x, y)], hint, **tolerance)
        else:
            what = Text(en=f"loss ({precision})", zh=f"损失（{precision}）")
            got = subject.call("loss", params, x, y, precision=precision)
            expect_close(got, loss(params, x, y), what=what, hint=hint, **tolerance)


@check(Text(en="gradients", zh="梯度"))
def gradient_values(subject: Subject, rng: np.random.Generator) -> None:
    """Of the loss; for a torch module, of sum(c · logits) with random c: the rest of its backward is in the steps."""
    params, x, y = small_problem(rng)
    cotangent = rng.normal(size=(BATCH, 1))
    hint = Text(
        en="Compare yours with (loss(p + h) - loss(p - h)) / 2h.", zh="请与 (loss(p + h) - loss(p - h)) / 2h 比较。"
    )
    if subject.framework == "torch":
        expected = central_differences(lambda p: float(np.sum(cotangent * forward(p, x))), params)
        got = torch_gradients(subject, params, x, cotangent)
    else:
        expected = central_differences(lambda p: loss(p, x, y), params)
        got = loss_gradients(subject, params, x, y)
    expect_pairs(got, expected, "gradients", hint, rtol=1e-6, atol=1e-7)


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
        got = as_pairs([value for _, value in arrived], SIZES)
        note(got)
    return got


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


@check(Text(en="logits of ±1000", zh="±1000 的 logits"))
def extreme_logits(subject: Subject, rng: np.random.Generator) -> None:
    """Confidently right and confidently wrong. In torch the slope shows at learning rate 0: 0 · nan is nan."""
    w1, w2, w3 = (np.zeros(shape) for shape in pairwise(SIZES))
    w1[0, :2], w2[0, 0], w2[1, 1], w3[:2, 0] = (1, -1), 1, 1, (1, -1)
    params = [(w1, np.full(5, -1.0)), (w2, np.full(4, -1.0)), (w3, np.zeros(1))]
    order = rng.permutation(BATCH)
    x = np.c_[[1002.0, 1002, 1002, 1002, -1002, -1002, 1002], np.zeros((BATCH, 2))][order]  # two ReLUs take 1 each
    y = np.array([0.0, 0, 0, 1, 1, 0, 1])[order]
    hint = Text(
        en="If yours is right for small logits: log cannot undo a sigmoid that was rounded to 0 or 1. Start from z: max(z, 0) - z y + log(1 + exp(-|z|)).",
        zh="如果 logits 较小时结果正确：sigmoid 一旦被舍入为 0 或 1，log 就无法还原。请从 z 出发：max(z, 0) - z y + log(1 + exp(-|z|))。",
    )
    for precision in CLOSE:
        if subject.framework == "torch":
            after, losses = train(subject, params, x, y, lr=0.0, steps=1, precision=precision)
            expect_losses(losses, [loss(params, x, y)], hint, rtol=1e-5)
            expect_pairs(after, params, "parameters", hint, rtol=1e-6, atol=0)
        else:
            got = subject.call("loss", params, x, y, precision=precision)
            expect_close(got, loss(params, x, y), rtol=1e-5, what=Text(en="loss", zh="损失"), hint=hint)
    if subject.framework != "torch":
        got = loss_gradients(subject, params, x, y)
        expect_pairs(got, gradients(params, x, y), "gradients", hint, rtol=1e-5, atol=1e-5)


@check(Text(en="inputs unchanged", zh="输入保持不变"))
def inputs_unchanged(subject: Subject, rng: np.random.Generator) -> None:
    """The caller's arrays, and the global random generators."""
    params, x, y = small_problem(rng)
    torch = subject.framework == "torch"
    model = module(subject, params, "float64") if torch else params
    calls = {"forward": (model, x), "loss": (model, x, y), "gradients": (model, x, y), "train": (model, x, y, 0.1, 1)}
    defined = {"numpy": calls, "jax": ("forward", "loss", "train"), "torch": ("train",)}[subject.framework]
    hint = Text(en="Work on arrays of your own.", zh="请在自己的数组上操作。")
    for name in defined:
        _, after = subject.call_watching(name, *calls[name], precision="float64")
        for k, label in enumerate(("params", "x", "y")[: len(calls[name])]):
            if not (torch and label == "params"):
                what = Text(en=f"{label} after {name}", zh=f"{name} 之后的 {label}")
                expect_equal(after[k], calls[name][k], what=what, hint=hint, code=f"changed {label}")
    if subject.observe("global_rng", "train", *calls["train"], precision="float64"):
        fail(
            Text(en="train uses a global random generator.", zh="train 动用了全局随机数生成器。"),
            code="global generator",
        )


@check(Text(en="every call alike", zh="每次调用都一样"), match="failure")
def every_call(subject: Subject, rng: np.random.Generator) -> None:
    """New values of one shape, again and again and in a new process."""
    hint = Text(
        en="If a single call is right: does it remember something from one call to the next?",
        zh="如果单独调用一次是对的：它是否把什么从一次调用记到了下一次？",
    )

    def once(worker: Subject) -> None:
        params, x, y = small_problem(rng)
        what, tolerance = Text(en="logits", zh="logits"), CLOSE["float64"]
        expect_close(logits_of(worker, params, x, "float64"), forward(params, x), what=what, hint=hint, **tolerance)
        if worker.framework != "torch":
            got = worker.call("loss", params, x, y, precision="float64")
            expect_close(got, loss(params, x, y), what=Text(en="loss", zh="损失"), hint=hint, **tolerance)
        if worker.framework == "numpy":
            expect_pairs(loss_gradients(worker, params, x, y), gradients(params, x, y), "gradients", hint, **tolerance)

    subject.repeatedly(once, rng)


@check(Text(en="pure functions", zh="纯函数"), frameworks=("jax",))
def pure_functions(subject: Subject, rng: np.random.Generator) -> None:
    """Exported, and run without the submission: what looks at values, calls back or keeps a memory has no place there."""
    params, x, y = small_problem(rng)
    hint = Text(
        en="If it is right when called, outside state decides here: a cache, a counter, a global variable.",
        zh="如果直接调用时是对的，那就是外部状态在起作用：缓存、计数器或全局变量。",
    )
    for name, args, expected in (
        ("forward", (params, x), forward(params, x)),
        ("loss", (params, x, y), loss(params, x, y)),
    ):
        got = subject.exported(name, *args)
        expect_close(got, expected, what=Text(en=name, zh=name), hint=hint, **CLOSE["float32"])


@check(Text(en="keys used once", zh="PRNG 键只用一次"), match="failure", frameworks=("jax",))
def keys_used_once(subject: Subject, rng: np.random.Generator) -> None:
    """JAX's own check of key reuse."""
    if subject.observe("key_reuse", "init_params", Rng(int(rng.integers(2**31))), (1, 1, 1)):
        hint = Text(en="Split the key; draw from each part once.", zh="请拆分键，每一份只抽样一次。")
        fail(
            Text(en="init_params uses a key twice.", zh="init_params 把同一个键用了两次。"),
            code="key reused",
            hint=hint,
        )


@check(Text(en="initial parameters", zh="初始参数"), match="failure")
def initial_parameters(subject: Subject, rng: np.random.Generator) -> None:
    """A right initialisation fails with a probability below 1e-7: each bound lies six standard deviations away."""
    sizes, seed = UNEQUAL, int(rng.integers(2**31))
    strict = subject.framework != "torch"
    draws = [init(subject, sizes, seed + k) for k in range(DRAWS)]
    again = init(subject, sizes, seed)
    by_layer = [np.array([draw[k][0] for draw in draws]) for k in range(len(sizes) - 1)]
    faults = {
        "global generator": strict and bool(subject.observe("global_rng", "init_params", Rng(seed), sizes)),
        "zero weights": not any(w.any() for w in by_layer),
        "constant weights": any(np.ptp(w[0]) == 0 for w in by_layer),
        "not reproducible": not all(np.array_equal(w[0], v) for w, (v, _) in zip(by_layer, again, strict=True)),
        "seed ignored": any(np.array_equal(w[0], w[1]) for w in by_layer),
        "equal layers": np.array_equal(by_layer[0], by_layer[2]),
        "biases": any(b.any() if strict else np.abs(b).max() > 1 for draw in draws for _, b in draw),
        "mean": any(abs(w.mean()) * np.sqrt(w.size) > 6 * w.std() for w in by_layer),
    }
    for code, wrong in faults.items():
        if wrong:
            fail(INITIAL[code], code=code)
    for layer, w in enumerate(by_layer, 1):
        expect_scale(w, layer, strict=strict)


INITIAL = {
    "global generator": Text(
        en="init_params draws from a global generator; all randomness must come from its first argument.",
        zh="init_params 使用了全局随机数生成器；所有随机数都必须来自它的第一个参数。",
    ),
    "zero weights": Text(en="All weights are zero.", zh="所有权重都是零。"),
    "constant weights": Text(
        en="All weights of a layer are equal, so its units will stay equal.",
        zh="同一层的权重全都相等，这一层的各个单元会一直相同。",
    ),
    "not reproducible": Text(en="The same seed gives different weights.", zh="同样的种子给出了不同的权重。"),
    "seed ignored": Text(en="Different seeds give the same weights.", zh="不同的种子给出了同样的权重。"),
    "equal layers": Text(en="Layers of the same shape get the same weights.", zh="形状相同的两层得到了同样的权重。"),
    "biases": Text(en="The biases do not start at zero, or near it.", zh="偏置没有从零（或零附近）开始。"),
    "mean": Text(en="The weights are not centred at zero.", zh="权重的均值不是零。"),
}


def expect_scale(w: Array, layer: int, *, strict: bool) -> None:
    """He: variance · fan_in / 2 is 1; a torch module may choose, within reason. w: (draws, fan_in, fan_out)."""
    _, m, n = w.shape
    variance = float(np.mean(w**2))
    spread = 6 * np.sqrt(2 / w.size) if strict else 0.0  # six standard deviations, for normal weights
    low, high = (1 - spread, 1 + 1.3 * spread) if strict else (0.08, 8.0)
    if low < variance * m / 2 < high:
        return
    rules = {
        "1": 1,
        "1 / fan_in": 1 / m,
        "2 / fan_out": 2 / n,
        "1 / fan_out": 1 / n,
        "2 / (fan_in + fan_out)": 2 / (m + n),
        "4 / fan_in²": 4 / m**2,  # the square root was forgotten
    }
    like = next((rule for rule, value in rules.items() if abs(variance / value - 1) < 0.1), "")
    en, zh = (f", as {like} would give", f"，正是 {like} 的结果") if like else ("", "")
    text = Text(
        en=f"Layer {layer}, {m} inputs: W has the variance {variance:.3g}{en}; He initialisation has 2 / fan_in = {2 / m:.3g}.",
        zh=f"第 {layer} 层有 {m} 个输入：W 的方差为 {variance:.3g}{zh}；He 初始化应为 2 / fan_in = {2 / m:.3g}。",
    )
    fail(
        text, code=f"scale like {like}" if like else "scale too small" if variance * m / 2 < low else "scale too large"
    )


@check(Text(en="one step of descent", zh="一步梯度下降"))
def one_step(subject: Subject, rng: np.random.Generator) -> None:
    """Every parameter becomes p - lr · gradient; the loss is the one before."""
    hint = Text(
        en="losses[0] is the loss before the step; then p - lr · gradient, for every weight and every bias.",
        zh="losses[0] 是这一步之前的损失；然后对每个权重和偏置做 p - lr · 梯度。",
    )
    expect_steps(subject, rng, 1, hint)


@check(Text(en="three steps of descent", zh="三步梯度下降"))
def three_steps(subject: Subject, rng: np.random.Generator) -> None:
    """What one step leaves behind for the next one shows here."""
    hint = Text(
        en="If a single step is right: does each one start from a fresh gradient, at the new parameters, with the same lr?",
        zh="如果只走一步是对的：之后每一步是否都在新的参数处重新求梯度，并使用同样的 lr？",
    )
    expect_steps(subject, rng, 3, hint)


def expect_steps(subject: Subject, rng: np.random.Generator, steps: int, hint: Text) -> None:
    """Compare parameters first, losses after: the parameters say more."""
    params, x, y = small_problem(rng)
    after, losses = train(subject, params, x, y, lr=0.3, steps=steps, precision="float64")
    right, before = descend(params, x, y, 0.3, steps)
    expect_pairs(after, right, "parameters", hint, rtol=1e-7, atol=1e-9)
    expect_losses(losses, before, hint, rtol=1e-7)


@check(Text(en="one trace for all steps", zh="所有步只追踪一次"), match="failure", frameworks=("jax",))
def one_trace(subject: Subject, rng: np.random.Generator) -> None:
    """What grows with the number of steps is done again in each of them: a fault if it is tracing."""
    repeated = done_again(subject, rng)
    if repeated == "Python":
        en = "Each step runs Python of yours beside what is compiled: under jax.jit as a whole it would be one call."
        zh = "每一步除了编译好的代码，还会运行你的 Python：把整个单步放进 jax.jit，就只有一次调用。"
        subject.remark(Text(en=en, zh=zh))
    elif repeated:
        hint = Text(en="Make one jitted step, outside the loop.", zh="请在循环外只准备一个经过 jit 的单步函数。")
        fail(AGAIN[repeated], code=repeated, hint=hint)
    if subject.observe("host_syncs", "train", *small_problem(rng), 0.1, 7) >= 7:
        en = "train waits for the device at every step (float(…), .item() or print): keep the losses there until the end."
        zh = "train 每一步都在等待设备（float(…)、.item() 或 print）：请把损失留在设备上，到最后再取回。"
        subject.remark(Text(en=en, zh=zh))


def done_again(subject: Subject, rng: np.random.Generator) -> str:
    """Compare one step with four, both after a first call: which work do three more steps repeat three times?"""
    problem = small_problem(rng)
    few, many = (subject.observe("traces", "train", *problem, 0.1, steps) for steps in (1, 4))
    if many["compilations"] - few["compilations"] >= 3:
        return "compiled again"
    more = {name: n - few["again"].get(name, 0) for name, n in many["again"].items()}
    if sum(n for name, n in more.items() if name.split(".")[0] in ("forward", "loss")) >= 3:
        return "traced again"
    # A generator expression counts at every item, also after the training.
    return "Python" if any(n >= 3 for name, n in more.items() if not name.endswith("<genexpr>")) else ""


AGAIN = {
    "compiled again": Text(
        en="Every step is traced and compiled anew: three more steps take three more compilations.",
        zh="每一步都重新追踪并编译：多走三步，就多编译三次。",
    ),
    "traced again": Text(
        en="Every step runs forward or loss in Python again, tracing it or going operation by operation.",
        zh="每一步都重新以 Python 运行 forward 或 loss：不是重新追踪，就是逐个算子地执行。",
    ),
}


@check(Text(en="whole training", zh="完整的训练过程"), match="failure")
def whole_training(subject: Subject, rng: np.random.Generator) -> None:
    """From the submission's own initial parameters, beside the judge's replay in float64; all is shown, then judged."""
    precision, chunk = NATIVE[subject.framework], STEPS // 12
    x, y = xor(rng, EXAMPLES)
    mine = replay = init(subject, WIDE, int(rng.integers(2**31)))
    curve = Curve(task="XOR, replayed", seed=0, steps=[0], loss=[loss(mine, x, y)], reference=[loss(mine, x, y)])
    if subject.framework == "jax" and done_again(subject, rng) == "compiled again":
        fail(AGAIN["compiled again"], code="compiled again")  # so many compilations would take minutes
    stages = []
    for steps in range(chunk, STEPS + 1, chunk):
        mine, losses = train(subject, mine, x, y, lr=RATE, steps=chunk, precision=precision)
        replay, expected = descend(replay, x, y, RATE, chunk)
        stages.append((mine, losses, replay, expected))
        with np.errstate(all="ignore"):
            value = loss(mine, x, y)
        if not np.isfinite(value):
            break
        curve = Curve(
            task=curve.task, seed=0, steps=[*curve.steps, steps],
            loss=[*curve.loss, value], reference=[*curve.reference, loss(replay, x, y)],
        )  # fmt: skip
        subject.curve(curve)
    hint = Text(en="Full batch, the same lr, every step.", zh="始终使用全批量、同样的 lr，不漏掉任何一步。")
    for stage, (mine, losses, replay, expected) in enumerate(stages):
        expect_losses(losses, expected, hint, rtol=0, atol=ALONG_THE_WAY[precision][1], first=stage * chunk)
        expect_pairs(mine, replay, "parameters", hint, rtol=0, atol=ALONG_THE_WAY[precision][0])


@check(Text(en="convergence", zh="收敛"), match="failure", needs_pass=True)
def convergence(subject: Subject, rng: np.random.Generator) -> None:
    """Score on held-out data: 0 is a constant, 1 the judge's own training from He initialisation; medians count."""
    seeds = rng.integers(2**31, size=SEEDS).tolist()
    runs = [(task, number, seed) for number, seed in enumerate(seeds) for task in TASKS]
    # A fresh JAX worker compiles everything again: that costs more than all runs in the one that has.
    scores = [score(subject, run) for run in runs] if subject.framework == "jax" else subject.side_by_side(score, runs)
    for task, of_task in zip(TASKS, np.reshape(scores, (SEEDS, -1)).T, strict=True):
        if not np.median(of_task) >= THRESHOLD:
            each = ", ".join(f"{value:.2f}" for value in of_task)
            en = f"{task}: the median score is {np.median(of_task):.2f}, of {each}; needed is {THRESHOLD}."
            fail(
                Text(en=en, zh=f"{task}：五次得分 {each} 的中位数为 {np.median(of_task):.2f}；要求 {THRESHOLD}。"),
                code=task,
            )


def score(subject: Subject, run: tuple[str, int, int]) -> float:
    """Train once, in two halves to show the curve; return (B - L) / (B - L_ref)."""
    task, number, seed = run
    rng = np.random.default_rng(seed)
    data, held_out = TASKS[task](rng, EXAMPLES), TASKS[task](rng, 2 * EXAMPLES)
    mine, reference = init(subject, WIDE, seed), he(rng, WIDE)
    curve = Curve(task=task, seed=number, steps=[0], loss=[loss(mine, *data)], reference=[loss(reference, *data)])
    for steps in (STEPS // 2, STEPS):
        mine, _ = train(subject, mine, *data, lr=RATE, steps=STEPS // 2, precision=NATIVE[subject.framework])
        reference, _ = descend(reference, *data, RATE, STEPS // 2)
        curve = Curve(
            task=task, seed=number, steps=[*curve.steps, steps],
            loss=[*curve.loss, loss(mine, *data)], reference=[*curve.reference, loss(reference, *data)],
        )  # fmt: skip
        subject.curve(curve)
    constant = np.log(2)
    return float((constant - loss(mine, *held_out)) / (constant - loss(reference, *held_out)))
