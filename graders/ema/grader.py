"""An exponential moving average of weights: values, and memory that nobody else writes to.

The oracle is the weighted mean of all parameters so far, with powers of the decay as weights.
"""

from typing import Any

import numpy as np

from kata.grading import Handle, Subject, Text, check, expect_close, expect_equal, expect_unchanged

EXACT = 1e-9
DECAY = 0.8
Arrays = list[np.ndarray]
SHAPES: list[tuple[int, ...]] = [(2, 3), (2,), ()]
# What a BatchNorm1d holds, in the order of its state_dict; the count of batches is an integer.
NAMES = ["weight", "bias", "running_mean", "running_var"]
COUNT = "num_batches_tracked"
FEATURES = 3


def averages(values: list[Arrays], decay: float) -> list[Arrays]:
    """Return the average after each update."""
    return [
        [
            np.average(np.array([v[i] for v in values[:t]]), axis=0, weights=decay ** np.arange(t - 1, -1, -1.0))
            for i in range(len(values[0]))
        ]
        for t in range(1, len(values) + 1)
    ]


def draw(subject: Subject, rng: np.random.Generator, updates: int) -> list[Arrays]:
    """Return parameters for each update."""
    shapes = [(FEATURES,)] * len(NAMES) if subject.framework == "torch" else SHAPES
    return [[rng.normal(size=shape) for shape in shapes] for _ in range(updates)]


def tree(subject: Subject, arrays: Arrays, count: int = 0) -> Any:
    """Return the arrays as a submission sees them; `count` is how many batches a batch norm has seen."""
    if subject.framework == "torch":
        return {**dict(zip(NAMES, arrays, strict=True)), COUNT: np.asarray(count)}
    if subject.framework == "numpy":
        return dict(zip(("weight", "bias", "scale"), arrays, strict=True))
    return {"layers": [{"weight": arrays[0], "bias": arrays[1]}], "scale": arrays[2]}


class Averaged:
    """The submission's average and the model that it follows, in any framework."""

    def __init__(self, subject: Subject, first: Arrays, decay: float) -> None:
        self.subject = subject
        self.decay = decay
        if subject.framework == "torch":
            self.model = subject.call("BatchNorm1d", FEATURES, precision="float64", keep=True)
            held = subject.call("state_dict", on=self.model, precision="float64", keep=True)
            self.parts = {
                name: subject.call("__getitem__", name, on=held, precision="float64", keep=True)
                for name in [*NAMES, COUNT]
            }
            self.write(first, 0)
            self.ema: Any = subject.call("EMA", self.model, decay, precision="float64", keep=True)
        elif subject.framework == "numpy":
            self.ema = subject.call("EMA", tree(subject, first), decay, precision="float64", keep=True)
        else:
            self.ema = subject.call("init", tree(subject, first), precision="float64")

    def write(self, arrays: Arrays, count: int) -> None:
        """Change the PyTorch model in place, as training does."""
        for name, value in tree(self.subject, arrays, count).items():
            self.subject.call("copy_", value, on=self.parts[name], precision="float64")

    def update(self, arrays: Arrays, count: int) -> None:
        """Let the submission average these in."""
        if self.subject.framework == "torch":
            self.write(arrays, count)
            self.subject.call("update", self.model, on=self.ema, precision="float64")
        elif self.subject.framework == "numpy":
            self.subject.call("update", tree(self.subject, arrays), on=self.ema, precision="float64")
        else:
            self.ema = self.subject.call(
                "update", self.ema, tree(self.subject, arrays), self.decay, precision="float64"
            )

    def average(self, *, keep: bool = False) -> Any:
        """Return the average, or a handle of what was handed out."""
        if self.subject.framework == "jax":
            return self.subject.call("average", self.ema, self.decay, precision="float64", keep=keep)
        return self.subject.call("average", on=self.ema, precision="float64", keep=keep)


def expect_averages(subject: Subject, rng: np.random.Generator, hint: Text, updates: int, decay: float) -> None:
    """Compare the average after each update."""
    first, *values = draw(subject, rng, updates + 1)
    expected = averages(values, decay)
    with subject.noted() as note:
        averaged, got = Averaged(subject, first, decay), []
        for count, value in enumerate(values, 1):
            averaged.update(value, count)
            got.append(averaged.average())
        note(got)
    for t, (mine, right) in enumerate(zip(got, expected, strict=True), 1):
        what = Text(en=f"the average after update {t}", zh=f"第 {t} 次更新之后的平均")
        expect_close(mine, tree(subject, right, t), rtol=EXACT, atol=EXACT, what=what, hint=hint)


@check(Text(en="contract", zh="约定"))
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """Names, structure and shapes of an average."""
    first, second, third = draw(subject, rng, 3)
    averaged = Averaged(subject, first, DECAY)
    averaged.update(second, 1)
    averaged.update(third, 2)
    what = Text(en="the average", zh="平均")
    hint = Text(en="It has the names and shapes of the parameters.", zh="它的名字和形状与参数相同。")
    # A tolerance that lets every number pass: structure, shapes and kinds of dtype alone are compared.
    expect_close(averaged.average(), tree(subject, second, 1), rtol=0, atol=np.inf, what=what, hint=hint)


@check(Text(en="the first update", zh="第一次更新"))
def first_update(subject: Subject, rng: np.random.Generator) -> None:
    """The parameters themselves."""
    hint = Text(
        en="After one update the average is p: m = (1 - decay) p, divided by 1 - decay. Count before you correct.",
        zh="更新一次之后平均就是 p：m = (1 - decay) p，再除以 1 - decay。先计数，再校正。",
    )
    expect_averages(subject, rng, hint, 1, DECAY)


@check(Text(en="several updates", zh="多次更新"))
def several_updates(subject: Subject, rng: np.random.Generator) -> None:
    """With two decays, one of them 0."""
    hint = Text(
        en="If the first is right: m keeps decay of itself and takes 1 - decay of p; what is kept is not yet divided.",
        zh="如果第一次没有问题：m 保留自身的 decay，取 p 的 1 - decay；保存的 m 尚未相除。",
    )
    for decay in (DECAY, 0.0):
        expect_averages(subject, rng, hint, 3, decay)


@check(Text(en="asked twice", zh="取两次"))
def asked_twice(subject: Subject, rng: np.random.Generator) -> None:
    """Asking for the average changes nothing."""
    first, *values = draw(subject, rng, 3)
    with subject.noted() as note:
        averaged, got = Averaged(subject, first, DECAY), []
        for count, value in enumerate(values, 1):
            averaged.update(value, count)
            got += [averaged.average(), averaged.average()]
        note(got)
    expected = [average for average in averages(values, DECAY) for _ in range(2)]
    hint = Text(
        en="If one question is right: average() only reads.", zh="如果只取一次时没有问题：average() 只读取，不改变。"
    )
    for index, (mine, right) in enumerate(zip(got, expected, strict=True)):
        what = Text(en=f"average {index}", zh=f"第 {index} 个平均")
        expect_close(mine, tree(subject, right, index // 2 + 1), rtol=EXACT, atol=EXACT, what=what, hint=hint)


@check(Text(en="parameters that change in place", zh="就地改变的参数"), frameworks=("numpy", "torch"))
def in_place(subject: Subject, rng: np.random.Generator) -> None:
    """Training on does not reach the average. With a decay of 0 it is a plain copy, or ought to be."""
    first, second, third = draw(subject, rng, 3)
    hint = Text(
        en="The average must own its memory: copy, and never keep the model's own arrays.",
        zh="平均必须拥有自己的内存：要复制，绝不能保存模型自己的数组。",
    )
    for decay in (DECAY, 0.0):
        with subject.noted() as note:
            if subject.framework == "torch":
                averaged = Averaged(subject, first, decay)
                averaged.update(second, 1)
                averaged.write(third, 9)
            else:
                averaged = trained_in_place(subject, first, second, third, decay)
            got = averaged.average()
            note(got)
        what = Text(en="the average after the parameters changed", zh="参数改变之后的平均")
        expect_close(got, tree(subject, second, 1), rtol=EXACT, atol=EXACT, what=what, hint=hint)


def trained_in_place(subject: Subject, first: Arrays, second: Arrays, third: Arrays, decay: float) -> Averaged:
    """Let a NumPy submission follow a dictionary that stays in the worker, and write into its arrays afterwards."""
    source = Averaged(subject, first, 0.0)
    source.update(second, 1)
    params = source.average(keep=True)
    averaged = Averaged(subject, first, decay)
    subject.call("update", params, on=averaged.ema, precision="float64")
    for name in ("weight", "bias"):
        array = subject.call("__getitem__", name, on=params, precision="float64", keep=True)
        value = tree(subject, third)[name]
        subject.call("__setitem__", [0, 1], value, on=array, precision="float64")  # both rows
    return averaged


@check(Text(en="averages handed out", zh="已交出的平均"), frameworks=("numpy", "torch"))
def handed_out(subject: Subject, rng: np.random.Generator) -> None:
    """The next update leaves them alone."""
    first, second, third = draw(subject, rng, 3)
    hint = Text(
        en="average() must return arrays of its own, made anew each time.", zh="average() 每次都必须返回新生成的数组。"
    )
    for decay in (DECAY, 0.0):
        with subject.noted() as note:
            averaged = Averaged(subject, first, decay)
            averaged.update(second, 1)
            given: Handle = averaged.average(keep=True)
            averaged.update(third, 2)
            got = subject.call("copy", on=given, precision="float64")
            note(got)
        what = Text(en="an average, after the next update", zh="下一次更新之后，先前的平均")
        expect_close(got, tree(subject, second, 1), rtol=EXACT, atol=EXACT, what=what, hint=hint)


@check(Text(en="no gradients attached", zh="不带梯度"), frameworks=("torch",), match="failure")
def no_gradients(subject: Subject, rng: np.random.Generator) -> None:
    """Tensors that require no gradient: the average is no part of a graph."""
    first, second, third = draw(subject, rng, 3)
    averaged = Averaged(subject, first, DECAY)
    averaged.update(second, 1)
    averaged.update(third, 2)
    given = averaged.average(keep=True)
    tensor = subject.call("__getitem__", "weight", on=given, precision="float64", keep=True)
    got = subject.call("__getattribute__", "requires_grad", on=tensor, precision="float64")
    hint = Text(
        en="Each update adds to a graph that is never freed: work under torch.no_grad(), or on detached tensors.",
        zh="每次更新都会给一张永不释放的计算图添加节点：请在 torch.no_grad() 之下工作，或使用已分离的张量。",
    )
    what = Text(en='average()["weight"].requires_grad', zh='average()["weight"].requires_grad')
    expect_equal(got, expected=False, what=what, hint=hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"), frameworks=("numpy", "jax"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """Neither parameters nor, in JAX, the state are written to."""
    first, second = draw(subject, rng, 2)
    averaged = Averaged(subject, first, DECAY)
    params = tree(subject, second)
    hint = Text(en="The parameters are only read.", zh="参数只被读取。")
    if subject.framework == "jax":
        expect_unchanged(subject, "update", averaged.ema, params, DECAY, hint=hint)
    else:
        expect_unchanged(subject, "update", params, on=averaged.ema, hint=hint)


@check(Text(en="every call alike", zh="每次调用都一样"), match="failure")
def every_call(subject: Subject, rng: np.random.Generator) -> None:
    """New averages, again and again and in a new process."""
    hint = Text(
        en="If the checks above pass: do two of them share something?",
        zh="如果上面的检查通过：两个平均之间是否共享了什么？",
    )
    subject.repeatedly(lambda worker: expect_averages(worker, rng, hint, 1, DECAY), rng)


@check(Text(en="as a compiled program", zh="作为编译后的程序"), frameworks=("jax",))
def compiled(subject: Subject, rng: np.random.Generator) -> None:
    """`average` exported, of a state after two updates: the count is an argument of the program."""
    first, *values = draw(subject, rng, 3)
    averaged = Averaged(subject, first, DECAY)
    for value in values:
        averaged.update(value, 0)
    got = subject.exported("average", averaged.ema, DECAY, precision="float64")
    hint = Text(
        en="If plain calls are right: the count is traced, so Python can neither compare nor convert it.",
        zh="如果直接调用没有问题：计数是被追踪的，Python 既不能比较也不能转换它。",
    )
    what = Text(en="the exported average", zh="导出的函数给出的平均")
    expect_close(got, tree(subject, averages(values, DECAY)[-1]), rtol=EXACT, atol=EXACT, what=what, hint=hint)
