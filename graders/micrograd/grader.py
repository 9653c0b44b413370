"""A scalar autograd engine, driven one operation at a time: values and gradients of every node.

The oracle replays an expression in complex numbers: the derivative with respect to a node is the imaginary part of the
result, over h, when i h is added to that node. No subtraction takes place, so h can be tiny and the result is exact.
"""

import cmath
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from kata.grading import Handle, Subject, Text, check, expect_close, expect_equal, expect_shape

H: Final = 1e-30
EXACT: Final = 1e-9
DEEP: Final = 3000

# What each operation computes of its inputs, of which a plain number comes last; the names are Python's own.
OPERATIONS: Final[dict[str, Callable[..., complex]]] = {
    "__add__": lambda a, b: a + b,
    "__radd__": lambda a, b: b + a,
    "__sub__": lambda a, b: a - b,
    "__rsub__": lambda a, b: b - a,
    "__mul__": lambda a, b: a * b,
    "__rmul__": lambda a, b: b * a,
    "__truediv__": lambda a, b: a / b,
    "__rtruediv__": lambda a, b: b / a,
    "__pow__": lambda a, n: a**n,
    "__neg__": lambda a: -a,
    "exp": cmath.exp,
    "log": cmath.log,
    "tanh": cmath.tanh,
    "relu": lambda a: a if a.real > 0 else 0 * a,
}
BETWEEN: Final = ("__add__", "__sub__", "__mul__", "__truediv__")
WITH_NUMBER: Final = (*BETWEEN, "__radd__", "__rsub__", "__rmul__", "__rtruediv__", "__pow__")
ALONE: Final = ("__neg__", "exp", "log", "tanh", "relu")


@dataclass(frozen=True)
class Step:
    """One operation: its name, the nodes it takes, and the plain number after them, if any."""

    name: str
    nodes: tuple[int, ...]
    number: float | None = None

    @property
    def spoken(self) -> str:
        """How the step is named in messages."""
        return f"{self.name} with a number" if self.number is not None else self.name


@dataclass(frozen=True)
class Expression:
    """Leaves, numbered from 0, and steps, each of which makes the next node."""

    leaves: tuple[float, ...]
    steps: tuple[Step, ...]

    def values(self, moved: int | None = None) -> list[complex]:
        """Return the value of every node, where i H is added to node number `moved`."""
        values: list[complex] = []
        for node in range(len(self.leaves) + len(self.steps)):
            if node < len(self.leaves):
                value = complex(self.leaves[node])
            else:
                step = self.steps[node - len(self.leaves)]
                numbers = () if step.number is None else (step.number,)
                value = OPERATIONS[step.name](*(values[i] for i in step.nodes), *numbers)
            values.append(value + 1j * H if node == moved else value)
        return values

    def slopes(self) -> list[float]:
        """Return the derivative of the last node with respect to every node."""
        return [self.values(node)[-1].imag / H for node in range(len(self.leaves) + len(self.steps))]


def build(subject: Subject, expression: Expression) -> list[Handle]:
    """Let the submission compute the expression; return its nodes."""
    nodes = [subject.call("Value", leaf, keep=True) for leaf in expression.leaves]
    for step in expression.steps:
        first, *others = (nodes[i] for i in step.nodes)
        numbers = () if step.number is None else (step.number,)
        nodes.append(subject.call(step.name, *others, *numbers, on=first, keep=True))
    return nodes


def read(subject: Subject, node: Handle, attribute: str) -> Any:
    """Return `data` or `grad` of a node."""
    return subject.call("__getattribute__", attribute, on=node)


def expect_values(subject: Subject, nodes: list[Handle], expression: Expression, hint: Text) -> None:
    """Expect `data` of every node."""
    for number, (node, value) in enumerate(zip(nodes, expression.values(), strict=True)):
        what = named(expression, number, "data")
        expect_close(read(subject, node, "data"), value.real, rtol=EXACT, atol=EXACT, what=what, hint=hint)


def expect_gradients(subject: Subject, nodes: list[Handle], expression: Expression, hint: Text) -> None:
    """Call `backward` on the last node and expect `grad` of every node."""
    subject.call("backward", on=nodes[-1])
    for number, (node, slope) in enumerate(zip(nodes, expression.slopes(), strict=True)):
        what = named(expression, number, "grad")
        expect_close(read(subject, node, "grad"), slope, rtol=EXACT, atol=EXACT, what=what, hint=hint)


def named(expression: Expression, node: int, attribute: str) -> Text:
    """Return what an attribute of a node is called."""
    if node < len(expression.leaves):
        return Text(en=f"{attribute} of leaf {node}", zh=f"叶子 {node} 的 {attribute}")
    step = expression.steps[node - len(expression.leaves)]
    return Text(
        en=f"{attribute} of node {node}, made by {step.spoken}", zh=f"节点 {node}（由 {step.name} 得到）的 {attribute}"
    )


def singles(rng: np.random.Generator) -> list[Expression]:
    """Return each operation alone, in random order: with two nodes, with a number, with one node."""
    a, b = float(rng.uniform(0.5, 2)), float(rng.uniform(0.5, 2))
    expressions = [Expression((a, -b), (Step(name, (0, 1)),)) for name in BETWEEN]
    numbers = {"__pow__": (3, -1, 0.5)}
    for name in WITH_NUMBER:
        expressions += [
            Expression((a,), (Step(name, (0,), n),)) for n in numbers.get(name, (float(rng.uniform(2, 3)),))
        ]
    expressions += [Expression((a,), (Step(name, (0,)),)) for name in ALONE]
    expressions.append(Expression((-a,), (Step("relu", (0,)),)))
    return [expressions[i] for i in rng.permutation(len(expressions))]


def within(name: str, values: list[complex], number: float | None) -> bool:
    """Whether an operation keeps a graph tame: away from poles and kinks, and of moderate size."""
    last = values[-1].real if number is None else number
    first = values[0].real
    if name in {"__truediv__", "log", "__pow__", "__rtruediv__"} and min(abs(last), abs(first)) < 0.3:
        return False
    if (
        (name in {"log", "__pow__"} and first < 0)
        or (name == "relu" and abs(first) < 0.05)
        or (name == "exp" and first > 2)
    ):
        return False
    arguments = values if number is None else [*values, complex(number)]
    return 0.05 < abs(OPERATIONS[name](*arguments)) < 20


def random_graph(rng: np.random.Generator) -> Expression:
    """Return three leaves and twelve steps: each takes the node before it, and many an earlier one as well."""
    leaves = tuple(float(rng.uniform(0.5, 2) * rng.choice([-1, 1])) for _ in range(3))
    graph = Expression(leaves, ())
    while len(graph.steps) < 12:
        last = len(graph.leaves) + len(graph.steps) - 1
        kind = rng.random()
        if kind < 0.6:
            step = Step(str(rng.choice(BETWEEN)), (last, int(rng.integers(last + 1))))
        elif kind < 0.8:
            step = Step(str(rng.choice(WITH_NUMBER)), (last,), float(rng.choice([-2, -0.5, 0.5, 2, 3])))
        else:
            step = Step(str(rng.choice(ALONE)), (last,))
        if within(step.name, [graph.values()[i] for i in step.nodes], step.number):
            graph = Expression(leaves, (*graph.steps, step))
    # The second step's result is used by all of the last three, so that it lies on several paths.
    for _ in range(3):
        graph = Expression(leaves, (*graph.steps, Step("__mul__" if rng.random() < 0.5 else "__add__", (last, 4))))
        last = len(graph.leaves) + len(graph.steps) - 1
    return graph


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """A Value has `data` and `grad`, and so has the result of an operation, which is a new one."""
    expression = Expression((float(rng.uniform(1, 2)), 3.0), (Step("__add__", (0, 1)),))
    hint = Text(
        en="data is the number, grad is 0.0 until backward is called.",
        zh="data 是这个数，grad 在调用 backward 之前是 0.0。",
    )
    for node, value in zip(build(subject, expression), expression.values(), strict=True):
        for attribute in ("data", "grad"):
            expect_shape(read(subject, node, attribute), (), what=Text(en=attribute, zh=attribute), hint=hint)
        expect_close(read(subject, node, "data"), value.real, rtol=EXACT, what=Text(en="data", zh="data"), hint=hint)
        expect_equal(float(read(subject, node, "grad")), 0.0, what=Text(en="grad", zh="grad"), hint=hint)


@check(Text(en="values of the operations", zh="各运算的值"))
def values(subject: Subject, rng: np.random.Generator) -> None:
    """Each operation alone; `__rsub__` is what Python calls for `number - value`."""
    hint = Text(
        en="Python calls __rsub__ for `number - value`, and __rtruediv__ for `number / value`: there the number comes first.",
        zh="对 `number - value`，Python 调用 __rsub__；对 `number / value`，调用 __rtruediv__：这时普通数在前面。",
    )
    for expression in singles(rng):
        expect_values(subject, build(subject, expression), expression, hint)


@check(Text(en="derivatives of the operations", zh="各运算的导数"))
def derivatives(subject: Subject, rng: np.random.Generator) -> None:
    """Each operation alone, times 3, so that the gradient that arrives at it is not 1."""
    hint = Text(
        en="The local derivative at the input's value, times the gradient that arrives: here that is 3.",
        zh="在输入值处的局部导数，乘以传来的梯度：这里传来的是 3。",
    )
    for single in singles(rng):
        times = Step("__mul__", (len(single.leaves),), 3.0)
        expression = Expression(single.leaves, (*single.steps, times))
        expect_gradients(subject, build(subject, expression), expression, hint)


@check(Text(en="a leaf used twice", zh="被使用两次的叶子"))
def used_twice(subject: Subject, rng: np.random.Generator) -> None:
    """Twice in one operation, and in two."""
    x, y = float(rng.uniform(1, 2)), float(rng.uniform(-2, -1))
    hint = Text(en="A gradient is the sum over all paths: add to it.", zh="梯度是所有路径之和：要累加。")
    square = Expression((x,), (Step("__mul__", (0, 0)),))
    branches = Expression((x, y), (Step("__mul__", (0, 1)), Step("exp", (0,)), Step("__add__", (2, 3))))
    for expression in (square, branches):
        expect_gradients(subject, build(subject, expression), expression, hint)


@check(Text(en="random graphs", zh="随机的图"))
def graphs(subject: Subject, rng: np.random.Generator) -> None:
    """Intermediate results on several paths; every node's value and gradient."""
    hint = Text(
        en="If small expressions are right: a node must wait until all who use it have passed their gradient on, and pass its own on once.",
        zh="如果小的表达式是对的：一个节点必须等所有使用它的节点都传来梯度之后，才把自己的梯度往下传，而且只传一次。",
    )
    for _ in range(3):
        graph = random_graph(rng)
        nodes = build(subject, graph)
        expect_values(subject, nodes, graph, hint)
        expect_gradients(subject, nodes, graph, hint)


@check(Text(en="backward again", zh="再次反向传播"))
def again(subject: Subject, rng: np.random.Generator) -> None:
    """From the same node, then from another one over the same leaves."""
    graph = random_graph(rng)
    nodes = build(subject, graph)
    subject.call("backward", on=nodes[-1])
    hint = Text(
        en="If the first call is right: every grad starts from 0 again, those of intermediate results too.",
        zh="如果第一次调用是对的：每个 grad 都要重新从 0 开始，中间结果的也一样。",
    )
    expect_gradients(subject, nodes, graph, hint)
    shorter = Expression(graph.leaves, graph.steps[:6])
    expect_gradients(subject, nodes[: len(graph.leaves) + 6], shorter, hint)


@check(Text(en="mean squared error", zh="均方误差"))
def loss(subject: Subject, rng: np.random.Generator) -> None:
    """Its value and its gradient in every prediction, one of which occurs twice."""
    numbers, targets = rng.normal(size=3), [float(t) for t in rng.normal(size=4)]
    handles = [subject.call("Value", float(number), keep=True) for number in numbers]
    order = [0, 1, 2, 0]
    hint = Text(
        en="The mean of (prediction - target) squared, all in Values.",
        zh="(prediction - target) 平方的均值，全部用 Value 计算。",
    )
    result = subject.call("mean_squared_error", [handles[i] for i in order], targets, keep=True)
    errors = numbers[order] - targets
    what = Text(en="data of mean_squared_error", zh="mean_squared_error 的 data")
    expect_close(read(subject, result, "data"), np.mean(errors**2), rtol=EXACT, what=what, hint=hint)
    subject.call("backward", on=result)
    for i, handle in enumerate(handles):
        slope = 2 * errors[np.equal(order, i)].sum() / 4
        what = Text(en=f"grad of prediction {i}", zh=f"预测值 {i} 的 grad")
        expect_close(read(subject, handle, "grad"), slope, rtol=EXACT, atol=EXACT, what=what, hint=hint)


@check(Text(en="every call alike", zh="每次调用都一样"), match="failure")
def every_call(subject: Subject, rng: np.random.Generator) -> None:
    """New leaves of one small graph, again and again and in a new process."""
    hint = Text(
        en="If the checks above pass: does it remember something from one call to the next?",
        zh="如果上面的检查通过：它是否把什么从一次调用记到了下一次？",
    )

    def once(worker: Subject) -> None:
        steps = (Step("__mul__", (0, 1)), Step("tanh", (2,)), Step("__add__", (3, 2)), Step("__rsub__", (4,), 2.0))
        expression = Expression((float(rng.normal()), float(rng.normal())), steps)
        nodes = build(worker, expression)
        expect_values(worker, nodes, expression, hint)
        expect_gradients(worker, nodes, expression, hint)

    subject.repeatedly(once, rng)


@check(Text(en="a deep graph", zh="很深的图"))
def deep(subject: Subject, rng: np.random.Generator) -> None:
    """A sum of 3000 terms: deeper than Python's recursion goes."""
    number, target = float(rng.normal()), float(rng.normal())
    handle = subject.call("Value", number, keep=True)
    result = subject.call("mean_squared_error", [handle] * DEEP, [target] * DEEP, keep=True)
    subject.call("backward", on=result)
    hint = Text(en="Keep a stack of your own instead of recursion.", zh="用自己的栈代替递归。")
    what = Text(en="grad of the prediction", zh="预测值的 grad")
    expect_close(read(subject, handle, "grad"), 2 * (number - target), rtol=1e-7, atol=EXACT, what=what, hint=hint)
