"""A residual block: values, a new block, gradients on both paths.

The oracle goes row by row; its gradient is a central difference of it, at points where no ReLU is near its kink.
"""

from typing import Any

import numpy as np

from kata.grading import (
    Handle,
    Rng,
    Subject,
    Text,
    central_differences,
    check,
    expect_close,
    expect_shape,
    expect_unchanged,
    fail,
)

DIM, HIDDEN, EPS = 3, 5, 1e-5
SHAPE = (2, 3, DIM)  # nearly every check draws this shape: JAX compiles for each shape and type it meets
EXACT = 1e-9  # values in float64: 1e-15 is the worst of right solutions
DIFFERENCE = 1e-6  # how far a central difference may be off; wrong gradients are off by more than 1e-2
STEP = 1e-5
NAMES = ("gain", "shift", "w1", "b1", "w2", "b2")
Params = dict[str, np.ndarray]


def shapes(dim: int, hidden: int) -> dict[str, tuple[int, ...]]:
    """Return the shape of each parameter."""
    return dict(zip(NAMES, ((dim,), (dim,), (hidden, dim), (hidden,), (dim, hidden), (dim,)), strict=True))


# The oracle.


def activations(params: Params, x: np.ndarray) -> np.ndarray:
    """Return what the ReLU is given, one row after the other: (..., hidden)."""
    before = np.empty((*x.shape[:-1], len(params["b1"])))
    for row in np.ndindex(x.shape[:-1]):
        deviation = x[row] - np.average(x[row])
        root = np.hypot(np.linalg.norm(deviation) / np.sqrt(x.shape[-1]), np.sqrt(EPS))
        before[row] = params["w1"].dot(params["gain"] * deviation / root + params["shift"]) + params["b1"]
    return before


def block(params: Params, x: np.ndarray) -> np.ndarray:
    """Return y."""
    hidden = np.clip(activations(params, x), 0, None)
    return x + np.einsum("...h,dh->...d", hidden, params["w2"]) + params["b2"]


def pulled_back(params: Params, x: np.ndarray, dy: np.ndarray) -> Params:
    """Return the gradient of sum(dy * y) for each parameter, and for x, by central differences."""
    return central_differences(lambda moved: np.sum(dy * block(moved, moved["x"])), {**params, "x": x}, step=STEP)


def draw(rng: np.random.Generator, shape: tuple[int, ...] = SHAPE) -> tuple[Params, np.ndarray]:
    """Return params, none of them zero, and x, away from 0 in the mean; no ReLU is within 0.01 of its kink."""
    while True:
        params = {name: rng.normal(0, 1, size) for name, size in shapes(shape[-1], HIDDEN).items()}
        params["gain"] = rng.uniform(0.5, 2, shape[-1])
        params = {name: np.asarray(np.round(value * 64) / 64) for name, value in params.items()}
        x = np.asarray(np.round(rng.normal(1, 2, shape) * 64) / 64)
        spread = x.std(axis=-1).min()
        if np.abs(activations(params, x)).min() > 0.01 and spread > 0.3:
            return params, x


# What the frameworks do differently: in PyTorch the params live in a module.


def begin(subject: Subject, params: Params, precision: Any = "float64") -> Handle:
    """Return a module of PyTorch that holds the params."""
    hidden, dim = params["w1"].shape
    module: Handle = subject.call("ResidualBlock", dim, hidden, precision=precision, keep=True)
    subject.set_parameters(module, [params[name] for name in NAMES])
    return module


def forward(subject: Subject, params: Params, x: np.ndarray, precision: Any = "float64") -> Any:
    """Return the submission's y."""
    if subject.framework == "torch":
        return subject.call("forward", x, on=begin(subject, params, precision), precision=precision)
    return subject.call("block", params, x, precision=precision)


def backward(subject: Subject, params: Params, x: np.ndarray, dy: np.ndarray) -> Any:
    """Return the submission's gradients by name, that of x among them."""
    if subject.framework == "torch":
        module = begin(subject, params)
        arrived = [value for _, value in subject.vjp(module, x, dy, precision="float64")]
        return {"x": input_gradient(subject, module, x, dy), **dict(zip(NAMES, arrived, strict=True))}
    got = subject.call("block_backward", dy, params, x, precision="float64")
    if not isinstance(got, list | tuple) or len(got) != len(("dparams", "dx")) or not isinstance(got[0], dict):
        fail(
            Text(en="Expected (dparams, dx), the first a dict.", zh="应返回 (dparams, dx)，前者是字典。"),
            code="structure",
        )
    return {"x": got[1], **got[0]}


def input_gradient(subject: Subject, module: Handle, x: np.ndarray, dy: np.ndarray) -> Any:
    """Return what autograd finds for x: a leaf in the worker goes through the module, and dy comes back."""
    weight = subject.call("get_parameter", subject.parameters(module)[0][0], on=module, precision="float64", keep=True)
    leaf = subject.call("new_tensor", x.tolist(), on=weight, keep=True)
    leaf = subject.call("requires_grad_", on=leaf, keep=True)
    y = subject.call("forward", leaf, on=module, precision="float64", keep=True)
    product = subject.call("mul", dy, on=y, precision="float64", keep=True)
    subject.call("backward", on=subject.call("sum", on=product, keep=True))
    return subject.call("__getattribute__", "grad", on=leaf)


def new_block(subject: Subject, seed: int) -> tuple[Any, Any]:
    """Return a new block's params by name, and what computes with it: a module, or the params."""
    if subject.framework == "torch":
        module = subject.call("ResidualBlock", DIM, HIDDEN, precision="float64", keep=True, seed=seed)
        values_ = [value for _, value in subject.parameters(module)]
        return dict(zip(NAMES, values_, strict=False)), module
    params = subject.call("init", Rng(seed), DIM, HIDDEN, precision="float64")
    return params, params


def expect_forward(subject: Subject, rng: np.random.Generator, hint: Text, shape: tuple[int, ...] = SHAPE) -> None:
    """Expect y in float64."""
    params, x = draw(rng, shape)
    what = Text(en=f"y for x of shape {shape}", zh=f"x 的形状为 {shape} 时的 y")
    expect_close(forward(subject, params, x), block(params, x), rtol=EXACT, atol=EXACT, what=what, hint=hint)


# The checks.


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """The shapes of a new block's parameters, in order, and of y."""
    if subject.framework == "torch":
        module = subject.call("ResidualBlock", DIM, HIDDEN, keep=True)
        got = [np.shape(value) for _, value in subject.parameters(module)]
        expected = list(shapes(DIM, HIDDEN).values())
        if got != expected:
            fail(
                Text(
                    en=f"ResidualBlock({DIM}, {HIDDEN}) has parameters of shapes {got}; expected {expected}, in this order.",
                    zh=f"ResidualBlock({DIM}, {HIDDEN}) 的参数形状为 {got}；应依次为 {expected}。",
                ),
                code=f"parameters {got}",
                hint=Text(
                    en="parameters() follows the order in which attributes are set.",
                    zh="parameters() 的顺序就是设置属性的顺序。",
                ),
            )
    else:
        params, _ = new_block(subject, 0)
        if not isinstance(params, dict) or set(params) != set(NAMES):
            fail(
                Text(en=f"init must return a dict with the keys {NAMES}.", zh=f"init 必须返回键为 {NAMES} 的字典。"),
                code="keys",
            )
        for name, shape in shapes(DIM, HIDDEN).items():
            expect_shape(params[name], shape, what=Text(en=name, zh=name))
    expect_shape(forward(subject, *draw(rng)), SHAPE, what=Text(en="y", zh="y"))


@check(Text(en="values", zh="数值"))
def values(subject: Subject, rng: np.random.Generator) -> None:
    """float64, no parameter zero, three axes and one; float32 where that is cheap."""
    hint = Text(
        en="x itself plus the branch: normalise, first layer, ReLU, second layer. Nothing after the sum.",
        zh="x 本身加上分支：归一化、第一层、ReLU、第二层。求和之后什么也没有。",
    )
    expect_forward(subject, rng, hint)
    if subject.framework != "jax":
        params, x = draw(rng)
        got, what = forward(subject, params, x, "float32"), Text(en="y in float32", zh="float32 下的 y")
        expect_close(got, block(params, x), rtol=1e-4, atol=1e-4, what=what, hint=hint)
    expect_forward(subject, rng, hint, (4,))


@check(Text(en="a new block", zh="新建的块"), match="failure")
def identity(subject: Subject, rng: np.random.Generator) -> None:
    """The identity, and able to learn; another seed draws another w1."""
    _, x = draw(rng)
    seed = int(rng.integers(2**31))
    params, holder = new_block(subject, seed)
    if subject.framework == "torch":
        y = subject.call("forward", x, on=holder, precision="float64")
    else:
        y = subject.call("block", {name: np.asarray(params[name]) for name in NAMES}, x, precision="float64")
    hint = Text(
        en="With w2 and b2 at zero the branch gives zeros, and only the skip is left.",
        zh="w2 和 b2 为零时分支输出零，只剩下跳跃连接。",
    )
    expect_close(
        y, x, rtol=1e-12, what=Text(en="y of a new block", zh="新建的块的 y"), hint=hint, code="not the identity"
    )
    starts = {"gain": 1.0, "shift": 0.0, "b1": 0.0, "w2": 0.0, "b2": 0.0}
    if subject.framework == "torch":
        del starts["b1"]  # nn.Linear's own
    for name, start in starts.items():
        expect_close(
            params[name],
            np.full(shapes(DIM, HIDDEN)[name], start),
            rtol=0,
            what=Text(en=f"a new {name}", zh=f"新建的 {name}"),
            hint=Text(en="The statement says what each starts with.", zh="题目说明了各个参数的初始值。"),
        )
    w1, other = np.asarray(params["w1"], np.float64), np.asarray(new_block(subject, seed + 1)[0]["w1"], np.float64)
    if np.ptp(w1) < 1e-3 or np.array_equal(w1, other):
        fail(
            Text(en="A new w1 is constant, or the same for every seed.", zh="新建的 w1 是常数，或对每个种子都相同。"),
            code="w1 not drawn",
            hint=Text(
                en="If w1 and w2 are both zero, neither ever gets a gradient; equal rows stay equal.",
                zh="如果 w1 和 w2 都为零，两者都永远得不到梯度；相同的行会一直相同。",
            ),
        )


@check(Text(en="gradient", zh="梯度"))
def gradient(subject: Subject, rng: np.random.Generator) -> None:
    """For x and every parameter, against central differences; of a single vector too."""
    hint = Text(
        en="dy reaches x twice, past the branch and through it; every parameter gathers from all rows.",
        zh="dy 两次到达 x：绕过分支一次，穿过分支一次；每个参数汇集所有行的贡献。",
    )
    for shape in (SHAPE, (4,)):
        (params, x), dy = draw(rng, shape), rng.normal(size=shape)
        got, expected = backward(subject, params, x, dy), pulled_back(params, x, dy)
        for name in ("x", *reversed(NAMES)):
            what = Text(en=f"the gradient for {name}, x of shape {shape}", zh=f"x 的形状为 {shape} 时对 {name} 的梯度")
            expect_close(got.get(name), expected[name], rtol=DIFFERENCE, atol=DIFFERENCE, what=what, hint=hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """No function writes into what it was given."""
    (params, x), dy = draw(rng), rng.normal(size=SHAPE)
    if subject.framework == "torch":
        calls = [("forward", [x], begin(subject, params))]
    else:
        calls = [("block", [params, x], None), ("block_backward", [dy, params, x], None)]
    hint = Text(
        en="`x += branch` writes into the caller's array; `x + branch` makes a new one.",
        zh="`x += branch` 会改写调用者的数组；`x + branch` 生成新数组。",
    )
    for name, args, on in calls:
        expect_unchanged(subject, name, *args, on=on, hint=hint)


@check(Text(en="every call alike", zh="每次调用都一样"), match="failure")
def every_call(subject: Subject, rng: np.random.Generator) -> None:
    """New values of one shape, again and again; in JAX also as a program of its own."""
    hint = Text(
        en="If the checks above pass: does it remember something from one call to the next?",
        zh="如果上面的检查通过：它是否把什么从一次调用记到了下一次？",
    )
    subject.repeatedly(lambda worker: expect_forward(worker, rng, hint), rng)
    if subject.framework == "jax":
        params, x = draw(rng)
        got = subject.exported("block", params, x, precision="float64")
        expect_close(got, block(params, x), rtol=EXACT, atol=EXACT, what=Text(en="y", zh="y"), hint=hint)
