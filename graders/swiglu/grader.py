"""SwiGLU: values, and gradients by hand in NumPy, by autodiff elsewhere.

The oracle's sigmoid comes from `np.logaddexp`; its gradients are central differences.
"""

from typing import Any

import numpy as np

from kata.grading import (
    Handle,
    Subject,
    Text,
    central_differences,
    check,
    expect_close,
    expect_shape,
    expect_unchanged,
    fail,
)

EXACT = 1e-9  # values in float64
DIFFERENCE = 1e-6  # gradients: central differences of width 1e-5 are right to 1e-9
SINGLE = 1e-5  # values in float32
NAMES = ("w_gate", "w_up", "w_down")
SHAPE = (2, 4, 3)  # batch, time, d
HIDDEN = 5
OUT = Text(en="the output", zh="输出")

Params = dict[str, np.ndarray]


def swiglu(x: np.ndarray, params: Params) -> np.ndarray:
    """Return the output: (..., d)."""
    gate = np.einsum("...d,dh->...h", x, params["w_gate"])
    up = np.einsum("...d,dh->...h", x, params["w_up"])
    return np.einsum("...h,...h,hd->...d", gate * np.exp(-np.logaddexp(0, -gate)), up, params["w_down"])


def slopes(x: np.ndarray, params: Params, d_out: np.ndarray, name: str) -> np.ndarray:
    """Return the central differences of sum(d_out * swiglu) for x or a weight."""
    everything = {**params, "x": x}

    def objective(at: Params) -> float:
        return float(np.sum(d_out * swiglu(at["x"], at)))

    return central_differences(lambda moved: objective({**everything, name: moved}), everything[name])


def draw(rng: np.random.Generator, shape: tuple[int, ...] = SHAPE) -> tuple[np.ndarray, Params]:
    """Return x and weights, multiples of 1/64 that float32 holds exactly."""
    d = shape[-1]
    shapes = {"w_gate": (d, HIDDEN), "w_up": (d, HIDDEN), "w_down": (HIDDEN, d)}
    params = {name: np.round(rng.normal(size=size) * 64) / 64 for name, size in shapes.items()}
    return np.round(rng.normal(size=shape) * 64) / 64, params


def module(subject: Subject, params: Params) -> Handle:
    """Return a module of the submission that holds these weights, transposed as nn.Linear keeps them."""
    handle: Handle = subject.call("SwiGLU", *params["w_gate"].shape, keep=True)
    shapes = [value.shape for _, value in subject.parameters(handle)]
    if shapes != [params[name].T.shape for name in NAMES]:
        fail(
            Text(
                en=f"parameters() yields the shapes {shapes}; expected three weights.",
                zh=f"parameters() 给出的形状是 {shapes}；应为三个权重。",
            ),
            code="parameters",
            hint=Text(en="Gate, up, down, in this order, without biases.", zh="依次为 gate、up、down，没有偏置。"),
        )
    subject.set_parameters(handle, [params[name].T for name in NAMES])
    return handle


def run(subject: Subject, x: np.ndarray, params: Params, precision: str = "float64") -> Any:
    """Return the submission's output."""
    if subject.framework == "torch":
        return subject.call("forward", x, on=module(subject, params), precision=precision)
    return subject.call("swiglu", x, params, precision=precision)


def expect(subject: Subject, x: np.ndarray, params: Params, hint: Text) -> None:
    """Compare the output in float64."""
    expect_close(run(subject, x, params), swiglu(x, params), rtol=EXACT, atol=EXACT, what=OUT, hint=hint)


def gradients(subject: Subject, x: np.ndarray, params: Params, d_out: np.ndarray) -> Params:
    """Return what the submission gives for each weight; in NumPy for x too."""
    if subject.framework == "jax":
        return subject.gradient("objective", params, x, d_out, precision="float64")
    if subject.framework == "torch":
        arrived = subject.vjp(module(subject, params), x, d_out, precision="float64")
        for (name, got), key in zip(arrived, NAMES, strict=True):
            if got is None:
                hint = Text(
                    en="Nothing on the way from the parameters to the output may cut the graph.",
                    zh="从参数到输出的途中不能切断计算图。",
                )
                fail(
                    Text(en=f"No gradient reaches {name}.", zh=f"没有梯度传到 {name}。"), code=f"none: {key}", hint=hint
                )
        return {key: got.T for key, (_, got) in zip(NAMES, arrived, strict=True)}
    d_x, d_params = pair(subject.call("swiglu_backward", x, params, d_out, precision="float64"))
    return {"x": d_x, **d_params}


def pair(got: Any) -> Any:
    """Return `got`, which must be an array and a dict of the three weights' gradients."""
    if not isinstance(got, list | tuple) or len(got) != 2 or not isinstance(got[1], dict) or set(got[1]) != set(NAMES):
        fail(
            Text(
                en="swiglu_backward must return d_x and a dict with the keys of params.",
                zh="swiglu_backward 必须返回 d_x 以及键与 params 相同的字典。",
            ),
            code="structure",
        )
    return got


def expect_gradients(subject: Subject, x: np.ndarray, params: Params, d_out: np.ndarray, hint: Text) -> None:
    """Compare every gradient that the submission gives with central differences."""
    for name, got in sorted(gradients(subject, x, params, d_out).items()):
        what = Text(en=f"the gradient of {name}", zh=f"{name} 的梯度")
        right = slopes(x, params, d_out, name)
        scale = float(np.abs(right).max(initial=1.0))
        expect_close(got, right, rtol=DIFFERENCE, atol=10 * DIFFERENCE * scale, what=what, hint=hint)


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """The output's shape; in PyTorch the parameters, in NumPy the gradients' structure and shapes."""
    x, params = draw(rng)
    expect_shape(run(subject, x, params), SHAPE, what=OUT)
    if subject.framework == "numpy":
        d_x, d_params = pair(subject.call("swiglu_backward", x, params, np.ones(SHAPE), precision="float64"))
        for name, got, array in [("d_x", d_x, x)] + [(name, d_params[name], params[name]) for name in NAMES]:
            expect_shape(got, array.shape, what=Text(en=name, zh=name))


@check(Text(en="values", zh="数值"))
def values(subject: Subject, rng: np.random.Generator) -> None:
    """Ordinary inputs."""
    hint = Text(
        en="(silu(x @ w_gate) * (x @ w_up)) @ w_down with silu(z) = z * sigmoid(z).",
        zh="(silu(x @ w_gate) * (x @ w_up)) @ w_down，其中 silu(z) = z * sigmoid(z)。",
    )
    x, params = draw(rng)
    expect(subject, x, params, hint)
    if subject.framework != "jax":
        expect_close(
            run(subject, x, params, "float32"), swiglu(x, params), rtol=SINGLE, atol=SINGLE, what=OUT, hint=hint
        )


@check(Text(en="a single row", zh="单独一行"))
def one_row(subject: Subject, rng: np.random.Generator) -> None:
    """No leading axis at all; other numbers of columns."""
    hint = Text(en="If three axes are right: x may be a vector.", zh="如果三个轴时没有问题：x 也可能是一个向量。")
    expect(subject, *draw(rng, (4,)), hint)


@check(Text(en="large inputs", zh="很大的输入"))
def large(subject: Subject, rng: np.random.Generator) -> None:
    """Gates of some +-1e4."""
    hint = Text(
        en="If ordinary inputs are right: exp overflows above 709, and inf / inf is nan.",
        zh="如果普通的输入没有问题：exp 在 709 以上会上溢，inf / inf 得 nan。",
    )
    x, params = draw(rng)
    expect(subject, x, {**params, "w_gate": 8000 * params["w_gate"]}, hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"), frameworks=("numpy", "jax"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """The caller's arrays after the calls."""
    x, params = draw(rng)
    calls: dict[str, list[Any]] = {"swiglu": [x, params]}
    if subject.framework == "numpy":
        calls["swiglu_backward"] = [x, params, rng.normal(size=SHAPE)]
    for name, args in calls.items():
        expect_unchanged(subject, name, *args)


@check(Text(en="gradient", zh="梯度"))
def gradient(subject: Subject, rng: np.random.Generator) -> None:
    """Of every weight, in NumPy also of x, against central differences."""
    hint = Text(
        en="If the output is right: both branches receive a gradient, each multiplied by the other branch.",
        zh="如果输出是对的：两个分支都会收到梯度，并各自乘以另一个分支。",
    )
    x, params = draw(rng)
    expect_gradients(subject, x, params, rng.normal(size=SHAPE), hint)


@check(Text(en="gradient at large inputs", zh="很大的输入处的梯度"))
def large_gradient(subject: Subject, rng: np.random.Generator) -> None:
    """Gates of some +-2000, where the sigmoid is flat: finite everywhere."""
    hint = Text(
        en="If ordinary gradients are right: a form of the sigmoid whose value survives may still have inf / inf in its slope.",
        zh="如果普通的梯度没有问题：数值没有问题的 sigmoid 写法，导数里仍可能有 inf / inf。",
    )
    x, params = draw(rng)
    params["w_gate"] = 2000 * (np.abs(params["w_gate"]) + 0.5) * np.array([1, -1, 1, -1, 1])
    expect_gradients(subject, np.abs(x) + 0.5, params, rng.normal(size=SHAPE), hint)


@check(Text(en="every call alike", zh="每次调用都一样"), match="failure", frameworks=("numpy", "torch"))
def every_call(subject: Subject, rng: np.random.Generator) -> None:
    """New values of one shape, again and again and in a new process."""
    hint = Text(
        en="If the checks above pass: does it remember something from one call to the next?",
        zh="如果上面的检查通过：它是否把什么从一次调用记到了下一次？",
    )
    subject.repeatedly(lambda worker: expect(worker, *draw(rng), hint), rng)


@check(Text(en="as a compiled program", zh="作为编译后的程序"), frameworks=("jax",))
def compiled(subject: Subject, rng: np.random.Generator) -> None:
    """Exported in float32 and run where the submission is not."""
    x, params = draw(rng)
    hint = Text(
        en="If plain calls are right: under jit nothing may depend on values in Python.",
        zh="如果直接调用没有问题：在 jit 之下，Python 中不能依赖数组的数值。",
    )
    expect_close(
        subject.exported("swiglu", x, params), swiglu(x, params), rtol=SINGLE, atol=SINGLE, what=OUT, hint=hint
    )
