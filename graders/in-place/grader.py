"""Three functions: values in NumPy, gradients by central differences of those values, and the arguments afterwards."""

from collections.abc import Callable

import numpy as np

from kata.grading import (
    Given,
    Subject,
    Submitted,
    Text,
    central_differences,
    check,
    expect_close,
    expect_equal,
    expect_shape,
    fail,
)

Function = Callable[..., np.ndarray]


def leaky_scan(x: np.ndarray, decay: np.ndarray) -> np.ndarray:
    """Return h / (1 + exp(-h)), where h_t is the sum over s <= t of decay^(t-s) * x_s."""
    out = np.zeros_like(x)
    for t in range(x.shape[1]):
        for s in range(t + 1):
            out[:, t] += decay ** (t - s) * x[:, s]
    return out / (1 + np.exp(-out))


def gate(x: np.ndarray, w: np.ndarray) -> np.ndarray:
    """Return the logistic function of x @ w less its mean over each row."""
    p = (1 + np.tanh(np.einsum("bf,fg->bg", x, w) / 2)) / 2
    return p - np.mean(p, axis=1)[:, None]


def weights(x: np.ndarray) -> np.ndarray:
    """Return the softmax of each row."""
    return np.exp(x - np.logaddexp.reduce(x, axis=1)[:, None])


def problems(rng: np.random.Generator) -> dict[str, tuple[Function, tuple[np.ndarray, ...]]]:
    """Return each function's name, the grader's own, and arguments."""
    return {
        "leaky_scan": (leaky_scan, (rng.normal(size=(2, 5, 3)), rng.uniform(0.3, 0.9, size=3))),
        "gate": (gate, (rng.normal(size=(4, 3)), rng.normal(size=(3, 5)))),
        "weights": (weights, (rng.normal(size=(4, 3)),)),
    }


def expect_gradients(subject: Subject, name: str, rng: np.random.Generator, hint: Text) -> None:
    """Compare all gradients of one function."""
    function, args = problems(rng)[name]
    cotangent = rng.normal(size=function(*args).shape)
    got = subject.call(Given("gradients"), Submitted(name), cotangent, *args, precision="float64")
    if got is None or any(grad is None for grad in got):
        en, zh = f"{name} cuts an argument off from its result.", f"{name} 把某个参数与结果断开了。"
        fail(Text(en=en, zh=zh), code="no gradient", hint=hint)
    what = Text(en=f"the gradients of {name}", zh=f"{name} 的梯度")
    expected = central_differences(lambda moved: np.sum(cotangent * function(*moved)), args)
    expect_close(got, expected, rtol=1e-7, atol=1e-7, what=what, hint=hint)


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """The shapes."""
    for name, (function, args) in problems(rng).items():
        expect_shape(subject.call(name, *args), function(*args).shape, what=Text(en=name, zh=name))


@check(Text(en="values", zh="数值"))
def values(subject: Subject, rng: np.random.Generator) -> None:
    """Those of the functions in the statement; one step and one row, large numbers too."""
    drawn = [(name, *problem) for name, problem in problems(rng).items()]
    one_step = (rng.normal(size=(1, 1, 3)), rng.uniform(size=3))
    large = (np.array([[1e4, -1e4, 0.0]]),)
    for name, function, args in (*drawn, ("leaky_scan", leaky_scan, one_step), ("weights", weights, large)):
        expect_close(
            subject.call(name, *args, precision="float64"),
            function(*args),
            rtol=1e-9,
            atol=1e-9,
            what=Text(en=name, zh=name),
            hint=Text(
                en="The values of the functions in the statement are right; keep them.",
                zh="题目中各函数的数值是对的，请保持不变。",
            ),
        )


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """After each function."""
    for name, (_, args) in problems(rng).items():
        with subject.noted() as note:
            _, after = subject.call_watching(name, *args, precision="float64")
            note(after)
        what = Text(en=f"the arguments of {name} afterwards", zh=f"调用 {name} 之后的参数")
        hint = Text(en="Make new tensors.", zh="请生成新的张量。")
        expect_equal(list(after), list(args), what=what, hint=hint)


@check(Text(en="gradients of leaky_scan", zh="leaky_scan 的梯度"))
def scan_gradients(subject: Subject, rng: np.random.Generator) -> None:
    """For x and decay, through all steps."""
    hint = Text(
        en="h * sigmoid(h) keeps h for its gradient; h must be a new tensor at each step, in one chain.",
        zh="h * sigmoid(h) 会为求导保留 h；每一步的 h 都应是新的张量，并且连成一条链。",
    )
    expect_gradients(subject, "leaky_scan", rng, hint)


@check(Text(en="gradients of gate", zh="gate 的梯度"))
def gate_gradients(subject: Subject, rng: np.random.Generator) -> None:
    """For x and w, through the mean too."""
    hint = Text(
        en="The derivative of the sigmoid is computed from its saved result, p; p must stay.",
        zh="sigmoid 的导数由保存的结果 p 算出；p 不能被改动。",
    )
    expect_gradients(subject, "gate", rng, hint)


@check(Text(en="gradients of weights", zh="weights 的梯度"))
def weights_gradients(subject: Subject, rng: np.random.Generator) -> None:
    """Through the sum too."""
    hint = Text(
        en="The division must be recorded, numerator and sum; .data and detach record nothing.",
        zh="除法必须被记录，分子与总和都要；.data 和 detach 什么都不记录。",
    )
    expect_gradients(subject, "weights", rng, hint)
