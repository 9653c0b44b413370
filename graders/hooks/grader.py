"""Statistics by hooks: values against a forward pass in NumPy, and what is left in the model afterwards."""

from typing import Any

import numpy as np

from kata.grading import Given, Subject, Submitted, Text, central_differences, check, expect_close, expect_equal, fail

F = Submitted("layer_statistics")
SHAPES = ((5, 3), (5,), (5, 5), (5,), (5, 5), (5,), (2, 5), (2,))  # first, mix, unused, last
Weights = list[np.ndarray]


def problem(rng: np.random.Generator, rows: int = 4) -> tuple[Weights, np.ndarray]:
    """Return weights for given.py's Net, and x: (rows, 3)."""
    return [rng.normal(size=shape) for shape in SHAPES], rng.normal(size=(rows, 3))


def spread(values: np.ndarray) -> tuple[float, float]:
    """Return the mean of all numbers, and the root of their mean squared distance from it."""
    mean = float(values.sum() / values.size)
    return mean, float(np.sqrt(np.sum((values - mean) ** 2) / values.size))


def run(weights: Weights, x: np.ndarray) -> tuple[np.ndarray, dict[str, list[Any]]]:
    """Return the output, and the statistics of each call."""
    w1, b1, w2, b2, _, _, w3, b3 = weights
    first = np.einsum("bi,oi->bo", x, w1) + b1
    act = np.tanh(first)
    mix = np.einsum("bi,oi->bo", act, w2) + b2
    again = np.tanh(mix)
    output = np.einsum("bi,oi->bo", act + again, w3) + b3
    outputs = {"first": [first], "body.act": [act, again], "body.mix": [mix], "last": [output]}
    return output, {name: [spread(value) for value in calls] for name, calls in outputs.items()}


def measured(subject: Subject, weights: Weights, x: np.ndarray) -> Any:
    """Return the pair that the submission returns for a Net."""
    net = subject.call(Given("loaded"), weights, precision="float64", keep=True)
    got = subject.call("layer_statistics", net, x, precision="float64")
    if not isinstance(got, list | tuple) or len(got) != 2 or not isinstance(got[1], dict):
        fail(
            Text(
                en="layer_statistics must return (output, statistics), the latter a dict.",
                zh="layer_statistics 必须返回 (output, statistics)，后者是字典。",
            ),
            code="structure",
        )
    return got


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """Which modules are watched."""
    weights, x = problem(rng)
    _, statistics = measured(subject, weights, x)
    expect_equal(
        sorted(map(str, statistics)),
        ["body.act", "body.mix", "first", "last"],
        what=Text(en="the names in the statistics", zh="统计中的名字"),
        hint=Text(
            en="Every leaf that ran, with its full name: named_modules() goes to every depth, named_children() does not.",
            zh="每个运行过的叶子，用完整的名字：named_modules() 会到达各个深度，named_children() 不会。",
        ),
    )


@check(Text(en="statistics", zh="统计量"))
def statistics_values(subject: Subject, rng: np.random.Generator) -> None:
    """One pair a call; a batch of one too; then where the next module overwrites the output in place."""
    hint = Text(
        en="One (mean, standard deviation) for each call, over all numbers of the output, dividing by n.",
        zh="每次调用对应一个（均值, 标准差），对输出的所有数计算，除以 n。",
    )
    for rows in (4, 1):
        weights, x = problem(rng, rows)
        _, statistics = measured(subject, weights, x)
        what = Text(en="statistics", zh="statistics")
        expect_close(statistics, run(weights, x)[1], rtol=1e-9, atol=1e-12, what=what, hint=hint)
    weights, x = problem(rng)
    first = np.einsum("bi,oi->bo", x, weights[0]) + weights[1]
    got = subject.call(Given("before_in_place"), F, *weights[:2], x, precision="float64")
    expect_close(
        got,
        {"0": [spread(first)], "1": [spread(np.maximum(first, 0))]},
        rtol=1e-9,
        atol=1e-12,
        what=Text(
            en="statistics of Sequential(Linear, ReLU(inplace=True))",
            zh="Sequential(Linear, ReLU(inplace=True)) 的 statistics",
        ),
        hint=Text(
            en="A later module may overwrite the output: measure it in the hook, when the module gives it out.",
            zh="后面的模块可能改写这个输出：请在钩子里、模块给出输出时就测量。",
        ),
    )


@check(Text(en="Python floats", zh="Python 浮点数"))
def python_floats(subject: Subject, rng: np.random.Generator) -> None:
    """No tensors, hence no graph."""
    expect_equal(
        subject.call(Given("kinds"), F, *problem(rng)),
        ["float"],
        what=Text(en="the types in the statistics", zh="统计量的类型"),
        hint=Text(
            en="A tensor keeps the graph of the whole forward pass alive; .item() does not.",
            zh="张量会让整个前向传播的计算图一直存活；.item() 不会。",
        ),
    )


@check(Text(en="the output and its graph", zh="输出及其计算图"))
def output_and_graph(subject: Subject, rng: np.random.Generator) -> None:
    """Values, and the gradients that come through."""
    weights, x = problem(rng)
    hint = Text(
        en="Return what model(x) returned, recorded as ever; only the statistics are detached.",
        zh="返回 model(x) 的返回值，照常记录计算图；只有统计量需要 detach。",
    )
    got, _ = measured(subject, weights, x)
    expect_close(got, run(weights, x)[0], rtol=1e-9, atol=1e-12, what=Text(en="output", zh="output"), hint=hint)
    cotangent = rng.normal(size=(4, 2))
    grads = subject.call(Given("gradients"), F, weights, x, cotangent, precision="float64")
    if grads is None or any(grad is None for grad in grads):
        fail(Text(en="No gradient comes through the output.", zh="输出传不回梯度。"), code="no graph", hint=hint)
    slopes = central_differences(lambda first: np.sum(cotangent * run([first, *weights[1:]], x)[0]), weights[0])
    what = Text(en="the gradients through the output", zh="经由输出的梯度")
    expect_close(grads, (slopes, cotangent.sum(0)), rtol=1e-6, atol=1e-6, what=what, hint=hint)


@check(Text(en="the model stays as it was", zh="模型保持原样"))
def model_unchanged(subject: Subject, rng: np.random.Generator) -> None:
    """One hook of the grader's stays, none is added; modes and parameters are the same; one run."""
    weights, x = problem(rng)
    expect_close(
        subject.call(Given("leaves_behind"), F, weights, x, precision="float64"),
        {"hooks": 1, "ours": 2, "modes": np.array([True, True, False]), "runs": 1, "parameters": weights},
        rtol=0,
        what=Text(en="the model afterwards", zh="之后的模型"),
        hint=Text(
            en="1 hook was there before and must stay; model(x) runs once; train() and eval() are not yours to call.",
            zh="原来有 1 个钩子，必须保留；model(x) 只运行一次；不要调用 train() 和 eval()。",
        ),
    )


@check(Text(en="a model that raises", zh="抛出异常的模型"))
def model_raises(subject: Subject, rng: np.random.Generator) -> None:
    """The exception comes out, and no hook is left."""
    expect_equal(
        subject.call(Given("after_an_exception"), F, rng.normal(size=(2, 3))),
        [1, 0],
        what=Text(en="(the exception came out, hooks left)", zh="（异常是否传出, 剩下的钩子数）"),
        hint=Text(en="Remove the hooks in finally.", zh="请在 finally 中移除钩子。"),
    )
