"""Multi-head cross-attention to a padded memory: a function of a dict of parameters, in PyTorch a module.

The oracle cuts the memory to its real positions and goes head by head, so it has neither mask nor reshape.
"""

from typing import Any

import numpy as np

from kata.grading import Handle, Subject, Text, check, expect_close, expect_shape, expect_unchanged, fail

EXACT = 1e-9  # values in float64
SINGLE = 1e-5  # values in float32
BATCH, QUERIES, KEYS, D_MODEL, D_MEMORY, HEADS = 2, 6, 5, 12, 8, 3  # heads of 4: no two sizes are equal
NAMES = ("wq", "bq", "wk", "bk", "wv", "bv", "wo", "bo")
OUT = Text(en="the output", zh="输出")

Params = dict[str, np.ndarray]
Inputs = tuple[np.ndarray, np.ndarray, np.ndarray]


def attention(x: np.ndarray, memory: np.ndarray, mask: np.ndarray, p: Params, heads: int) -> np.ndarray:
    """Return the output as a sum over the heads: (batch, queries, d_model)."""
    size = x.shape[-1] // heads
    outs = []
    for each, kept in zip(x, (row[real] for row, real in zip(memory, mask, strict=True)), strict=True):
        out = np.zeros_like(each) + p["bo"]
        for head in range(heads):
            own = slice(head * size, (head + 1) * size)
            q = np.einsum("qm,md->qd", each, p["wq"][:, own]) + p["bq"][own]
            k, v = (np.einsum("km,md->kd", kept, p["w" + n][:, own]) + p["b" + n][own] for n in "kv")
            scores = np.einsum("qd,kd->qk", q, k) / np.sqrt(size)
            weights = np.exp(scores - np.logaddexp.reduce(scores, axis=-1, keepdims=True))
            out = out + np.einsum("qk,kd,dm->qm", weights, v, p["wo"][own])
        outs.append(out)
    return np.stack(outs)


def draw(rng: np.random.Generator, queries: int = QUERIES, keys: int = KEYS) -> tuple[Inputs, Params]:
    """Return x, memory, a mask without padding, and parameters whose biases are not small."""
    shapes = {name: (D_MODEL,) if name[0] == "b" else (D_MODEL, D_MODEL) for name in NAMES}
    shapes |= {"wk": (D_MEMORY, D_MODEL), "wv": (D_MEMORY, D_MODEL)}
    p = {name: np.round(rng.normal(0, 0.5, shapes[name]) * 64) / 64 for name in NAMES}
    x = np.round(rng.normal(size=(BATCH, queries, D_MODEL)) * 64) / 64
    memory = np.round(rng.normal(size=(BATCH, keys, D_MEMORY)) * 64) / 64
    return (x, memory, np.ones((BATCH, keys), bool)), p


def padded(rng: np.random.Generator) -> tuple[Inputs, Params]:
    """Return a case whose memories hold 3 and 5 real positions, or 1 and 4; the padding holds large numbers."""
    (x, memory, mask), p = draw(rng)
    for row, length in zip(mask, rng.permutation([[3, 5], [1, 4]][rng.integers(2)]), strict=True):
        row[length:] = False
    memory[~mask] *= 8
    return (x, memory, mask), p


def run(subject: Subject, inputs: Inputs, p: Params, heads: int = HEADS, precision: str = "float64") -> Any:
    """Return the submission's output."""
    if subject.framework == "torch":
        return subject.call("forward", *inputs, on=module(subject, p, heads), precision=precision)
    return subject.call("cross_attention", *inputs, p, heads, precision=precision)


def module(subject: Subject, p: Params, heads: int) -> Handle:
    """Return a module of the submission that holds these parameters, the weights as nn.Linear keeps them."""
    handle: Handle = subject.call("CrossAttention", D_MODEL, D_MEMORY, heads, keep=True)
    shapes = [value.shape for _, value in subject.parameters(handle)]
    if shapes != [p[name].T.shape for name in NAMES]:
        fail(
            Text(
                en=f"parameters() yields the shapes {shapes}; expected weight and bias of four projections.",
                zh=f"parameters() 给出的形状是 {shapes}；应为四个投影各自的权重和偏置。",
            ),
            code="parameters",
            hint=Text(
                en="Query, key, value, output, in this order; key and value read d_memory columns.",
                zh="依次为查询、键、值、输出；键和值的输入有 d_memory 列。",
            ),
        )
    subject.set_parameters(handle, [p[name].T for name in NAMES])
    return handle


def expect(subject: Subject, inputs: Inputs, p: Params, hint: Text, heads: int = HEADS) -> None:
    """Compare the output in float64."""
    got = run(subject, inputs, p, heads)
    expect_close(got, attention(*inputs, p, heads), rtol=EXACT, atol=EXACT, what=OUT, hint=hint)


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """The output's shape; in PyTorch also the parameters."""
    hint = Text(
        en="One output for each query: queries come from x, keys and values from memory.",
        zh="每个查询一个输出：查询来自 x，键和值来自 memory。",
    )
    expect_shape(run(subject, *draw(rng)), (BATCH, QUERIES, D_MODEL), what=OUT, hint=hint)


@check(Text(en="values", zh="数值"))
def values(subject: Subject, rng: np.random.Generator) -> None:
    """A memory without padding, of another length and width than x."""
    hint = Text(
        en="Per head softmax(q @ kᵀ / sqrt(d_head)) @ v, then the merged heads through the output projection, no more.",
        zh="每个头：softmax(q @ kᵀ / sqrt(d_head)) @ v；合并后的头经过输出投影，仅此而已。",
    )
    inputs, p = draw(rng)
    expect(subject, inputs, p, hint)
    if subject.framework != "jax":
        got = run(subject, inputs, p, precision="float32")
        expect_close(got, attention(*inputs, p, HEADS), rtol=SINGLE, atol=SINGLE, what=OUT, hint=hint)


@check(Text(en="padded memory", zh="有填充的 memory"))
def padding(subject: Subject, rng: np.random.Generator) -> None:
    """As if the padding were cut off."""
    hint = Text(
        en="If a memory without padding is right: hide the padded keys from every head and query, before the softmax.",
        zh="如果没有填充的 memory 没有问题：在 softmax 之前，对每个头、每个查询都要遮住填充的键。",
    )
    expect(subject, *padded(rng), hint)


@check(Text(en="other sizes", zh="其他的大小"))
def sizes(subject: Subject, rng: np.random.Generator) -> None:
    """One query and more keys; one key and a single head, which JAX is spared: it compiles each shape anew."""
    hint = Text(
        en="If six queries and five keys are right: lengths may be 1 and need not be related.",
        zh="如果六个查询、五个键没有问题：长度可以为 1，两者也没有关系。",
    )
    expect(subject, *draw(rng, 1, 7), hint)
    if subject.framework != "jax":
        expect(subject, *draw(rng, 3, 1), hint, heads=1)


@check(Text(en="large inputs", zh="很大的输入"))
def large(subject: Subject, rng: np.random.Generator) -> None:
    """Scores of some thousands."""
    hint = Text(
        en="If ordinary inputs are right: exp overflows above 709. Subtract each row's maximum first.",
        zh="如果普通的输入没有问题：exp 在 709 以上会上溢。请先减去每一行的最大值。",
    )
    (x, memory, mask), p = padded(rng)
    expect(subject, (100 * x, 50 * memory, mask), p, hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """The caller's arrays after the call."""
    inputs, p = padded(rng)
    if subject.framework == "torch":
        expect_unchanged(subject, "forward", *inputs, on=module(subject, p, HEADS))
    else:
        expect_unchanged(subject, "cross_attention", *inputs, p, HEADS)


@check(Text(en="every call alike", zh="每次调用都一样"), match="failure", frameworks=("numpy", "torch"))
def every_call(subject: Subject, rng: np.random.Generator) -> None:
    """New values of one shape, again and again and in a new process."""
    hint = Text(
        en="If the checks above pass: does it remember something from one call to the next?",
        zh="如果上面的检查通过：它是否把什么从一次调用记到了下一次？",
    )
    subject.repeatedly(lambda worker: expect(worker, *padded(rng), hint), rng)


@check(Text(en="as a compiled program", zh="作为编译后的程序"), frameworks=("jax",))
def compiled(subject: Subject, rng: np.random.Generator) -> None:
    """Exported in float32 and run where the submission is not."""
    inputs, p = padded(rng)
    hint = Text(
        en="If plain calls are right: under jit nothing may depend on values in Python.",
        zh="如果直接调用没有问题：在 jit 之下，Python 中不能依赖数组的数值。",
    )
    expect_close(
        subject.exported("cross_attention", *inputs, p, HEADS),
        attention(*inputs, p, HEADS),
        rtol=SINGLE,
        atol=SINGLE,
        what=OUT,
        hint=hint,
    )
