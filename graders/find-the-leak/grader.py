"""A training that leaks: its values against a replay, twice over, and what it keeps alive.

The replay's gradient is a central difference; its averages are weighted sums, without the recurrence. In PyTorch the
worker counts what autograd holds at the worst moment; in JAX it looks for tracers that outlive their trace.
"""

from typing import Any

import numpy as np

from kata.grading import (
    Given,
    Subject,
    Submitted,
    Text,
    central_differences,
    check,
    expect_close,
    expect_unchanged,
    fail,
)

DIFFERENCE = 1e-7
FEATURES, ROWS, STEPS = 3, 4, 5
FEW, MANY = 4, 16  # steps, between which nothing may grow
LR, BETA = 0.3, 0.8
Params = dict[str, np.ndarray]
Batch = tuple[np.ndarray, np.ndarray]
Problem = tuple[Params, list[Batch], Batch]


# The oracle.


def loss(params: Params, batch: Batch) -> float:
    """Return the mean squared error, row by row."""
    errors = [np.tanh(np.dot(row, params["w"])) + params["b"] - target for row, target in zip(*batch, strict=True)]
    return float(np.average(np.square(errors)))


def stepped(params: Params, batch: Batch) -> Params:
    """Return the params after one step."""
    slopes = central_differences(lambda moved: loss(moved, batch), params)
    return {name: np.asarray(value - LR * slopes[name]) for name, value in params.items()}


def replay(problem: Problem) -> tuple[Params, np.ndarray]:
    """Return the params after all steps, and the averages."""
    params, batches, held_out = problem
    watched: list[float] = []
    averages = []
    for batch in batches:
        params = stepped(params, batch)
        watched.append(loss(params, held_out))
        ages = range(len(watched) - 1, -1, -1)
        averages.append((1 - BETA) * sum(BETA**age * value for age, value in zip(ages, watched, strict=True)))
    return params, np.array(averages)


def draw(rng: np.random.Generator, steps: int = STEPS) -> Problem:
    """Return params, batches, and held-out data."""
    params = {"w": rng.normal(size=FEATURES), "b": rng.normal(size=())}
    batches = [(rng.normal(size=(ROWS, FEATURES)), rng.normal(size=ROWS)) for _ in range(steps)]
    return params, batches, (rng.normal(size=(ROWS, FEATURES)), rng.normal(size=ROWS))


def train(subject: Subject, problem: Problem) -> tuple[Any, Any]:
    """Return the submission's params and averages."""
    got = subject.call("train", *problem, LR, BETA, precision="float64")
    if not isinstance(got, list | tuple) or len(got) != 2 or not isinstance(got[0], dict):
        en, zh = (
            "train must return (params, averages), the first a dict.",
            "train 必须返回 (params, averages)，第一个是字典。",
        )
        fail(Text(en=en, zh=zh), code="structure")
    return got[0], got[1]


# The checks.


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """Params as they came in, and a number for each step; Python floats in PyTorch."""
    problem = draw(rng)
    params, averages = train(subject, problem)
    # Any values: the structure and the shapes alone.
    expect_close(params, problem[0], rtol=0, atol=np.inf, what=Text(en="params", zh="params"))
    if np.shape(averages) != (STEPS,):
        en, zh = "averages must hold one number for each step.", "averages 中每一步应有一个数。"
        fail(Text(en=en, zh=zh), code=f"averages {np.shape(averages)}")
    if subject.framework == "torch" and not all(isinstance(value, float) for value in averages):
        en, zh = "averages must hold Python floats.", "averages 中应是 Python 浮点数。"
        fail(Text(en=en, zh=zh), code="not floats")


@check(Text(en="params after training", zh="训练后的参数"))
def parameters(subject: Subject, rng: np.random.Generator) -> None:
    """Plain gradient descent, one step for each batch."""
    problem = draw(rng)
    got, _ = train(subject, problem)
    hint = Text(
        en="The steps of the starter are right: p - lr * gradient of the batch's loss. Leave them as they are.",
        zh="起始代码的更新是对的：p - lr * 该批量损失的梯度。请保持不变。",
    )
    expect_close(got, replay(problem)[0], rtol=1e-6, atol=1e-6, what=Text(en="params", zh="params"), hint=hint)


@check(Text(en="averages", zh="平均值"))
def the_averages(subject: Subject, rng: np.random.Generator) -> None:
    """Of the held-out loss after each step; in each of two trainings from zero."""
    hint = Text(
        en="beta * average + (1 - beta) * held-out loss, with the params after the step; 0 before every training.",
        zh="beta * average + (1 - beta) * 留出数据的损失，用这一步之后的参数；每次训练之前都是 0。",
    )
    for number in (1, 2):
        problem = draw(rng)
        _, averages = train(subject, problem)
        got = np.array([float(value) for value in averages])
        what = Text(en=f"averages of training {number}", zh=f"第 {number} 次训练的 averages")
        expect_close(got, replay(problem)[1], rtol=1e-6, atol=DIFFERENCE, what=what, hint=hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"), frameworks=("torch",))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """The caller's params and batches."""
    hint = Text(en="Train a copy.", zh="请训练副本。")
    expect_unchanged(subject, "train", *draw(rng), LR, BETA, hint=hint)


@check(Text(en="memory does not grow", zh="内存不增长"), frameworks=("torch",))
def memory(subject: Subject, rng: np.random.Generator) -> None:
    """Tensors that autograd holds at the worst moment, and nodes of graphs, which are small and add up too."""
    hint = Text(
        en="Who still points to the graph of an old loss? Whatever is computed from a tensor with a graph has one too.",
        zh="谁还指着旧损失的计算图？由带计算图的张量算出的一切也带着计算图。",
    )
    words = {
        "most_saved": ("tensors that autograd holds at once", "autograd 同时持有的张量数"),
        "most_nodes": ("nodes of graphs alive at once", "同时存活的计算图节点数"),
    }
    for name, (en, zh) in words.items():
        counts = [
            subject.call(Given(name), Submitted("train"), *draw(rng, steps), LR, BETA, precision="float64")
            for steps in (FEW, MANY)
        ]
        if counts[1] > counts[0]:
            fail(
                Text(
                    en=f"In {FEW} steps there are {counts[0]} {en}, in {MANY} steps {counts[1]}.",
                    zh=f"{zh}：{FEW} 步时为 {counts[0]}，{MANY} 步时为 {counts[1]}。",
                ),
                code=name,
                hint=hint,
            )


@check(Text(en="no tracer escapes", zh="没有 tracer 逃逸"), frameworks=("jax",))
def no_tracer(subject: Subject, rng: np.random.Generator) -> None:
    """Nor one that nobody looks at."""
    count = subject.call(Given("leaked"), Submitted("train"), *draw(rng), LR, BETA, precision="float64")
    if count:
        fail(
            Text(en="A tracer outlives the trace that made it.", zh="有 tracer 在它的追踪结束后仍然存活。"),
            code="leak",
            hint=Text(
                en="A compiled function must not store anything outside: no global, no list, no attribute.",
                zh="编译的函数不能把任何东西存到外面：全局变量、列表、属性都不行。",
            ),
        )


@check(Text(en="compiled once", zh="只编译一次"), frameworks=("jax",))
def compiled_once(subject: Subject, rng: np.random.Generator) -> None:
    """A second training runs no loss in Python, whatever it is called, and compiles nothing."""
    problem = draw(rng)
    facts = subject.observe("traces", "train", *problem, LR, BETA, precision="float64")
    runs = sum(count for name, count in facts["again"].items() if "loss" in name)
    runs = runs or subject.call(Given("runs_again"), Submitted("train"), *problem, LR, BETA, precision="float64")
    with subject.noted() as note:
        note([runs > 0, facts["compilations"] > 0])
    if runs or facts["compilations"]:
        fail(
            Text(
                en=f"A second training of the same shapes runs the loss {runs} times in Python and compiles "
                f"{facts['compilations']} programs.",
                zh=f"形状相同的第二次训练在 Python 中执行了 {runs} 次损失，编译了 {facts['compilations']} 个程序。",
            ),
            code="retraced",
            hint=Text(
                en="Keep the step compiled, and compile it outside of the loop.",
                zh="step 仍要编译，而且要在循环之外编译。",
            ),
        )
