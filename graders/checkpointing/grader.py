"""Activation checkpointing: values and gradients of a forward in NumPy, runs of each block, and bytes that are alive."""

from typing import Any

import numpy as np

from kata.grading import (
    Given,
    Handle,
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

F = Submitted("run_blocks")
DEPTH, ROWS, WIDTH, HIDDEN = 5, 4, 3, 2
DROP = 0.4
Parameters = list[list[np.ndarray]]

# Of a deep model with 12 blocks in segments of 3: a right solution keeps 4 % and needs 39 % of the plain run's bytes at
# its peak. One segment a block keeps 15 %; one segment in all has a peak of 100 %.
KEPT, PEAK = 0.08, 0.6


def problem(rng: np.random.Generator) -> tuple[Parameters, np.ndarray, np.ndarray]:
    """Return the parameters of all blocks, x: (4, 3), mask: (4, 1)."""
    shapes = ((HIDDEN, WIDTH), (HIDDEN,), (WIDTH, HIDDEN), (WIDTH,))
    parameters = [[rng.normal(0, 0.7, shape) for shape in shapes] for _ in range(DEPTH)]
    return parameters, rng.normal(size=(ROWS, WIDTH)), rng.permutation([1.0, 1.0, 0.0, 1.0])[:, None]


def forward(parameters: Parameters, x: np.ndarray, mask: np.ndarray, noise: Any) -> np.ndarray:
    """Return the last x, with this noise, one array for each block."""
    for (up, up_bias, down, down_bias), factor in zip(parameters, noise, strict=True):
        hidden = np.tanh(np.einsum("ni,hi->nh", x, up) + up_bias)
        x = x + mask * factor * (np.einsum("nh,oh->no", hidden, down) + down_bias)
    return x


def slopes(parameters: Parameters, x: np.ndarray, mask: np.ndarray, noise: Any, cotangent: np.ndarray) -> Any:
    """Return the central differences of sum(cotangent * forward) for every parameter, in the order of the blocks."""
    blocks = central_differences(lambda moved: np.sum(cotangent * forward(moved, x, mask, noise)), parameters)
    return [slope for block in blocks for slope in block]


def new_blocks(subject: Subject, parameters: Parameters, p: float) -> Handle:
    """Return blocks in the worker."""
    blocks: Handle = subject.call(Given("blocks"), parameters, p, precision="float64", keep=True)
    return blocks


def best_length(depth: int, input_bytes: float, inside_bytes: float) -> int:
    """Return the first length with the least memory, counting segments one by one."""
    table = [len(range(0, depth, every)) * input_bytes + every * inside_bytes for every in range(1, depth + 1)]
    return table.index(min(table)) + 1


def expect_gradients(got: Any, expected: Any, hint: Text) -> None:
    """Compare the gradients of all parameters, each of which must have arrived."""
    missing = [i for i, grad in enumerate(got) if grad is None]
    if missing:
        fail(
            Text(
                en=f"No gradient arrives at the parameters of {len({i // 4 for i in missing})} of {DEPTH} blocks.",
                zh=f"{DEPTH} 个块中有 {len({i // 4 for i in missing})} 个块的参数得不到梯度。",
            ),
            code=f"none: {missing}",
            hint=hint,
        )
    what = Text(en="the gradients of the blocks", zh="各块的梯度")
    expect_close(got, expected, rtol=1e-6, atol=1e-6, what=what, hint=hint)


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """The shape of the output, and a length."""
    parameters, x, mask = problem(rng)
    got = subject.call("run_blocks", new_blocks(subject, parameters, 0.0), x, mask, 2, precision="float64")
    expect_shape(
        got, (ROWS, WIDTH), what=Text(en="run_blocks(blocks, x, mask, 2)", zh="run_blocks(blocks, x, mask, 2)")
    )
    length = subject.call("segment_length", 7, 10, 20)
    if not isinstance(length, int) or not 1 <= length <= 7:
        en = f"segment_length(7, 10, 20) returned {length}; expected an int from 1 to 7."
        zh = f"segment_length(7, 10, 20) 返回了 {length}；应为 1 到 7 的 int。"
        fail(Text(en=en, zh=zh), code="length")


@check(Text(en="values", zh="数值"))
def values(subject: Subject, rng: np.random.Generator) -> None:
    """Without dropout; lengths that divide the depth and that do not, and none."""
    parameters, x, mask = problem(rng)
    blocks = new_blocks(subject, parameters, 0.0)
    expected = forward(parameters, x, mask, np.ones(DEPTH))
    hint = Text(
        en="Every block runs, in order, with the mask; 5 blocks in segments of 2 are 2, 2 and 1.",
        zh="每个块都按顺序带着 mask 运行；5 个块按 2 个一段，分成 2、2、1。",
    )
    for rest in ((2,), (1,), (DEPTH + 3,), ()):
        got = subject.call("run_blocks", blocks, x, mask, *rest, precision="float64")
        what = Text(
            en=f"the output, every={rest[0] if rest else None}", zh=f"every={rest[0] if rest else None} 时的输出"
        )
        expect_close(got, expected, rtol=1e-9, atol=1e-9, what=what, hint=hint)


@check(Text(en="gradients", zh="梯度"))
def gradients(subject: Subject, rng: np.random.Generator) -> None:
    """Without dropout, against central differences: for data that need no gradient, then for an x that needs one."""
    parameters, x, mask = problem(rng)
    blocks = new_blocks(subject, parameters, 0.0)
    cotangent = rng.normal(size=(ROWS, WIDTH))
    expected = slopes(parameters, x, mask, np.ones(DEPTH), cotangent)
    hint = Text(
        en="What runs in the backward pass must be the segment that ran before, and an input without gradient is no obstacle.",
        zh="反向传播中运行的必须是之前运行的那一段；输入不需要梯度不应成为障碍。",
    )
    for every in (2, None):
        got = subject.call(Given("gradients"), F, blocks, x, mask, every, cotangent, precision="float64")
        expect_gradients(got["grads"], expected, hint)
    got = subject.call(Given("input_gradient"), F, blocks, x, mask, 2, cotangent, precision="float64")
    if got is None:
        fail(
            Text(en="x needs a gradient, and none arrives.", zh="x 需要梯度，却得不到。"),
            code="none: x",
            hint=Text(en="x may come from other layers: don't detach it.", zh="x 可能来自别的层：不要 detach。"),
        )
    expected = central_differences(
        lambda moved: np.sum(cotangent * forward(parameters, moved, mask, np.ones(DEPTH))), x
    )
    expect_close(got, expected, rtol=1e-6, atol=1e-6, what=Text(en="the gradient of x", zh="x 的梯度"), hint=hint)


@check(Text(en="dropout", zh="dropout"), match="failure")
def dropout(subject: Subject, rng: np.random.Generator) -> None:
    """The gradients belong to the noise of the first run; the noise is new in each segment and in each call.

    Five blocks of 12 numbers, dropped with 0.4, are alike with (0.6^5 + 0.4^5)^12 = 2e-13, two calls with 0.52^60 = 1e-17.
    """
    parameters, x, mask = problem(rng)
    blocks = new_blocks(subject, parameters, DROP)
    cotangent = rng.normal(size=(ROWS, WIDTH))
    hint = Text(
        en="The second run of a segment must start from the random state of the first: preserve_rng_state, the default.",
        zh="一段的第二次运行必须从第一次的随机状态开始：preserve_rng_state，默认就是如此。",
    )
    noises = []
    for seed in (1, 2):
        args = (F, blocks, x, mask, 2, cotangent)
        got = subject.call(Given("gradients"), *args, precision="float64", seed=seed)
        noise = got["noise"]
        expected = forward(parameters, x, mask, noise)
        what = Text(en="the output with dropout", zh="带 dropout 的输出")
        expect_close(got["output"], expected, rtol=1e-9, atol=1e-9, what=what, hint=hint)
        expect_gradients(got["grads"], slopes(parameters, x, mask, noise, cotangent), hint)
        noises.append(np.array(noise))
    again = subject.call(Given("gradients"), F, blocks, x, mask, 1, cotangent, precision="float64", seed=3)["noise"]
    if np.array_equal(*noises) or all(np.array_equal(one, again[0]) for one in again):
        en, zh = "The same noise comes again and again.", "同样的噪声一再出现。"
        hint = Text(en="Seed nothing yourself.", zh="不要自己设置种子。")
        fail(Text(en=en, zh=zh), code="noise repeats", hint=hint)


@check(Text(en="the generator afterwards", zh="之后的生成器"), match="failure")
def generator(subject: Subject, rng: np.random.Generator) -> None:
    """Where a plain run would have left it."""
    parameters, x, mask = problem(rng)
    blocks = new_blocks(subject, parameters, DROP)
    if not subject.call(Given("state_after"), F, blocks, x, mask, 2, precision="float64"):
        fail(
            Text(
                en="After forward and backward the global generator is not where the plain loop leaves it.",
                zh="前向与反向之后，全局生成器所处的位置与普通循环之后不同。",
            ),
            code="generator",
            hint=Text(
                en="The second run must not move it: its state is set for the run, and put back.",
                zh="第二次运行不应移动它：运行前设置状态，运行后恢复。",
            ),
        )


@check(Text(en="two runs of each block", zh="每个块运行两次"))
def runs(subject: Subject, rng: np.random.Generator) -> None:
    """Forward and once again; a single run without checkpoints."""
    parameters, x, mask = problem(rng)
    blocks = new_blocks(subject, parameters, DROP)
    for every, right in ((2, 2), (None, 1)):
        args = (F, blocks, x, mask, every, rng.normal(size=(ROWS, WIDTH)))
        expect_equal(
            subject.call(Given("gradients"), *args, precision="float64")["runs"],
            [right] * DEPTH,
            what=Text(en=f"the runs of each block, every={every}", zh=f"every={every} 时各块的运行次数"),
            hint=Text(
                en="A checkpoint costs one more run of its segment; a checkpoint within a checkpoint costs yet another.",
                zh="一个检查点让它的段多运行一次；检查点里再套检查点，又要多一次。",
            ),
        )


@check(Text(en="memory", zh="内存"), match="failure")
def memory(subject: Subject, rng: np.random.Generator) -> None:
    """Bytes alive after the forward pass, and at the peak, of 12 blocks in segments of 3."""
    shapes = ((32, 8), (32,), (8, 32), (8,))
    blocks = new_blocks(subject, [[rng.normal(0, 0.3, shape) for shape in shapes] for _ in range(12)], DROP)
    x, mask = rng.normal(size=(128, 8)), np.ones((128, 1))
    kept, peak = subject.call(Given("memory"), F, blocks, x, mask, 3, precision="float64")
    cases = (
        (kept, KEPT, "kept after the forward pass", "前向传播之后保留的字节"),
        (peak, PEAK, "alive at the peak of the backward pass", "反向传播峰值时存活的字节"),
    )
    for share, limit, en, zh in cases:
        if not share <= limit:
            fail(
                Text(
                    en=f"Bytes {en}: {share:.0%} of the plain loop's; expected at most {limit:.0%}.",
                    zh=f"{zh}是普通循环的 {share:.0%}；最多应为 {limit:.0%}。",
                ),
                code=en,
                hint=Text(
                    en="12 blocks, every=3: four inputs are kept, and three blocks are computed again at a time.",
                    zh="12 个块、every=3：保留四个输入，每次重新计算三个块。",
                ),
            )


@check(Text(en="the length of a segment", zh="段的长度"))
def lengths(subject: Subject, rng: np.random.Generator) -> None:
    """Drawn ones, ties, one block, and bytes that are zero."""
    cases = [(12, 1, 1), (1, 5, 3), (9, 0, 4), (9, 4, 0), (16, 8, 3), (24, 1, 1), (30, 100, 1)]
    cases += [(int(rng.integers(2, 40)), int(rng.integers(1, 50)), int(rng.integers(1, 50))) for _ in range(6)]
    expect_equal(
        [subject.call("segment_length", *case) for case in cases],
        [best_length(*case) for case in cases],
        what=Text(en=f"the lengths for {cases}", zh=f"{cases} 的长度"),
        hint=Text(
            en="The square root of depth · input_bytes / inside_bytes is near it; ceil makes it a search.",
            zh="depth · input_bytes / inside_bytes 的平方根离它不远；因为有 ceil，还需要搜索。",
        ),
    )
