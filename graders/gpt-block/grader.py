"""A pre-norm transformer block: a function of a dict of parameters, in PyTorch a module.

The oracle goes position by position: each attends to its prefix, head by head.
"""

import numpy as np

from kata.grading import Handle, Subject, Text, check, expect_close, expect_shape, expect_unchanged, fail

EXACT = 1e-9  # values in float64
DIFFERENCE = 1e-6  # gradients: central differences of width 1e-5 are right to 1e-9
SINGLE = 2e-5  # values in float32
SHAPE = (2, 5, 6)  # batch, time, d
HEADS = 3
NAMES = ("gain1", "bias1", "w_qkv", "b_qkv", "w_out", "b_out", "gain2", "bias2", "w_up", "b_up", "w_down", "b_down")
OUT = Text(en="the output", zh="输出")

Params = dict[str, np.ndarray]


def standardised(row: np.ndarray) -> np.ndarray:
    """Return one position with mean 0 and variance 1, but for epsilon."""
    return (row - np.mean(row)) / np.sqrt(np.mean(row * row) - np.mean(row) ** 2 + 1e-5)


def gelu(z: np.ndarray) -> np.ndarray:
    """Return GELU in its tanh form, as z times a logistic function of twice the argument."""
    return z * np.exp(-np.logaddexp(0, -2 * np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))


def block(x: np.ndarray, p: Params, heads: int) -> np.ndarray:
    """Return the output, sequence by sequence and position by position: (batch, time, d)."""
    d = x.shape[-1]
    size = d // heads
    out = np.empty_like(x)
    for b, sequence in enumerate(x):
        normed = np.stack([standardised(row) for row in sequence]) * p["gain1"] + p["bias1"]
        qkv = np.einsum("td,de->te", normed, p["w_qkv"]) + p["b_qkv"]
        for t in range(len(sequence)):
            total = sequence[t] + p["b_out"]
            for head in range(heads):
                q, k, v = (qkv[: t + 1, n * d + head * size : n * d + (head + 1) * size] for n in range(3))
                scores = np.einsum("d,kd->k", q[-1], k) / np.sqrt(size)
                weights = np.exp(scores - np.logaddexp.reduce(scores))
                total = total + np.einsum("k,kd,de->e", weights, v, p["w_out"][head * size : (head + 1) * size])
            hidden = gelu((standardised(total) * p["gain2"] + p["bias2"]) @ p["w_up"] + p["b_up"])
            out[b, t] = total + hidden @ p["w_down"] + p["b_down"]
    return out


def draw(rng: np.random.Generator, shape: tuple[int, int, int] = SHAPE) -> tuple[np.ndarray, Params]:
    """Return x, whose positions differ in mean and scale, and parameters; no bias is small, no gain is 1."""
    d = shape[-1]
    shapes: dict[str, tuple[int, ...]] = dict.fromkeys(("gain1", "bias1", "gain2", "bias2", "b_out", "b_down"), (d,))
    shapes |= {"w_qkv": (d, 3 * d), "b_qkv": (3 * d,), "w_out": (d, d)}
    shapes |= {"w_up": (d, 4 * d), "b_up": (4 * d,), "w_down": (4 * d, d)}
    p = {name: np.round(rng.normal(0, 0.5, shapes[name]) * 64) / 64 for name in NAMES}
    p["gain1"], p["gain2"] = p["gain1"] + 1.5, p["gain2"] + 0.75
    return np.round(rng.normal(rng.normal(size=shape[:2])[..., None], 2, shape) * 64) / 64, p


def module(subject: Subject, p: Params, heads: int) -> Handle:
    """Return a module of the submission that holds these parameters, the weights as nn.Linear keeps them."""
    handle: Handle = subject.call("GPTBlock", len(p["gain1"]), heads, keep=True)
    shapes = [value.shape for _, value in subject.parameters(handle)]
    if shapes != [p[name].T.shape for name in NAMES]:
        fail(
            Text(
                en=f"parameters() yields the shapes {shapes}; expected weight and bias of six layers.",
                zh=f"parameters() 给出的形状是 {shapes}；应为六层各自的权重和偏置。",
            ),
            code="parameters",
            hint=Text(
                en="norm1, qkv, out, norm2, up, down, in this order, as in the starter.",
                zh="依次为 norm1、qkv、out、norm2、up、down，与起始代码一致。",
            ),
        )
    subject.set_parameters(handle, [p[name].T for name in NAMES])
    return handle


def run(subject: Subject, x: np.ndarray, p: Params, heads: int = HEADS, precision: str = "float64") -> np.ndarray:
    """Return the submission's output."""
    if subject.framework == "torch":
        return subject.call("forward", x, on=module(subject, p, heads), precision=precision)
    return subject.call("gpt_block", x, p, heads, precision=precision)


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """The output's shape; in PyTorch also the parameters."""
    expect_shape(run(subject, *draw(rng)), SHAPE, what=OUT)


@check(Text(en="no look into the future", zh="不能偷看未来"))
def future(subject: Subject, rng: np.random.Generator) -> None:
    """Other inputs at the last two positions change nothing before them."""
    x, p = draw(rng)
    other = x.copy()
    other[:, 3:] = draw(rng)[0][:, 3:]
    before, after = run(subject, x, p), run(subject, other, p)
    what = Text(en="positions 0 to 2, after positions 3 and 4 changed", zh="位置 3 和 4 改变之后，位置 0 到 2 的输出")
    hint = Text(
        en="Only the attention lets positions see each other, and its mask hides the later ones before the softmax.",
        zh="只有注意力让各位置互相看见；它的掩码在 softmax 之前遮住后面的位置。",
    )
    expect_close(after[:, :3], before[:, :3], rtol=EXACT, atol=EXACT, what=what, hint=hint)


@check(Text(en="values", zh="数值"))
def values(subject: Subject, rng: np.random.Generator) -> None:
    """Three heads of two."""
    hint = Text(
        en="x = x + attention(norm1(x)), then x + mlp(norm2(x)); test attention and MLP by themselves.",
        zh="x = x + attention(norm1(x))，然后 x + mlp(norm2(x))；请分别测试注意力和 MLP。",
    )
    x, p = draw(rng)
    expect_close(run(subject, x, p), block(x, p, HEADS), rtol=EXACT, atol=EXACT, what=OUT, hint=hint)
    if subject.framework != "jax":
        got = run(subject, x, p, precision="float32")
        expect_close(got, block(x, p, HEADS), rtol=SINGLE, atol=SINGLE, what=OUT, hint=hint)


@check(Text(en="equal features", zh="特征全部相等"))
def equal_features(subject: Subject, rng: np.random.Generator) -> None:
    """A position whose features are all equal has the variance 0."""
    hint = Text(
        en="If ordinary inputs are right: epsilon stands under the root, beside a variance that may be 0.",
        zh="如果普通的输入没有问题：epsilon 在根号之内，与可能为 0 的方差相加。",
    )
    x, p = draw(rng)
    x[0, 2] = 2.5
    expect_close(run(subject, x, p), block(x, p, HEADS), rtol=EXACT, atol=EXACT, what=OUT, hint=hint)


@check(Text(en="extreme scores", zh="极端的得分"))
def extremes(subject: Subject, rng: np.random.Generator) -> None:
    """Scores of some +-1e4: exp overflows, or every weight underflows."""
    x, p = draw(rng)
    p["w_qkv"][:, : 2 * SHAPE[-1]] *= 64  # queries and keys, not values
    hint = Text(
        en="If ordinary scores are right: exp overflows above 709. Subtract each row's own maximum first.",
        zh="如果普通的得分没有问题：exp 在 709 以上会上溢。请先减去每一行自己的最大值。",
    )
    expect_close(run(subject, x, p), block(x, p, HEADS), rtol=EXACT, atol=EXACT, what=OUT, hint=hint)


@check(Text(en="other sizes", zh="其他的大小"), frameworks=("numpy", "torch"))
def sizes(subject: Subject, rng: np.random.Generator) -> None:
    """One position and one head; JAX is spared the compilation."""
    hint = Text(
        en="If three heads are right: here are one head and one position.",
        zh="如果三个头没有问题：这里只有一个头、一个位置。",
    )
    x, p = draw(rng, (3, 1, 4))
    expect_close(run(subject, x, p, 1), block(x, p, 1), rtol=EXACT, atol=EXACT, what=OUT, hint=hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """The caller's arrays after the call: a residual added in place would change x."""
    x, p = draw(rng)
    hint = Text(
        en="x += … writes into the caller's x: write x = x + ….", zh="x += … 改写了调用者的 x：应写 x = x + …。"
    )
    if subject.framework == "torch":
        expect_unchanged(subject, "forward", x, on=module(subject, p, HEADS), hint=hint)
    else:
        expect_unchanged(subject, "gpt_block", x, p, HEADS, hint=hint)


@check(Text(en="gradient through the module", zh="穿过模块的梯度"), frameworks=("torch",))
def module_gradient(subject: Subject, rng: np.random.Generator) -> None:
    """Autograd reaches the parameters of every layer."""
    x, p = draw(rng)
    x = x[:1, :3].copy()
    cotangent = rng.normal(size=x.shape)
    hint = Text(
        en="If the output is right: nothing on the way from the parameters may cut the graph.",
        zh="如果输出是对的：从参数到输出的途中不能切断计算图。",
    )
    arrived = subject.vjp(module(subject, p, HEADS), x, cotangent, precision="float64")
    for (name, got), key in zip(arrived, NAMES, strict=True):
        if got is None:
            fail(Text(en=f"No gradient reaches {name}.", zh=f"没有梯度传到 {name}。"), code=f"none: {key}", hint=hint)
        direction = rng.normal(size=p[key].shape)
        up, down = (block(x, {**p, key: p[key] + sign * 1e-5 * direction}, HEADS) for sign in (1, -1))
        right = np.sum(cotangent * (up - down)) / 2e-5
        what = Text(en=f"the slope along a direction of {name}", zh=f"{name} 沿某个方向的斜率")
        expect_close(np.sum(got * direction.T), right, rtol=DIFFERENCE, atol=DIFFERENCE, what=what, hint=hint)


@check(Text(en="every call alike", zh="每次调用都一样"), match="failure", frameworks=("numpy", "torch"))
def every_call(subject: Subject, rng: np.random.Generator) -> None:
    """New values of one shape, again and again and in a new process."""
    hint = Text(
        en="If the checks above pass: does it remember something from one call to the next?",
        zh="如果上面的检查通过：它是否把什么从一次调用记到了下一次？",
    )

    def once(worker: Subject) -> None:
        x, p = draw(rng)
        expect_close(run(worker, x, p), block(x, p, HEADS), rtol=EXACT, atol=EXACT, what=OUT, hint=hint)

    subject.repeatedly(once, rng)


@check(Text(en="as a compiled program", zh="作为编译后的程序"), frameworks=("jax",))
def compiled(subject: Subject, rng: np.random.Generator) -> None:
    """Exported in float32 and run where the submission is not."""
    x, p = draw(rng)
    hint = Text(
        en="If plain calls are right: under jit nothing may depend on values in Python.",
        zh="如果直接调用没有问题：在 jit 之下，Python 中不能依赖数组的数值。",
    )
    expect_close(
        subject.exported("gpt_block", x, p, HEADS), block(x, p, HEADS), rtol=SINGLE, atol=SINGLE, what=OUT, hint=hint
    )
