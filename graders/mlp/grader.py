"""Judges an MLP trained by gradient descent, in NumPy float64: the checks, cheap ones first."""

import numpy as np

from kata.grading import Rng, Subject, Text, central_differences, check, expect_close, expect_equal, expect_shape, fail

from .data import BATCH, SIZES, extreme_problem, small_problem, xor
from .initial import DRAWS, INITIAL, UNEQUAL, expect_initial
from .oracle import forward, gradients, loss
from .submission import (
    NATIVE,
    expect_arrived,
    expect_losses,
    expect_pairs,
    init,
    logits_of,
    loss_gradients,
    module,
    pairs,
    torch_gradients,
    train,
)
from .training import (
    AGAIN,
    ALONG_THE_WAY,
    CHUNK,
    EXAMPLES,
    THRESHOLD,
    WIDE,
    beside_the_replay,
    done_again,
    expect_steps,
    scores,
)

CLOSE = {"float64": {"rtol": 1e-9, "atol": 1e-11}, "float32": {"rtol": 1e-5, "atol": 1e-5}}


@check(Text(en="contract", zh="接口约定"))
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """Call everything once; look at structure, shapes and dtypes alone."""
    params, x, y = small_problem(rng)
    with subject.noted():
        init(subject, WIDE, seed=1)
    z = logits_of(subject, params, x, "float32")
    expect_shape(z, (BATCH, 1), what=Text(en="forward(…)", zh="forward(…)"))
    if np.asarray(z).dtype.kind != "f":
        fail(Text(en="forward(…) must return floats.", zh="forward(…) 应返回浮点数。"), code="dtype")
    if subject.framework != "torch":
        expect_shape(subject.call("loss", params, x, y), (), what=Text(en="loss(…)", zh="loss(…)"))
    if subject.framework == "numpy":
        pairs(subject.call("gradients", params, x, y), SIZES, "gradients")
    if subject.framework == "torch":
        with subject.noted():
            arrived = subject.vjp(module(subject, params, "float32"), x, np.ones((BATCH, 1)))
            if any(value is not None for _, value in arrived):  # else nothing is differentiable yet: values come first
                expect_arrived(arrived)
    for steps in (1, 3):
        train(subject, params, x, y, lr=0.1, steps=steps, precision="float32")


@check(Text(en="forward values", zh="前向计算的数值"))
def forward_values(subject: Subject, rng: np.random.Generator) -> None:
    """float64 first: a version that is wrong in the sixth digit passes in float32."""
    params, x, _ = small_problem(rng)
    hint = Text(
        en="x @ W + b in every layer, ReLU after every layer but the last.",
        zh="每层都是 x @ W + b，除最后一层外，每层之后都接 ReLU。",
    )
    for precision, tolerance in CLOSE.items():
        what = Text(en=f"logits ({precision})", zh=f"logits（{precision}）")
        expect_close(logits_of(subject, params, x, precision), forward(params, x), what=what, hint=hint, **tolerance)


@check(Text(en="loss values", zh="损失的数值"))
def loss_values(subject: Subject, rng: np.random.Generator) -> None:
    """A torch submission has no function for its loss: training at learning rate 0 reports it."""
    params, x, y = small_problem(rng)
    hint = Text(
        en="The mean over the batch, from logits; logits and labels must have the same shape.",
        zh="由 logits 计算并在批量上取均值；logits 与标签的形状必须一致。",
    )
    for precision, tolerance in CLOSE.items():
        if subject.framework == "torch":
            _, losses = train(subject, params, x, y, lr=0.0, steps=1, precision=precision)
            expect_losses(losses, [loss(params, x, y)], hint, **tolerance)
        else:
            what = Text(en=f"loss ({precision})", zh=f"损失（{precision}）")
            got = subject.call("loss", params, x, y, precision=precision)
            expect_close(got, loss(params, x, y), what=what, hint=hint, **tolerance)


@check(Text(en="gradients", zh="梯度"))
def gradient_values(subject: Subject, rng: np.random.Generator) -> None:
    """Of the loss; for a torch module, of sum(c · logits) with random c: the rest of its backward is in the steps."""
    params, x, y = small_problem(rng)
    cotangent = rng.normal(size=(BATCH, 1))
    hint = Text(
        en="Compare yours with (loss(p + h) - loss(p - h)) / 2h.", zh="请与 (loss(p + h) - loss(p - h)) / 2h 比较。"
    )
    if subject.framework == "torch":
        expected = central_differences(lambda p: np.sum(cotangent * forward(p, x)), params, step=1e-6)
        got = torch_gradients(subject, params, x, cotangent)
    else:
        expected = central_differences(lambda p: loss(p, x, y), params, step=1e-6)
        got = loss_gradients(subject, params, x, y)
    expect_pairs(got, expected, "gradients", hint, rtol=1e-6, atol=1e-7)


@check(Text(en="logits of ±1000", zh="±1000 的 logits"))
def extreme_logits(subject: Subject, rng: np.random.Generator) -> None:
    """Confidently right and confidently wrong. In torch the slope shows at learning rate 0: 0 · nan is nan."""
    params, x, y = extreme_problem(rng)
    hint = Text(
        en="If yours is right for small logits: log cannot undo a sigmoid that was rounded to 0 or 1. Start from z: max(z, 0) - z y + log(1 + exp(-|z|)).",
        zh="如果 logits 较小时结果正确：sigmoid 一旦被舍入为 0 或 1，log 就无法还原。请从 z 出发：max(z, 0) - z y + log(1 + exp(-|z|))。",
    )
    for precision in CLOSE:
        if subject.framework == "torch":
            after, losses = train(subject, params, x, y, lr=0.0, steps=1, precision=precision)
            expect_losses(losses, [loss(params, x, y)], hint, rtol=1e-5)
            expect_pairs(after, params, "parameters", hint, rtol=1e-6, atol=0)
        else:
            got = subject.call("loss", params, x, y, precision=precision)
            expect_close(got, loss(params, x, y), rtol=1e-5, what=Text(en="loss", zh="损失"), hint=hint)
    if subject.framework != "torch":
        got = loss_gradients(subject, params, x, y)
        expect_pairs(got, gradients(params, x, y), "gradients", hint, rtol=1e-5, atol=1e-5)


@check(Text(en="inputs unchanged", zh="输入保持不变"))
def inputs_unchanged(subject: Subject, rng: np.random.Generator) -> None:
    """The caller's arrays, and the global random generators."""
    params, x, y = small_problem(rng)
    torch = subject.framework == "torch"
    model = module(subject, params, "float64") if torch else params
    calls = {"forward": (model, x), "loss": (model, x, y), "gradients": (model, x, y), "train": (model, x, y, 0.1, 1)}
    defined = {"numpy": calls, "jax": ("forward", "loss", "train"), "torch": ("train",)}[subject.framework]
    hint = Text(en="Work on arrays of your own.", zh="请在自己的数组上操作。")
    for name in defined:
        _, after = subject.call_watching(name, *calls[name], precision="float64")
        for k, label in enumerate(("params", "x", "y")[: len(calls[name])]):
            if not (torch and label == "params"):
                what = Text(en=f"{label} after {name}", zh=f"{name} 之后的 {label}")
                expect_equal(after[k], calls[name][k], what=what, hint=hint, code=f"changed {label}")
    if subject.observe("global_rng", "train", *calls["train"], precision="float64"):
        fail(
            Text(en="train uses a global random generator.", zh="train 动用了全局随机数生成器。"),
            code="global generator",
        )


@check(Text(en="every call alike", zh="每次调用都一样"), match="failure")
def every_call(subject: Subject, rng: np.random.Generator) -> None:
    """New values of one shape, again and again and in a new process."""
    hint = Text(
        en="If a single call is right: does it remember something from one call to the next?",
        zh="如果单独调用一次是对的：它是否把什么从一次调用记到了下一次？",
    )

    def once(worker: Subject) -> None:
        params, x, y = small_problem(rng)
        what, tolerance = Text(en="logits", zh="logits"), CLOSE["float64"]
        expect_close(logits_of(worker, params, x, "float64"), forward(params, x), what=what, hint=hint, **tolerance)
        if worker.framework != "torch":
            got = worker.call("loss", params, x, y, precision="float64")
            expect_close(got, loss(params, x, y), what=Text(en="loss", zh="损失"), hint=hint, **tolerance)
        if worker.framework == "numpy":
            expect_pairs(loss_gradients(worker, params, x, y), gradients(params, x, y), "gradients", hint, **tolerance)

    subject.repeatedly(once, rng)


@check(Text(en="pure functions", zh="纯函数"), frameworks=("jax",))
def pure_functions(subject: Subject, rng: np.random.Generator) -> None:
    """Exported, and run without the submission: what looks at values, calls back or keeps a memory has no place there."""
    params, x, y = small_problem(rng)
    hint = Text(
        en="If it is right when called, outside state decides here: a cache, a counter, a global variable.",
        zh="如果直接调用时是对的，那就是外部状态在起作用：缓存、计数器或全局变量。",
    )
    for name, args, expected in (
        ("forward", (params, x), forward(params, x)),
        ("loss", (params, x, y), loss(params, x, y)),
    ):
        got = subject.exported(name, *args)
        expect_close(got, expected, what=Text(en=name, zh=name), hint=hint, **CLOSE["float32"])


@check(Text(en="keys used once", zh="PRNG 键只用一次"), match="failure", frameworks=("jax",))
def keys_used_once(subject: Subject, rng: np.random.Generator) -> None:
    """JAX's own check of key reuse."""
    if subject.observe("key_reuse", "init_params", Rng(int(rng.integers(2**31))), (1, 1, 1)):
        hint = Text(en="Split the key; draw from each part once.", zh="请拆分键，每一份只抽样一次。")
        fail(
            Text(en="init_params uses a key twice.", zh="init_params 把同一个键用了两次。"),
            code="key reused",
            hint=hint,
        )


@check(Text(en="initial parameters", zh="初始参数"), match="failure")
def initial_parameters(subject: Subject, rng: np.random.Generator) -> None:
    """Several draws in layers of unequal sizes; what a torch module does is its own affair within reason."""
    strict, seed = subject.framework != "torch", int(rng.integers(2**31))
    draws = [init(subject, UNEQUAL, seed + k) for k in range(DRAWS)]
    again = init(subject, UNEQUAL, seed)
    if strict and subject.observe("global_rng", "init_params", Rng(seed), UNEQUAL):
        fail(INITIAL["global generator"], code="global generator")
    expect_initial(draws, again, strict=strict)


@check(Text(en="one step of descent", zh="一步梯度下降"))
def one_step(subject: Subject, rng: np.random.Generator) -> None:
    """Every parameter becomes p - lr · gradient; the loss is the one before."""
    hint = Text(
        en="losses[0] is the loss before the step; then p - lr · gradient, for every weight and every bias.",
        zh="losses[0] 是这一步之前的损失；然后对每个权重和偏置做 p - lr · 梯度。",
    )
    expect_steps(subject, rng, 1, hint)


@check(Text(en="three steps of descent", zh="三步梯度下降"))
def three_steps(subject: Subject, rng: np.random.Generator) -> None:
    """What one step leaves behind for the next one shows here."""
    hint = Text(
        en="If a single step is right: does each one start from a fresh gradient, at the new parameters, with the same lr?",
        zh="如果只走一步是对的：之后每一步是否都在新的参数处重新求梯度，并使用同样的 lr？",
    )
    expect_steps(subject, rng, 3, hint)


@check(Text(en="one trace for all steps", zh="所有步只追踪一次"), match="failure", frameworks=("jax",))
def one_trace(subject: Subject, rng: np.random.Generator) -> None:
    """What grows with the number of steps is done again in each of them: a fault if it is tracing."""
    repeated = done_again(subject, rng)
    if repeated == "Python":
        en = "Each step runs Python of yours beside what is compiled: under jax.jit as a whole it would be one call."
        zh = "每一步除了编译好的代码，还会运行你的 Python：把整个单步放进 jax.jit，就只有一次调用。"
        subject.remark(Text(en=en, zh=zh))
    elif repeated:
        hint = Text(en="Make one jitted step, outside the loop.", zh="请在循环外只准备一个经过 jit 的单步函数。")
        fail(AGAIN[repeated], code=repeated, hint=hint)
    if subject.observe("host_syncs", "train", *small_problem(rng), 0.1, 7) >= 7:
        en = "train waits for the device at every step (float(…), .item() or print): keep the losses there until the end."
        zh = "train 每一步都在等待设备（float(…)、.item() 或 print）：请把损失留在设备上，到最后再取回。"
        subject.remark(Text(en=en, zh=zh))


@check(Text(en="whole training", zh="完整的训练过程"), match="failure")
def whole_training(subject: Subject, rng: np.random.Generator) -> None:
    """From the submission's own initial parameters, beside the judge's replay in float64; all is shown, then judged."""
    x, y = xor(rng, EXAMPLES)
    mine = init(subject, WIDE, int(rng.integers(2**31)))
    if subject.framework == "jax" and done_again(subject, rng) == "compiled again":
        fail(AGAIN["compiled again"], code="compiled again")  # so many compilations would take minutes
    stages = list(beside_the_replay(subject, mine, x, y))
    hint = Text(en="Full batch, the same lr, every step.", zh="始终使用全批量、同样的 lr，不漏掉任何一步。")
    of_parameters, of_losses = ALONG_THE_WAY[NATIVE[subject.framework]]
    for stage, (mine, losses, replay, expected) in enumerate(stages):
        expect_losses(losses, expected, hint, rtol=0, atol=of_losses, first=stage * CHUNK)
        expect_pairs(mine, replay, "parameters", hint, rtol=0, atol=of_parameters)


@check(Text(en="convergence", zh="收敛"), match="failure", needs_pass=True)
def convergence(subject: Subject, rng: np.random.Generator) -> None:
    """Score on held-out data: 0 is a constant, 1 the judge's own training from He initialisation; medians count."""
    for task, of_task in scores(subject, rng).items():
        if not np.median(of_task) >= THRESHOLD:
            each = ", ".join(f"{value:.2f}" for value in of_task)
            en = f"{task}: the median score is {np.median(of_task):.2f}, of {each}; needed is {THRESHOLD}."
            fail(
                Text(en=en, zh=f"{task}：五次得分 {each} 的中位数为 {np.median(of_task):.2f}；要求 {THRESHOLD}。"),
                code=task,
            )
