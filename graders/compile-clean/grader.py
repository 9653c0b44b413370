"""One graph: outputs, gradients and buffers of the old program in NumPy; then how often the new one is compiled."""

from typing import Any, Literal

import numpy as np

from kata.grading import (
    Given,
    Handle,
    Subject,
    Text,
    central_differences,
    check,
    expect_close,
    expect_dtype,
    expect_equal,
    expect_shape,
    fail,
)

Precision = Literal["float32", "float64"]
WIDTH = 3
OUT = Text(en="the output", zh="输出")


class Program:
    """The old program, row by row."""

    def __init__(self, rng: np.random.Generator, limit: float) -> None:
        """Draw weights."""
        self.weight, self.bias, self.limit = rng.normal(size=(WIDTH, WIDTH)), rng.normal(size=WIDTH), limit
        self.norms, self.calls, self.clipped = np.zeros(4), 0, 0

    def output(self, weight: np.ndarray, bias: np.ndarray, x: np.ndarray, lengths: np.ndarray) -> tuple[Any, float]:
        """Return the clipped means, and the norm before clipping."""
        pooled = np.zeros((len(x), WIDTH))
        for i, n in enumerate(lengths):
            for t in range(n):
                pooled[i] += (weight @ x[i, t] + bias) / n
        norm = float(np.sqrt(np.sum(pooled**2)))
        return (pooled * (self.limit / norm) if norm > self.limit else pooled), norm

    def __call__(self, x: np.ndarray, lengths: np.ndarray) -> np.ndarray:
        """Return the output, and remember."""
        result, norm = self.output(self.weight, self.bias, x, lengths)
        self.norms[self.calls % 4] = norm
        self.calls += 1
        self.clipped += norm > self.limit
        return np.asarray(result)

    def slopes(self, x: np.ndarray, lengths: np.ndarray, cotangent: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the central differences of sum(cotangent * output) for the weight and the bias."""
        return central_differences(
            lambda moved: np.sum(cotangent * self.output(*moved, x, lengths)[0]), (self.weight, self.bias)
        )


def batch(rng: np.random.Generator, rows: int = 5, time: int = 7, scale: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    """Return x: (rows, time, 3), and lengths of which one is 0 and one is all of the time."""
    lengths = rng.integers(1, time, size=rows)
    first, second = rng.permutation(rows)[:2]
    lengths[first], lengths[second] = 0, time
    return rng.normal(0.5, scale, size=(rows, time, WIDTH)), lengths


def pair(
    subject: Subject, rng: np.random.Generator, limit: float, precision: Precision = "float64"
) -> tuple[Handle, Program]:
    """Return the submission's module and the old program, with the same weights."""
    program = Program(rng, limit)
    module: Handle = subject.call("Pool", WIDTH, limit, precision=precision, keep=True)
    subject.set_parameters(module, [program.weight, program.bias])
    return module, program


def state(subject: Subject, module: Handle) -> dict[str, np.ndarray]:
    """Return the buffers by name."""
    return dict(subject.buffers(module))


def expect_state(subject: Subject, module: Handle, program: Program, hint: Text) -> None:
    """Compare the buffers with what the old program remembers."""
    expected = {"norms": program.norms, "calls": np.array(program.calls), "clipped": np.array(program.clipped)}
    what = Text(en=f"the buffers after {program.calls} calls", zh=f"{program.calls} 次调用之后的缓冲区")
    expect_close(state(subject, module), expected, rtol=1e-9, atol=1e-12, what=what, hint=hint)


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """Parameters, buffers and the shape of the output."""
    module: Handle = subject.call("Pool", WIDTH, 1.0, keep=True)
    expect_equal(
        {name: list(value.shape) for name, value in subject.parameters(module)},
        {"linear.weight": [WIDTH, WIDTH], "linear.bias": [WIDTH]},
        what=Text(en="the parameters", zh="参数"),
    )
    buffers = state(subject, module)
    expect_equal(
        {name: list(value.shape) for name, value in buffers.items()},
        {"norms": [4], "calls": [], "clipped": []},
        what=Text(en="the buffers and their shapes", zh="缓冲区及其形状"),
        hint=Text(en="self.register_buffer(name, tensor).", zh="self.register_buffer(name, tensor)。"),
    )
    for name, dtype in (("norms", "float32"), ("calls", "int64"), ("clipped", "int64")):
        expect_dtype(buffers[name], dtype, what=Text(en=name, zh=name))
    expect_shape(subject.call("forward", *batch(rng), on=module), (5, WIDTH), what=OUT)


@check(Text(en="values", zh="数值"))
def values(subject: Subject, rng: np.random.Generator) -> None:
    """Below the limit and above it, without empty rows; float64 and float32."""
    hint = Text(
        en="The mean of the first n steps of a row, n its length; one norm over the whole result decides.",
        zh="一行前 n 步的均值，n 是该行的长度；由整个结果的一个范数来决定。",
    )
    cases: tuple[tuple[Precision, float], ...] = (("float64", 1e-9), ("float32", 1e-4))
    for precision, rtol in cases:
        for limit in (1e3, 0.7):
            module, program = pair(subject, rng, limit, precision)
            x, lengths = batch(rng)
            lengths = np.maximum(lengths, 1)
            got = subject.call("forward", x, lengths, on=module, precision=precision)
            expect_close(got, program(x, lengths), rtol=rtol, atol=rtol, what=OUT, hint=hint)


@check(Text(en="empty rows and padding", zh="空行与填充"))
def padding(subject: Subject, rng: np.random.Generator) -> None:
    """Rows of length 0, a batch of nothing else, and NaN behind the lengths."""
    hint = Text(
        en="0 steps have no mean: divide by max(n, 1). And 0 times NaN is NaN: fill or select, don't multiply.",
        zh="0 步没有均值：请除以 max(n, 1)。另外 0 乘 NaN 仍是 NaN：要填充或选择，不要相乘。",
    )
    module, program = pair(subject, rng, 0.7)
    x, lengths = batch(rng)
    for filled in (0.0, 1e6, np.nan, np.inf):
        x[np.arange(7) >= lengths[:, None]] = filled
        got = subject.call("forward", x, lengths, on=module, precision="float64")
        what = Text(en=f"the output, with {filled} behind the lengths", zh=f"长度之后为 {filled} 时的输出")
        expect_close(got, program(x, lengths), rtol=1e-9, atol=1e-9, what=what, hint=hint)
    got = subject.call("forward", x, np.zeros(5, int), on=module, precision="float64")
    what = Text(en="the output for empty rows", zh="全是空行时的输出")
    expect_close(got, np.zeros((5, WIDTH)), rtol=0, what=what, hint=hint)


@check(Text(en="what is remembered", zh="记住的东西"))
def remembered(subject: Subject, rng: np.random.Generator) -> None:
    """The ring and the counters, after six calls."""
    module, program = pair(subject, rng, 3.0)
    hint = Text(
        en="Call k writes its norm, as it was before clipping, to place k % 4.",
        zh="第 k 次调用把裁剪之前的范数写到位置 k % 4。",
    )
    for calls in range(6):
        x, lengths = batch(rng, scale=10.0 if calls % 3 else 0.01)
        subject.call("forward", x, lengths, on=module, precision="float64")
        program(x, lengths)
        expect_state(subject, module, program, hint)


@check(Text(en="gradients", zh="梯度"))
def gradients(subject: Subject, rng: np.random.Generator) -> None:
    """Several backward passes: below the limit, above it, of empty rows alone; then of a layer of zeros."""
    module, program = pair(subject, rng, 3.0)
    batches = [batch(rng, scale=10.0), batch(rng, scale=0.01), batch(rng, scale=10.0)]
    batches[1] = batches[1][0] / 100, batches[1][1]
    batches.append((batches[0][0], np.zeros(5, int)))
    cotangents = [rng.normal(size=(5, WIDTH)) for _ in batches]
    hint = Text(
        en="limit / norm is differentiated too. where() multiplies the branch not taken by 0: inf times 0 is NaN.",
        zh="limit / norm 也要求导。where() 会把未取的分支乘以 0：inf 乘 0 是 NaN。",
    )

    def expect_gradients(program: Program, what: Text) -> None:
        subject.set_parameters(module, [program.weight, program.bias])
        got = subject.call(Given("steps"), module, batches, cotangents, precision="float64")
        expected = [program.slopes(*one, cotangent) for one, cotangent in zip(batches, cotangents, strict=True)]
        expect_close(got, expected, rtol=1e-6, atol=1e-6, what=what, hint=hint)

    expect_gradients(program, Text(en="the gradients of weight and bias", zh="weight 与 bias 的梯度"))
    program.weight, program.bias = np.zeros((WIDTH, WIDTH)), np.zeros(WIDTH)
    expect_gradients(program, Text(en="the gradients of a layer of zeros", zh="全为零的层的梯度"))


@check(Text(en="one graph", zh="一张图"), match="failure", needs_pass=True)
def one_graph(subject: Subject, rng: np.random.Generator) -> None:
    """Two batches of one size and two of others, which no size of the module equals; values and buffers too."""
    module, program = pair(subject, rng, 3.0)
    sizes = ((5, 7), (5, 7), (9, 7), (6, 8))
    batches = [batch(rng, *size, scale=10.0 if i % 2 else 0.01) for i, size in enumerate(sizes)]
    got = subject.call(Given("compiled"), module, batches, precision="float64")
    if got["fault"] or not got["graphs"]:
        where = len(got["graphs"])
        en = f"Batch {where} does not go through one graph. PyTorch says: {got['fault']}"
        zh = f"第 {where} 个批量（从 0 起）无法用一张图完成。PyTorch 说：{got['fault']}"
        hint = Text(
            en="Something looks at a value in Python: .item(), if, print, float(), tolist(), a tensor as an index.",
            zh="有地方在 Python 里查看了值：.item()、if、print、float()、tolist()，或用张量作下标。",
        )
        fail(Text(en=en, zh=zh), code="break", hint=hint)
    if got["graphs"] != [1, 1, 1, 1]:
        en = f"After each of four batches there were {got['graphs']} graphs; expected one, made at the first."
        zh = f"四个批量之后的图数依次为 {got['graphs']}；应只有一张，在第一次时建立。"
        hint = Text(
            en="What differs between the calls besides tensors' values? A Python number on the module, a loop over a size.",
            zh="除了张量的值，各次调用之间还有什么不同？模块上的 Python 数字，或者按某个大小进行的循环。",
        )
        fail(Text(en=en, zh=zh), code=f"graphs {got['graphs']}", hint=hint)
    expected = [program(*one) for one in batches]
    what = Text(en="the outputs of the compiled module", zh="编译后的模块的输出")
    expect_close(got["outputs"], expected, rtol=1e-9, atol=1e-9, what=what)
    expect_state(subject, module, program, Text(en="The same as without the compiler.", zh="应与不经编译器时相同。"))
