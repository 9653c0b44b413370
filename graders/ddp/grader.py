"""Two ranks: their start, their gradients, and steps that are those of one process with the whole batch."""

from typing import Any

import numpy as np

from kata.grading import Given, Subject, Submitted, Text, central_differences, check, expect_close, expect_equal, fail

State = dict[str, np.ndarray]
SHAPES = {
    "first.weight": (4, 3),
    "first.bias": (4,),
    "last.weight": (1, 4),
    "last.bias": (1,),
    "extra.weight": (1, 4),
    "extra.bias": (1,),
    "never.weight": (1, 4),
    "never.bias": (1,),
}
TRAINED = [name for name in SHAPES if name != "first.bias" and not name.startswith("never")]
LR = 0.3


def random_state(rng: np.random.Generator) -> State:
    """Return parameters and buffers of given.py's Net."""
    buffers = {"scale": rng.normal(size=4), "seen": np.array(int(rng.integers(1, 1000)))}
    return {name: rng.normal(size=shape) for name, shape in SHAPES.items()} | buffers


def loss(state: State, x: np.ndarray, y: np.ndarray) -> float:
    """Return the mean squared error, row by row."""
    total = 0.0
    for row, target in zip(x, y, strict=True):
        h = np.tanh(state["first.weight"] @ row + state["first.bias"]) * state["scale"]
        out = state["last.weight"] @ h + state["last.bias"]
        if row[0] > 0:
            out = out + state["extra.weight"] @ h + state["extra.bias"]
        total += float((out - target)[0] ** 2)
    return total / len(x)


def stepped(state: State, x: np.ndarray, y: np.ndarray) -> State:
    """Return the state after a step along the central differences of the loss."""
    trained = {name: state[name] for name in TRAINED}
    slopes = central_differences(lambda moved: loss(state | moved, x, y), trained)
    return state | {name: value - LR * slopes[name] for name, value in trained.items()}


def on_ranks(subject: Subject, what: str, function: str, *args: Any) -> list[Any]:
    """Return what came back from each rank; a rank that raised, or waited in vain, fails."""
    got = subject.call(Given(what), Submitted(function), *args, precision="float64")
    if got["fault"]:
        hint = Text(
            en="All ranks must make the same calls in the same order, with tensors of the same size and dtype.",
            zh="所有 rank 必须以同样的顺序做同样的调用，张量的大小和数据类型也要相同。",
        )
        fail(
            Text(
                en=f"The ranks did not come to an end together. {got['fault']}",
                zh=f"各 rank 没有一起结束。{got['fault']}",
            ),
            code=f"ranks {got['kind']}",
            hint=hint if got["kind"] == "lost" else None,
        )
    values: list[Any] = got["values"]
    return values


def some_gradients(rng: np.random.Generator, names: list[str]) -> State:
    """Return gradients for these parameters."""
    return {name: rng.normal(size=SHAPES[name]) for name in names}


def expect_averages(subject: Subject, state: State, gradients: list[State], counts: list[int], hint: Text) -> None:
    """Compare the gradients on both ranks with the weighted mean; None where no rank has one."""
    expected: dict[str, Any] = {}
    for name in SHAPES:
        parts = [n * grads[name] / sum(counts) for n, grads in zip(counts, gradients, strict=True) if name in grads]
        expected[name] = np.sum(parts, axis=0) if parts else None
    for rank, got in enumerate(on_ranks(subject, "averages", "average_gradients", state, gradients, counts)):
        missing = [name for name in SHAPES if (got[name] is None) != (expected[name] is None)]
        if missing:
            name = missing[0]
            en = (
                f"On rank {rank} the gradient of {name} is None"
                if got[name] is None
                else f"On rank {rank} {name} has a gradient"
            )
            zh = f"在 rank {rank} 上 {name} 的梯度是 None" if got[name] is None else f"在 rank {rank} 上 {name} 有梯度"
            en += ", and another rank has one." if got[name] is None else ", and no rank had one."
            zh += "，而另一个 rank 有梯度。" if got[name] is None else "，而原来哪个 rank 都没有。"
            fail(Text(en=en, zh=zh), code=f"none {got[name] is None}", hint=hint)
        present = {name: value for name, value in expected.items() if value is not None}
        what = Text(en=f"the gradients on rank {rank}, counts {counts}", zh=f"rank {rank} 上的梯度，份额 {counts}")
        expect_close({name: got[name] for name in present}, present, rtol=1e-9, atol=1e-9, what=what, hint=hint)


@check(Text(en="the same start", zh="同样的起点"))
def same_start(subject: Subject, rng: np.random.Generator) -> None:
    """Parameters and buffers of rank 0 on both ranks, in the tensors that were there."""
    states = [random_state(rng), random_state(rng)]
    for rank, got in enumerate(on_ranks(subject, "start", "broadcast_state", states)):
        hint = Text(
            en="Parameters and buffers, integers too: all that state_dict() holds.",
            zh="参数和缓冲区，也包括整数：state_dict() 中的一切。",
        )
        what = Text(en=f"the state of rank {rank}", zh=f"rank {rank} 的状态")
        expect_close(got["state"], states[0], rtol=0, what=what, hint=hint)
        what = Text(en=f"whether rank {rank} has its old tensors", zh=f"rank {rank} 是否仍是原来的张量")
        hint = Text(en="Write into the tensors that are there.", zh="请写入已有的张量。")
        expect_equal(got["same"], True, what=what, hint=hint)


@check(Text(en="the average", zh="平均"))
def average(subject: Subject, rng: np.random.Generator) -> None:
    """Every rank has every gradient; even counts, then uneven ones."""
    hint = Text(
        en="Multiply by this rank's count, sum, divide by the sum of the counts: with equal counts that is the mean.",
        zh="乘以本 rank 的 count，求和，再除以 count 之和：份额相等时就是均值。",
    )
    names = [name for name in SHAPES if name != "first.bias"]
    for counts in ([4, 4], [5, 2]):
        expect_averages(subject, random_state(rng), [some_gradients(rng, names) for _ in counts], counts, hint)


@check(Text(en="parameters without gradient", zh="没有梯度的参数"), match="failure")
def without_gradient(subject: Subject, rng: np.random.Generator) -> None:
    """Some on rank 0 alone, some on rank 1 alone, some on neither."""
    both = ["first.weight", "last.bias"]
    gradients = [some_gradients(rng, [*both, "last.weight"]), some_gradients(rng, [*both, "extra.bias"])]
    hint = Text(
        en="A gradient that a rank lacks counts as zero there; one that all ranks lack stays None.",
        zh="某个 rank 缺少的梯度在那里算作零；所有 rank 都缺少的保持 None。",
    )
    expect_averages(subject, random_state(rng), gradients, [3, 4], hint)


@check(Text(en="a rank without examples", zh="没有样本的 rank"))
def without_examples(subject: Subject, rng: np.random.Generator) -> None:
    """Count 0 on rank 0, whose gradients are None."""
    hint = Text(en="Its count is 0, and so is its weight.", zh="它的 count 是 0，权重也是 0。")
    expect_averages(subject, random_state(rng), [{}, some_gradients(rng, TRAINED)], [0, 3], hint)


@check(Text(en="training steps", zh="训练步"))
def training_steps(subject: Subject, rng: np.random.Generator) -> None:
    """Uneven shares; `extra` used on rank 0 alone, then on rank 1 alone; then no example on rank 1."""
    state = random_state(rng)
    shards, rows = [], []
    for counts, signs in (((4, 2), (1, -1)), ((2, 3), (-1, 1)), ((3, 0), (1, 1))):
        xs = [rng.normal(size=(n, 3)) for n in counts]
        for x, sign in zip(xs, signs, strict=True):
            x[:, 0] = sign * np.abs(x[:, 0])
        ys = [rng.normal(size=(n, 1)) for n in counts]
        shards.append([[x, y] for x, y in zip(xs, ys, strict=True)])
        rows.append((np.concatenate(xs), np.concatenate(ys)))
    got = on_ranks(subject, "steps", "train_step", state, shards, LR)
    hint = Text(
        en="One process with all rows would have taken this step: gradients anew, weighed by rows, the same on each rank.",
        zh="一个拥有所有行的进程会走这一步：梯度重新计算，按行数加权，各 rank 相同。",
    )
    for step, (x, y) in enumerate(rows):
        value, state = loss(state, x, y), stepped(state, x, y)
        for rank in range(2):
            here = got[rank][step]
            what = Text(en=f"the loss of step {step}, rank {rank}", zh=f"第 {step} 步的损失，rank {rank}")
            expect_close(np.array(here["loss"]), np.array(value), rtol=1e-6, what=what, hint=hint)
            what = Text(en=f"the parameters after step {step}, rank {rank}", zh=f"第 {step} 步之后的参数，rank {rank}")
            expected = {name: state[name] for name in SHAPES}
            expect_close(here["parameters"], expected, rtol=1e-6, atol=1e-6, what=what, hint=hint)
