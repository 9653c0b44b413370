"""Multi-head self-attention: a function of a dict of parameters, in PyTorch a module.

The oracle splits nothing: head by head it uses its own columns of the projections and rows of the output's.
"""

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
SHAPE = (2, 5, 6)  # batch, time, d_model
HEADS = 3
NAMES = ("wq", "bq", "wk", "bk", "wv", "bv", "wo", "bo")
OUT = Text(en="the output", zh="输出")

Params = dict[str, np.ndarray]


def attention(x: np.ndarray, params: Params, heads: int) -> np.ndarray:
    """Return the output as a sum over the heads: (batch, time, d_model)."""
    d_head = x.shape[-1] // heads
    out = np.zeros_like(x) + params["bo"]
    for head in range(heads):
        own = slice(head * d_head, (head + 1) * d_head)
        q, k, v = (np.einsum("btm,md->btd", x, params["w" + n][:, own]) + params["b" + n][own] for n in "qkv")
        scores = np.einsum("bqd,bkd->bqk", q, k) / np.sqrt(d_head)
        weights = np.exp(scores - np.logaddexp.reduce(scores, axis=-1, keepdims=True))
        out = out + np.einsum("bqk,bkd,dm->bqm", weights, v, params["wo"][own])
    return out


def draw(rng: np.random.Generator, shape: tuple[int, int, int] = SHAPE) -> tuple[np.ndarray, Params]:
    """Return x and parameters whose biases are not small; multiples of 1/64 that float32 holds exactly."""
    d_model = shape[-1]
    arrays = {name: rng.normal(0, 0.6, (d_model, d_model) if name[0] == "w" else d_model) for name in NAMES}
    params = {name: np.round(array * 64) / 64 for name, array in arrays.items()}
    return np.round(rng.normal(size=shape) * 64) / 64, params


def module(subject: Subject, params: Params, heads: int) -> Handle:
    """Return a module of the submission that holds these parameters, the weights as nn.Linear keeps them."""
    handle: Handle = subject.call("MultiHeadAttention", len(params["bo"]), heads, keep=True)
    shapes = [value.shape for _, value in subject.parameters(handle)]
    if shapes != [params[name].shape for name in NAMES]:
        fail(
            Text(
                en=f"parameters() yields the shapes {shapes}; expected weight and bias of four projections.",
                zh=f"parameters() 给出的形状是 {shapes}；应为四个投影各自的权重和偏置。",
            ),
            code="parameters",
            hint=Text(
                en="Query, key, value, output, in this order; layers must be attributes of the module or in an nn.ModuleList.",
                zh="依次为查询、键、值、输出；各层必须是模块的属性，或者放在 nn.ModuleList 中。",
            ),
        )
    subject.set_parameters(handle, [params[name].T for name in NAMES])
    return handle


def run(subject: Subject, x: np.ndarray, params: Params, heads: int, precision: str = "float64") -> np.ndarray:
    """Return the submission's output."""
    if subject.framework == "torch":
        return subject.call("forward", x, on=module(subject, params, heads), precision=precision)
    return subject.call("multi_head_attention", x, params, heads, precision=precision)


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """The output's shape; in PyTorch also the parameters."""
    expect_shape(run(subject, *draw(rng), HEADS), SHAPE, what=OUT)


@check(Text(en="values", zh="数值"))
def values(subject: Subject, rng: np.random.Generator) -> None:
    """Three heads of two."""
    hint = Text(
        en="Head h owns d_head neighbouring columns and has its own softmax over the keys; write the shapes down.",
        zh="头 h 拥有相邻的 d_head 列，并对所有键做自己的 softmax；请把形状写下来。",
    )
    x, params = draw(rng)
    expect_close(
        run(subject, x, params, HEADS), attention(x, params, HEADS), rtol=EXACT, atol=EXACT, what=OUT, hint=hint
    )
    if subject.framework != "jax":
        got = run(subject, x, params, HEADS, "float32")
        expect_close(got, attention(x, params, HEADS), rtol=SINGLE, atol=SINGLE, what=OUT, hint=hint)


@check(Text(en="other numbers of heads", zh="其他的头数"))
def head_counts(subject: Subject, rng: np.random.Generator) -> None:
    """A single head; as many heads as columns; one position."""
    hint = Text(
        en="If three heads are right: d_head = d_model / heads is 6 or 1 here, and no axis may be dropped.",
        zh="如果三个头没有问题：这里 d_head = d_model / heads 为 6 或 1，任何轴都不能丢掉。",
    )
    x, params = draw(rng)
    expect_close(run(subject, x, params, 1), attention(x, params, 1), rtol=EXACT, atol=EXACT, what=OUT, hint=hint)
    x, params = draw(rng, (3, 1, 6))
    expect_close(run(subject, x, params, 6), attention(x, params, 6), rtol=EXACT, atol=EXACT, what=OUT, hint=hint)


@check(Text(en="large inputs", zh="很大的输入"))
def large(subject: Subject, rng: np.random.Generator) -> None:
    """Scores of some 1e4."""
    hint = Text(
        en="If ordinary inputs are right: exp overflows above 709. Subtract each row's maximum first.",
        zh="如果普通的输入没有问题：exp 在 709 以上会上溢。请先减去每一行的最大值。",
    )
    x, params = draw(rng)
    x = 100 * x
    expect_close(
        run(subject, x, params, HEADS), attention(x, params, HEADS), rtol=EXACT, atol=EXACT, what=OUT, hint=hint
    )


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"), frameworks=("numpy", "jax"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """The caller's arrays after the call."""
    expect_unchanged(subject, "multi_head_attention", *draw(rng), HEADS)


@check(Text(en="gradient through the module", zh="穿过模块的梯度"), frameworks=("torch",))
def module_gradient(subject: Subject, rng: np.random.Generator) -> None:
    """Autograd reaches all eight parameters."""
    x, params = draw(rng)
    cotangent = rng.normal(size=SHAPE)
    hint = Text(
        en="If the output is right: nothing on the way from the parameters may cut the graph.",
        zh="如果输出是对的：从参数到输出的途中不能切断计算图。",
    )
    arrived = subject.vjp(module(subject, params, HEADS), x, cotangent, precision="float64")
    slopes = central_differences(lambda moved: np.sum(cotangent * attention(x, moved, HEADS)), params)
    for (name, got), key in zip(arrived, NAMES, strict=True):
        if got is None:
            fail(Text(en=f"No gradient reaches {name}.", zh=f"没有梯度传到 {name}。"), code=f"none: {key}", hint=hint)
        what = Text(en=f"the gradient of {name}", zh=f"{name} 的梯度")
        expect_close(got, slopes[key].T, rtol=DIFFERENCE, atol=DIFFERENCE, what=what, hint=hint)


@check(Text(en="every call alike", zh="每次调用都一样"), match="failure", frameworks=("numpy", "torch"))
def every_call(subject: Subject, rng: np.random.Generator) -> None:
    """New values of one shape, again and again and in a new process."""
    hint = Text(
        en="If the checks above pass: does it remember something from one call to the next?",
        zh="如果上面的检查通过：它是否把什么从一次调用记到了下一次？",
    )

    def once(worker: Subject) -> None:
        x, params = draw(rng)
        expect_close(
            run(worker, x, params, HEADS), attention(x, params, HEADS), rtol=EXACT, atol=EXACT, what=OUT, hint=hint
        )

    subject.repeatedly(once, rng)


@check(Text(en="as a compiled program", zh="作为编译后的程序"), frameworks=("jax",))
def compiled(subject: Subject, rng: np.random.Generator) -> None:
    """Exported in float32 and run where the submission is not."""
    x, params = draw(rng)
    hint = Text(
        en="If plain calls are right: under jit nothing may depend on values in Python.",
        zh="如果直接调用没有问题：在 jit 之下，Python 中不能依赖数组的数值。",
    )
    expect_close(
        subject.exported("multi_head_attention", x, params, HEADS),
        attention(x, params, HEADS),
        rtol=SINGLE,
        atol=SINGLE,
        what=OUT,
        hint=hint,
    )
