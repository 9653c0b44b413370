"""LoRA: a frozen linear map and an update of low rank; in PyTorch a module around nn.Linear.

The oracle works with the full update, one outer product for each unit of rank; gradients are central differences.
"""

from typing import Any

import numpy as np

from kata.grading import (
    Handle,
    Rng,
    Subject,
    Text,
    central_differences,
    check,
    expect_close,
    expect_equal,
    expect_shape,
    expect_unchanged,
    fail,
)

EXACT = 1e-9  # values in float64
DIFFERENCE = 1e-6  # gradients: central differences of width 1e-5 are right to 1e-9
SINGLE = 1e-5  # values in float32
SHAPE = (2, 4, 3)  # batch, time, d_in
D_IN, D_OUT, RANK = SIZES = 3, 5, 2
OUT = Text(en="the output", zh="输出")
MERGED = Text(en="the merged weight", zh="合并后的权重")

Params = dict[str, np.ndarray]  # w, bias (0 but in PyTorch), a, b


def merged(p: Params, alpha: float) -> np.ndarray:
    """Return the weight and the update, unit of rank by unit: (d_out, d_in)."""
    rank = len(p["a"])
    return p["w"] + sum(np.outer(p["b"][:, r], p["a"][r]) for r in range(rank)) * alpha / rank


def lora(x: np.ndarray, p: Params, alpha: float) -> np.ndarray:
    """Return the output: (..., d_out)."""
    return np.einsum("...i,oi->...o", x, merged(p, alpha)) + p["bias"]


def slopes(x: np.ndarray, p: Params, alpha: float, d_out: np.ndarray, name: str) -> np.ndarray:
    """Return the central differences of sum(d_out * lora) for x, a or b."""
    everything = {**p, "x": x}

    def objective(at: Params) -> float:
        return float(np.sum(d_out * lora(at["x"], at, alpha)))

    return central_differences(lambda moved: objective({**everything, name: moved}), everything[name])


def draw(
    subject: Subject, rng: np.random.Generator, shape: tuple[int, ...] = SHAPE
) -> tuple[np.ndarray, Params, float]:
    """Return x, parameters with a b that is not 0, and alpha; float32 holds them exactly, but not their products."""
    shapes = {"w": (D_OUT, D_IN), "bias": (D_OUT,), "a": (RANK, D_IN), "b": (D_OUT, RANK)}
    p = {name: rng.normal(size=size).astype(np.float32).astype(float) for name, size in shapes.items()}
    if subject.framework != "torch":
        p["bias"] = 0 * p["bias"]
    return rng.normal(size=shape).astype(np.float32).astype(float), p, float(rng.integers(5, 12))


# What the frameworks do differently: in PyTorch all parameters live in a module, elsewhere they are passed.


def names_of(subject: Subject, module: Handle, sizes: tuple[int, int, int]) -> list[str]:
    """Return which of w, bias, a and b each of the module's parameters is: no two of them have the same shape."""
    d_in, d_out, rank = sizes
    shapes = {(d_out, d_in): "w", (d_out,): "bias", (rank, d_in): "a", (d_out, rank): "b"}
    found = [(name, value.shape) for name, value in subject.parameters(module)]
    names = [shapes.get(shape, "") for _, shape in found]
    if sorted(names) != sorted(shapes.values()):
        given = ", ".join(f"{name} {shape}" for name, shape in found)
        fail(
            Text(
                en=f"parameters() yields {given}; expected weight and bias of the linear layer, a and b.",
                zh=f"parameters() 给出 {given}；应为线性层的权重和偏置，以及 a 和 b。",
            ),
            code="parameters",
            hint=Text(
                en="a is (rank, d_in) and b is (d_out, rank); nn.Parameter registers them.",
                zh="a 是 (rank, d_in)，b 是 (d_out, rank)；用 nn.Parameter 注册它们。",
            ),
        )
    return names


def module(subject: Subject, p: Params, alpha: float) -> Handle:
    """Return a module of the submission that holds these parameters."""
    handle: Handle = subject.call("build", D_IN, D_OUT, RANK, alpha, keep=True)
    subject.set_parameters(handle, [p[name] for name in names_of(subject, handle, SIZES)])
    return handle


def run(subject: Subject, x: np.ndarray, p: Params, alpha: float, precision: str = "float64") -> Any:
    """Return the submission's output."""
    if subject.framework == "torch":
        return subject.call("forward", x, on=module(subject, p, alpha), precision=precision)
    return subject.call("lora", x, p["w"], adapter(p), alpha, precision=precision)


def adapter(p: Params) -> Params:
    """Return a and b alone."""
    return {"a": p["a"], "b": p["b"]}


def expect(subject: Subject, x: np.ndarray, p: Params, alpha: float, hint: Text) -> None:
    """Compare the output in float64."""
    expect_close(run(subject, x, p, alpha), lora(x, p, alpha), rtol=EXACT, atol=EXACT, what=OUT, hint=hint)


def started(subject: Subject, rng: np.random.Generator, d_in: int, d_out: int, rank: int) -> Params:
    """Return the a and b that the submission starts with."""
    seed = int(rng.integers(2**31))
    if subject.framework == "torch":
        handle: Handle = subject.call("build", d_in, d_out, rank, 4.0, keep=True, seed=seed)
        values = [value for _, value in subject.parameters(handle)]
        found = dict(zip(names_of(subject, handle, (d_in, d_out, rank)), values, strict=True))
    else:
        found = subject.call("init_lora", Rng(seed), d_in, d_out, rank, precision="float64")
    if not isinstance(found, dict) or not {"a", "b"} <= set(found):
        fail(Text(en="An adapter is a dict of a and b.", zh="适配器是包含 a 和 b 的字典。"), code="structure")
    for name, shape in (("a", (rank, d_in)), ("b", (d_out, rank))):
        expect_shape(found[name], shape, what=Text(en=name, zh=name))
    return {"a": np.asarray(found["a"], float), "b": np.asarray(found["b"], float)}


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """Shapes of the adapter, the output and the merged weight; in PyTorch the parameters."""
    x, p, alpha = draw(subject, rng)
    expect_shape(run(subject, x, p, alpha), (*SHAPE[:-1], D_OUT), what=OUT)
    expect_shape(merge(subject, p, alpha), (D_OUT, D_IN), what=MERGED)
    started(subject, rng, D_IN, D_OUT, RANK)


def merge(subject: Subject, p: Params, alpha: float) -> Any:
    """Return the submission's merged weight."""
    if subject.framework == "torch":
        return subject.call("merged", on=module(subject, p, alpha), precision="float64")
    return subject.call("merge", p["w"], adapter(p), alpha, precision="float64")


@check(Text(en="the start", zh="起点"), match="failure")
def start(subject: Subject, rng: np.random.Generator) -> None:
    """The update is 0, one factor is not, and no two of its rows or columns are alike.

    A right random factor of 5 rows has two equal ones, or one of 0, with probability 0.
    """
    first, second = (started(subject, rng, 40, 30, 5) for _ in range(2))
    hint = Text(
        en="One factor is 0 and the other random: then the zero factor has a gradient, and learns at the first step.",
        zh="一个因子为 0，另一个随机：这样为 0 的因子有梯度，第一步就能学习。",
    )
    if np.abs(first["b"] @ first["a"]).max() > 0:
        en, zh = "The update b @ a is not 0 at the start.", "更新 b @ a 在开始时不是 0。"
        fail(Text(en=en, zh=zh), code="update", hint=hint)
    name = "a" if np.abs(first["a"]).max() > 0 else "b"
    rows = first[name] if name == "a" else first[name].T
    if np.abs(rows).max() == 0:
        fail(Text(en="Both a and b are 0.", zh="a 和 b 都是 0。"), code="zero", hint=hint)
    if min(np.abs(rows[i] - rows[j]).max() for i in range(5) for j in range(i)) < 1e-9:
        en, zh = f"Two units of rank are alike in {name}.", f"{name} 中有两个秩分量相同。"
        hint = Text(
            en="What is alike gets the same gradient and stays alike: draw each number at random.",
            zh="相同的部分得到相同的梯度，永远相同：每个数都应随机抽取。",
        )
        fail(Text(en=en, zh=zh), code="alike", hint=hint)
    if np.array_equal(first[name], second[name]):
        en, zh = f"{name} is the same for two seeds.", f"两个不同的种子得到了相同的 {name}。"
        hint = Text(en="Draw from the generator that is given.", zh="请用传入的生成器抽取。")
        fail(Text(en=en, zh=zh), code="seed", hint=hint)


@check(Text(en="values", zh="数值"))
def values(subject: Subject, rng: np.random.Generator) -> None:
    """An adapter that has learned something."""
    hint = Text(
        en="The frozen map's output plus alpha / rank * x @ a.T @ b.T.",
        zh="冻结的映射的输出，加上 alpha / rank * x @ a.T @ b.T。",
    )
    x, p, alpha = draw(subject, rng)
    expect(subject, x, p, alpha, hint)
    if subject.framework != "jax":
        got = run(subject, x, p, alpha, "float32")
        expect_close(got, lora(x, p, alpha), rtol=SINGLE, atol=SINGLE, what=OUT, hint=hint)


@check(Text(en="a single row", zh="单独一行"))
def one_row(subject: Subject, rng: np.random.Generator) -> None:
    """No leading axis at all."""
    hint = Text(en="If three axes are right: x may be a vector.", zh="如果三个轴时没有问题：x 也可能是一个向量。")
    expect(subject, *draw(subject, rng, (D_IN,)), hint)


@check(Text(en="merged", zh="合并"))
def merging(subject: Subject, rng: np.random.Generator) -> None:
    """One weight that does the work of both."""
    _, p, alpha = draw(subject, rng)
    hint = Text(
        en="If the output is right: w + alpha / rank * b @ a, with the same scale.",
        zh="如果输出是对的：w + alpha / rank * b @ a，缩放相同。",
    )
    expect_close(merge(subject, p, alpha), merged(p, alpha), rtol=EXACT, atol=EXACT, what=MERGED, hint=hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """The caller's arrays, or the module's parameters, after a call and after merging."""
    x, p, alpha = draw(subject, rng)
    hint = Text(en="Merging returns a new weight; what is frozen stays.", zh="合并应返回新的权重；冻结的部分不能改变。")
    if subject.framework == "torch":
        handle = module(subject, p, alpha)
        names = names_of(subject, handle, SIZES)
        with subject.noted() as note:
            subject.call("forward", x, on=handle, precision="float64")
            subject.call("merged", on=handle, precision="float64")
            after = {name: value for name, (_, value) in zip(names, subject.parameters(handle), strict=True)}
            note({name: after[name] for name in sorted(after)})
        what = Text(en="the parameters after merged()", zh="merged() 之后的参数")
        expect_equal(after, p, what=what, hint=hint)
        return
    calls: dict[str, list[Any]] = {"lora": [x, p["w"], adapter(p), alpha], "merge": [p["w"], adapter(p), alpha]}
    if subject.framework == "numpy":
        calls["lora_backward"] = [x, p["w"], adapter(p), alpha, rng.normal(size=(*SHAPE[:-1], D_OUT))]
    for name, args in calls.items():
        expect_unchanged(subject, name, *args, hint=hint)


@check(Text(en="gradient", zh="梯度"))
def gradient(subject: Subject, rng: np.random.Generator) -> None:
    """Of a and b, in NumPy also of x, against central differences; in PyTorch none of what is frozen."""
    x, p, alpha = draw(subject, rng)
    d_out = rng.normal(size=(*SHAPE[:-1], D_OUT))
    hint = Text(
        en="If the output is right: a and b are trained, both through the scale, and nothing else is.",
        zh="如果输出是对的：训练的是 a 和 b，两者都经过缩放；其余的都不训练。",
    )
    for name, got in sorted(gradients(subject, x, p, alpha, d_out).items()):
        if (got is None) != (name in ("w", "bias")):
            en, zh = f"No gradient reaches {name}.", f"没有梯度传到 {name}。"
            if got is not None:
                en, zh = f"{name} of the frozen layer gets a gradient.", f"冻结层的 {name} 得到了梯度。"
            fail(Text(en=en, zh=zh), code=f"trained: {name}", hint=hint)
        if got is not None:
            what = Text(en=f"the gradient of {name}", zh=f"{name} 的梯度")
            right = slopes(x, p, alpha, d_out, name)
            expect_close(got, right, rtol=DIFFERENCE, atol=DIFFERENCE, what=what, hint=hint)


def gradients(subject: Subject, x: np.ndarray, p: Params, alpha: float, d_out: np.ndarray) -> dict[str, Any]:
    """Return what the submission gives for each parameter; None where nothing arrives."""
    if subject.framework == "jax":
        return subject.gradient("objective", adapter(p), x, p["w"], alpha, d_out, precision="float64")
    if subject.framework == "torch":
        handle = module(subject, p, alpha)
        names = names_of(subject, handle, SIZES)
        with subject.noted() as note:
            arrived = subject.vjp(handle, x, d_out, precision="float64")
            found = {name: got for name, (_, got) in zip(names, arrived, strict=True)}
            note([found[name] for name in sorted(found)])
        return found
    got = subject.call("lora_backward", x, p["w"], adapter(p), alpha, d_out, precision="float64")
    if not isinstance(got, list | tuple) or len(got) != 2 or not isinstance(got[1], dict) or set(got[1]) != {"a", "b"}:
        fail(
            Text(
                en="lora_backward must return d_x and a dict of the gradients of a and b.",
                zh="lora_backward 必须返回 d_x 以及 a、b 的梯度组成的字典。",
            ),
            code="structure",
        )
    return {"x": got[0], **got[1]}


@check(Text(en="every call alike", zh="每次调用都一样"), match="failure", frameworks=("numpy", "torch"))
def every_call(subject: Subject, rng: np.random.Generator) -> None:
    """New values of one shape, again and again and in a new process."""
    hint = Text(
        en="If the checks above pass: does it remember something from one call to the next?",
        zh="如果上面的检查通过：它是否把什么从一次调用记到了下一次？",
    )
    subject.repeatedly(lambda worker: expect(worker, *draw(worker, rng), hint), rng)


@check(Text(en="as a compiled program", zh="作为编译后的程序"), frameworks=("jax",))
def compiled(subject: Subject, rng: np.random.Generator) -> None:
    """Exported in float32 and run where the submission is not."""
    x, p, alpha = draw(subject, rng)
    hint = Text(
        en="If plain calls are right: under jit nothing may depend on values in Python.",
        zh="如果直接调用没有问题：在 jit 之下，Python 中不能依赖数组的数值。",
    )
    expect_close(
        subject.exported("lora", x, p["w"], adapter(p), alpha),
        lora(x, p, alpha),
        rtol=SINGLE,
        atol=SINGLE,
        what=OUT,
        hint=hint,
    )
