"""Reverse mode over a graph of array operations: every operation alone, broadcasting, shared nodes.

The oracle computes the graph in complex numbers: the derivative with respect to an entry is the imaginary part of the
result, over h, when i h is added to that entry. No subtraction takes place, so h can be tiny and the result is exact.
"""

from collections.abc import Callable
from typing import Any, Final

import numpy as np

from kata.grading import Subject, Text, check, expect_close, expect_equal, expect_shape

Operation = tuple[str, list[int], Any]
Arrays = list[np.ndarray]
H: Final = 1e-30
EXACT: Final = 1e-9

FUNCTIONS: Final[dict[str, Callable[..., np.ndarray]]] = {
    "add": lambda x, _: x[0] + x[1],
    "sub": lambda x, _: x[0] - x[1],
    "mul": lambda x, _: x[0] * x[1],
    "div": lambda x, _: x[0] / x[1],
    "matmul": lambda x, _: np.einsum("...ij,...jk->...ik", x[0], x[1]),
    "exp": lambda x, _: np.exp(x[0]),
    "tanh": lambda x, _: np.tanh(x[0]),
    "relu": lambda x, _: x[0] * (np.real(x[0]) > 0),
    "sum": lambda x, axis: np.add.reduce(x[0], axis=axis),
    "mean": lambda x, axis: np.add.reduce(x[0], axis=axis) / x[0].shape[axis],
    "reshape": lambda x, shape: x[0].reshape(shape),
    "transpose": lambda x, axes: x[0].transpose(axes),
    "take": lambda x, rows: np.stack([x[0][row] for row in rows]),
}


def forward(graph: list[Operation], inputs: Arrays) -> Arrays:
    """Return the values of all nodes."""
    values = list(inputs)
    for name, nodes, argument in graph:
        values.append(np.asarray(FUNCTIONS[name]([values[i] for i in nodes], argument)))
    return values


def gradients(graph: list[Operation], inputs: Arrays, upstream: np.ndarray) -> Arrays:
    """Return the derivative of sum(upstream * last) with respect to every entry of every input, by complex steps."""
    results = []
    for number, array in enumerate(inputs):
        slope = np.empty(array.shape)
        for index in np.ndindex(array.shape):
            moved = [np.array(other, dtype=complex) for other in inputs]
            moved[number][index] += 1j * H
            slope[index] = (upstream * forward(graph, moved)[-1].imag).sum() / H
        results.append(slope)
    return results


def away_from_zero(rng: np.random.Generator, *shape: int) -> np.ndarray:
    """Return numbers of both signs, none closer to 0 than 0.3: no kink and no pole is near."""
    return np.asarray(rng.uniform(0.3, 1.5, shape) * np.where(rng.random(shape) < 0.5, -1, 1))


def expect_gradients(
    subject: Subject, rng: np.random.Generator, graph: list[Operation], inputs: Arrays, hint: Text
) -> None:
    """Expect the gradient of every input, for a random upstream."""
    upstream = rng.normal(size=forward(graph, inputs)[-1].shape)
    got = subject.call("gradients", graph, inputs, upstream, precision="float64")
    names = " → ".join(dict.fromkeys(name for name, _, _ in graph))
    what = Text(en=f"the gradients of {names}, input by input", zh=f"{names} 对各个输入的梯度")
    expect_close(got, gradients(graph, inputs, upstream), rtol=EXACT, atol=EXACT, what=what, hint=hint)


def alone(rng: np.random.Generator) -> list[tuple[list[Operation], Arrays]]:
    """Return every operation by itself, without broadcasting."""

    def x(*shape: int) -> np.ndarray:
        return away_from_zero(rng, *shape)

    cases: list[tuple[list[Operation], Arrays]] = [
        ([(name, [0, 1], None)], [x(3, 2), x(3, 2)]) for name in ("add", "sub", "mul", "div")
    ]
    cases += [([("matmul", [0, 1], None)], [x(3, 2), x(2, 4)])]
    cases += [([(name, [0], None)], [x(3, 2)]) for name in ("exp", "tanh", "relu")]
    cases += [([(name, [0], axis)], [x(2, 3, 4)]) for name in ("sum", "mean") for axis in (0, 1, -1)]
    cases += [([("reshape", [0], [3, 4])], [x(2, 6)]), ([("transpose", [0], [2, 0, 1])], [x(2, 3, 4)])]
    cases += [([("take", [0], [3, 0, 3, 3])], [x(4, 2)])]
    return cases


def stretched(rng: np.random.Generator) -> list[tuple[list[Operation], Arrays]]:
    """Return operations between arrays of different shapes."""

    def x(*shape: int) -> np.ndarray:
        return away_from_zero(rng, *shape)

    cases: list[tuple[list[Operation], Arrays]] = []
    for name in ("add", "sub", "mul", "div"):
        for left, right in (((3, 4), (4,)), ((2, 1, 4), (3, 1)), ((), (2, 3)), ((3, 1), (1, 1))):
            cases.append(([(name, [0, 1], None)], [x(*left), x(*right)]))
    for left, right in (((2, 3, 4), (4, 2)), ((2, 1, 3, 4), (5, 4, 2)), ((1, 3, 2), (4, 2, 3))):
        cases.append(([("matmul", [0, 1], None)], [x(*left), x(*right)]))
    return cases


def network(rng: np.random.Generator) -> tuple[list[Operation], Arrays]:
    """Return a tanh network of embeddings with the mean of its squared errors; one input is used nowhere."""
    table, w, b, v = rng.normal(size=(5, 3)), rng.normal(size=(3, 4)), rng.normal(size=4), rng.normal(size=(4, 1))
    targets, unused = rng.normal(size=(6, 1)), rng.normal(size=(2, 2))
    graph: list[Operation] = [
        ("take", [0], [1, 4, 1, 0, 3, 1]),  # node 6, (6, 3)
        ("matmul", [6, 1], None),
        ("add", [7, 2], None),
        ("tanh", [8], None),  # node 9, (6, 4)
        ("matmul", [9, 3], None),
        ("sub", [10, 4], None),
        ("mul", [11, 11], None),
        ("mean", [12], 0),
    ]
    return graph, [table, w, b, v, targets, unused]


def normalised(rng: np.random.Generator) -> tuple[list[Operation], Arrays]:
    """Return a normalisation by the variance, with gain and bias: x - mean is used four times."""
    graph: list[Operation] = [
        ("mean", [0], 1),  # node 3, (4,)
        ("reshape", [3], [4, 1]),
        ("sub", [0, 4], None),  # node 5, (4, 3)
        ("mul", [5, 5], None),
        ("mean", [6], -1),  # node 7, (4,)
        ("reshape", [7], [4, 1]),
        ("div", [5, 8], None),
        ("mul", [9, 1], None),
        ("add", [10, 2], None),  # node 11, (4, 3)
        ("add", [11, 5], None),
    ]
    return graph, [rng.normal(size=(4, 3)), rng.normal(size=3), rng.normal(size=3)]


def attention(rng: np.random.Generator) -> tuple[list[Operation], Arrays]:
    """Return attention of two heads without a scale: one array is query, key and value."""
    graph: list[Operation] = [
        ("reshape", [0], [3, 2, 2]),  # node 1: steps, heads, features
        ("transpose", [1], [1, 0, 2]),  # node 2: heads, steps, features
        ("transpose", [1], [1, 2, 0]),  # node 3: heads, features, steps
        ("matmul", [2, 3], None),
        ("exp", [4], None),  # node 5, (2, 3, 3)
        ("sum", [5], 2),
        ("reshape", [6], [2, 3, 1]),
        ("div", [5, 7], None),
        ("matmul", [8, 2], None),
        ("relu", [9], None),
        ("add", [10, 9], None),
    ]
    return graph, [away_from_zero(rng, 3, 4)]


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """The values of all nodes, and a gradient of its shape for each input."""
    inputs = [away_from_zero(rng, 3, 2), away_from_zero(rng, 2, 4)]
    graph: list[Operation] = [("matmul", [0, 1], None), ("exp", [2], None)]
    got = subject.call("forward", graph, inputs, precision="float64")
    shapes = [(3, 2), (2, 4), (3, 4), (3, 4)]
    expect_list(got, shapes, Text(en="forward", zh="forward"))
    got = subject.call("gradients", graph, inputs, np.ones((3, 4)), precision="float64")
    expect_list(got, shapes[:2], Text(en="gradients", zh="gradients"))


def expect_list(got: Any, shapes: list[tuple[int, ...]], what: Text) -> None:
    """Expect a list or tuple of arrays of these shapes."""
    items = list(got) if isinstance(got, list | tuple) else got
    hint = Text(
        en="forward lists all nodes, gradients the inputs alone.", zh="forward 列出所有节点，gradients 只列出输入。"
    )
    expect_equal(
        len(items) if isinstance(items, list) else 0,
        len(shapes),
        what=Text(en=f"the length of what {what.en} returns", zh=f"{what.zh} 返回的长度"),
        hint=hint,
    )
    for item, shape in zip(items, shapes, strict=True):
        expect_shape(item, shape, what=what, hint=hint)


@check(Text(en="forward values", zh="前向计算的数值"))
def forward_values(subject: Subject, rng: np.random.Generator) -> None:
    """Every operation alone, and three graphs."""
    hint = Text(en="The table says what each operation makes of its inputs.", zh="表格说明了每个运算如何处理它的输入。")
    for graph, inputs in [*alone(rng), network(rng), normalised(rng), attention(rng)]:
        got = subject.call("forward", graph, inputs, precision="float64")
        what = Text(en=f"the values, up to {graph[-1][0]}", zh=f"直到 {graph[-1][0]} 的各个值")
        expect_close(got, forward(graph, inputs), rtol=EXACT, atol=EXACT, what=what, hint=hint)


@check(Text(en="gradients of the operations", zh="各运算的梯度"))
def operations(subject: Subject, rng: np.random.Generator) -> None:
    """Every operation alone, where no shape is stretched."""
    hint = Text(
        en="A gradient has the shape of its input; the upstream array goes through the local derivative to get there.",
        zh="梯度与输入同形状；上游的数组经过局部导数变成它。",
    )
    for graph, inputs in alone(rng):
        expect_gradients(subject, rng, graph, inputs, hint)


@check(Text(en="unbroadcast", zh="逆广播"))
def summed(subject: Subject, rng: np.random.Generator) -> None:
    """Axes that were put in front, axes that were stretched, both, and none."""
    hint = Text(
        en="Sum away the axes in front; sum those of length 1 with keepdims; the result has exactly the shape asked for.",
        zh="前面多出的轴求和后去掉；长度为 1 的轴求和并保留（keepdims）；结果恰好是所要的形状。",
    )
    for big, small in (((3, 4), (4,)), ((3, 4), (3, 1)), ((2, 3, 4), (3, 1)), ((2, 3), ()), ((3, 1), (3, 1))):
        array = rng.normal(size=big)
        expected = np.zeros(small)
        for index in np.ndindex(big):
            place = index[len(big) - len(small) :]
            expected[tuple(i if size > 1 else 0 for i, size in zip(place, small, strict=True))] += array[index]
        got = subject.call("unbroadcast", array, list(small), precision="float64")
        what = Text(en=f"unbroadcast of {big} to {small}", zh=f"unbroadcast 把 {big} 变为 {small}")
        expect_close(got, expected, rtol=EXACT, atol=EXACT, what=what, hint=hint)


@check(Text(en="broadcasting", zh="广播"))
def broadcasting(subject: Subject, rng: np.random.Generator) -> None:
    """Operations between arrays of different shapes, batches of matrices among them."""
    hint = Text(
        en="If unbroadcast is right: each input's gradient goes through it. A batch of matrices is transposed in its last two axes.",
        zh="如果 unbroadcast 是对的：每个输入的梯度都要经过它。一批矩阵转置的是最后两个轴。",
    )
    for graph, inputs in stretched(rng):
        expect_gradients(subject, rng, graph, inputs, hint)


@check(Text(en="shared nodes", zh="共享的节点"))
def shared(subject: Subject, rng: np.random.Generator) -> None:
    """A node used twice by one operation, and by two; an addition whose inputs both go on."""
    hint = Text(
        en="A gradient is the sum over all uses. Add to a copy: an array that two nodes share must not be changed in place.",
        zh="梯度是所有用途之和。要加在副本上：两个节点共有的数组不能就地修改。",
    )
    x, y = away_from_zero(rng, 3, 2), away_from_zero(rng, 3, 2)
    expect_gradients(subject, rng, [("mul", [0, 0], None)], [x], hint)
    graph: list[Operation] = [("exp", [0], None), ("tanh", [1], None), ("add", [2, 3], None), ("mul", [2, 4], None)]
    expect_gradients(subject, rng, graph, [x, y], hint)
    graph = [
        ("mul", [0, 1], None),
        ("tanh", [0], None),
        ("add", [2, 3], None),
        ("add", [4, 0], None),
        ("add", [5, 1], None),
    ]
    expect_gradients(subject, rng, graph, [x, y], hint)


@check(Text(en="whole graphs", zh="完整的图"))
def graphs(subject: Subject, rng: np.random.Generator) -> None:
    """A network, a normalisation, attention; an input without influence has a gradient of zeros."""
    hint = Text(
        en="If the parts are right: from the last node to the first, each once; zeros for an input that is used nowhere.",
        zh="如果各部分都对：从最后一个节点到第一个，每个一次；没有被使用的输入梯度为零。",
    )
    for make in (network, normalised, attention):
        expect_gradients(subject, rng, *make(rng), hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """Inputs and upstream after the backward pass."""
    x, upstream = away_from_zero(rng, 3, 2), rng.normal(size=(3, 2))
    args = [[("add", [0, 0], None), ("exp", [1], None)], [x], upstream]
    _, after = subject.call_watching("gradients", *args, precision="float64")
    hint = Text(
        en="upstream is the caller's: a gradient that starts as it must not be changed in place.",
        zh="upstream 属于调用者：以它为起点的梯度不能就地修改。",
    )
    what = Text(en="the arguments after gradients", zh="调用 gradients 之后传入的数据")
    expect_equal(list(after)[1:], args[1:], what=what, hint=hint)


@check(Text(en="every call alike", zh="每次调用都一样"), match="failure")
def every_call(subject: Subject, rng: np.random.Generator) -> None:
    """New values of one graph, again and again and in a new process."""
    hint = Text(
        en="If the checks above pass: does it remember something from one call to the next?",
        zh="如果上面的检查通过：它是否把什么从一次调用记到了下一次？",
    )
    subject.repeatedly(lambda worker: expect_gradients(worker, rng, *normalised(rng), hint), rng)
