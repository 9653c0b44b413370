"""A mixture of experts with top-k routing, and its balancing loss.

The oracle goes token by token with Python's `sorted`; slopes of the output are central differences along directions.
"""

import numpy as np

from kata.grading import Subject, Text, central_differences, check, expect_close, expect_shape, expect_unchanged, fail

EXACT = 1e-9  # values in float64
DIFFERENCE = 1e-6  # slopes: central differences of width 1e-5 are right to 1e-9
SINGLE = 1e-5  # values in float32
SHARES = 1e-6  # the loss in float64: a share of counts may be float32 in JAX
TOKENS, D, HIDDEN, EXPERTS, K = 7, 3, 4, 5, 2
ROUTED = Text(en="route(logits, k)", zh="route(logits, k)")
OUT = Text(en="moe(x, p, k)", zh="moe(x, p, k)")
LOSS = Text(en="load_balancing_loss(logits, k)", zh="load_balancing_loss(logits, k)")

Params = dict[str, np.ndarray]


def best(row: np.ndarray, k: int) -> list[int]:
    """Return the places of the k largest numbers."""
    return sorted(range(len(row)), key=lambda place: -row[place])[:k]


def softmax(row: np.ndarray) -> np.ndarray:
    """Return the softmax of a vector."""
    return np.exp(row - np.logaddexp.reduce(row))


def routing(logits: np.ndarray, k: int) -> np.ndarray:
    """Return the weights, token by token: (tokens, experts)."""
    weights = np.zeros_like(logits)
    for row, logit in zip(weights, logits, strict=True):
        places = best(logit, k)
        row[places] = softmax(logit[places])
    return weights


def mixture(x: np.ndarray, p: Params, k: int) -> np.ndarray:
    """Return the output, token by token: (tokens, d)."""
    out = np.zeros_like(x)
    for place, (token, weights) in enumerate(zip(x, routing(x @ p["router"], k), strict=True)):
        for expert, weight in enumerate(weights):
            hidden = np.einsum("d,dh->h", token, p["w1"][expert]) + p["b1"][expert]
            hidden = hidden * (hidden > 0)
            out[place] += weight * (np.einsum("h,hd->d", hidden, p["w2"][expert]) + p["b2"][expert])
    return out


def balance(logits: np.ndarray, k: int) -> float:
    """Return experts * sum(f * P)."""
    choices = [place for row in logits for place in best(row, k)]
    mean = np.mean([softmax(row) for row in logits], axis=0)
    return float(logits.shape[1] * sum(mean[place] for place in choices) / len(choices))


def draw(rng: np.random.Generator) -> tuple[np.ndarray, Params]:
    """Return tokens and parameters; no choice between two experts is close, nor is a hidden unit near 0."""
    while True:
        shapes = {"router": (D, EXPERTS), "w1": (EXPERTS, D, HIDDEN), "b1": (EXPERTS, HIDDEN)}
        shapes |= {"w2": (EXPERTS, HIDDEN, D), "b2": (EXPERTS, D)}
        p = {name: np.round(rng.normal(size=shape) * 64) / 64 for name, shape in shapes.items()}
        x = np.round(rng.normal(size=(TOKENS, D)) * 64) / 64
        gaps = np.diff(np.sort(x @ p["router"], axis=1), axis=1)
        units = np.einsum("td,edh->teh", x, p["w1"]) + p["b1"]
        if gaps.min() > 1e-3 and np.abs(units).min() > 1e-3:
            return x, p


def draw_logits(rng: np.random.Generator, scale: float = 2) -> np.ndarray:
    """Return logits no two of which are close, some experts more popular than others: (tokens, experts)."""
    while True:
        order = rng.permuted(np.tile(np.arange(EXPERTS), (TOKENS, 1)), axis=1)
        logits = scale * (order + rng.uniform(0, 0.5, (TOKENS, EXPERTS)) + np.linspace(0, 2, EXPERTS)) / 2
        if np.diff(np.sort(logits, axis=1), axis=1).min() > 1e-3:
            return logits


def expect_output(subject: Subject, x: np.ndarray, p: Params, k: int, hint: Text) -> None:
    """Compare the output in float64."""
    got = subject.call("moe", x, p, k, precision="float64")
    expect_close(got, mixture(x, p, k), rtol=EXACT, atol=EXACT, what=OUT, hint=hint)


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """Shapes of all three."""
    x, p = draw(rng)
    logits = draw_logits(rng)
    expect_shape(subject.call("route", logits, K, precision="float64"), (TOKENS, EXPERTS), what=ROUTED)
    expect_shape(subject.call("moe", x, p, K, precision="float64"), (TOKENS, D), what=OUT)
    expect_shape(subject.call("load_balancing_loss", logits, K, precision="float64"), (), what=LOSS)


@check(Text(en="routing", zh="路由"))
def routes(subject: Subject, rng: np.random.Generator) -> None:
    """Two of five experts, one, and all."""
    hint = Text(
        en="Each row has k numbers that are not 0: the softmax of its k largest logits, at their places. They sum to 1.",
        zh="每行有 k 个非零的数：对该行最大的 k 个 logits 做 softmax，放在原来的位置。它们的和为 1。",
    )
    for k in (K, 1, EXPERTS):
        logits = draw_logits(rng)
        got = subject.call("route", logits, k, precision="float64")
        expect_close(got, routing(logits, k), rtol=EXACT, atol=EXACT, what=ROUTED, hint=hint)


@check(Text(en="experts", zh="专家"))
def experts(subject: Subject, rng: np.random.Generator) -> None:
    """The weighted sum over the chosen experts."""
    hint = Text(
        en="If the routing is right: sum over the chosen experts of weight * (relu(x @ w1 + b1) @ w2 + b2).",
        zh="如果路由没有问题：对选中的专家求 weight * (relu(x @ w1 + b1) @ w2 + b2) 之和。",
    )
    x, p = draw(rng)
    expect_output(subject, x, p, K, hint)
    if subject.framework != "jax":
        expect_close(subject.call("moe", x, p, K), mixture(x, p, K), rtol=SINGLE, atol=SINGLE, what=OUT, hint=hint)
        expect_output(subject, x[:1], p, 1, hint)


@check(Text(en="balancing loss", zh="均衡损失"))
def balancing(subject: Subject, rng: np.random.Generator) -> None:
    """Experts * sum(f * P), of an uneven load."""
    hint = Text(
        en="f sums to 1 and so does P: an even load has the loss 1, a router that sends all tokens alike has more.",
        zh="f 之和为 1，P 之和也为 1：负载均匀时损失为 1，把所有词元送往同样专家的路由器损失更大。",
    )
    for k in (K, 1):
        logits = draw_logits(rng)
        got = subject.call("load_balancing_loss", logits, k, precision="float64")
        expect_close(got, balance(logits, k), rtol=SHARES, what=LOSS, hint=hint)


@check(Text(en="extreme logits", zh="极端的 logits"))
def extremes(subject: Subject, rng: np.random.Generator) -> None:
    """Logits of some +-1e4: exp overflows, or every weight underflows."""
    hint = Text(
        en="If ordinary logits are right: subtract each row's maximum before exp.",
        zh="如果普通的 logits 没有问题：在 exp 之前减去每一行的最大值。",
    )
    logits = draw_logits(rng, 5000) - 2e4 * (np.arange(TOKENS) % 2)[:, None]
    got = subject.call("route", logits, K, precision="float64")
    expect_close(got, routing(logits, K), rtol=EXACT, atol=EXACT, what=ROUTED, hint=hint)
    got = subject.call("load_balancing_loss", logits, K, precision="float64")
    expect_close(got, balance(logits, K), rtol=SHARES, atol=EXACT, what=LOSS, hint=hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """The caller's arrays after each call."""
    x, p = draw(rng)
    logits = draw_logits(rng)
    for name, args in (("route", [logits, K]), ("moe", [x, p, K]), ("load_balancing_loss", [logits, K])):
        expect_unchanged(subject, name, *args)


@check(Text(en="gradient", zh="梯度"), frameworks=("torch", "jax"))
def gradient(subject: Subject, rng: np.random.Generator) -> None:
    """Autodiff reaches the router and every expert."""
    x, p = draw(rng)
    weights = rng.normal(size=x.shape)
    hint = Text(
        en="If the output is right: the router learns through the weights alone; nothing may cut them off.",
        zh="如果输出是对的：路由器只能通过权重学习，不能把它们切断。",
    )
    slopes = subject.gradient("objective", p, x, weights, precision="float64")
    for name, got in sorted(slopes.items()):
        if got is None:
            fail(Text(en=f"No gradient reaches {name}.", zh=f"没有梯度传到 {name}。"), code=f"none: {name}", hint=hint)
        direction = rng.normal(size=p[name].shape)
        up, down = (mixture(x, {**p, name: p[name] + sign * 1e-5 * direction}, K) for sign in (1, -1))
        right = np.sum(weights * (up - down)) / 2e-5
        what = Text(en=f"the slope along a direction of {name}", zh=f"{name} 沿某个方向的斜率")
        expect_close(np.sum(got * direction), right, rtol=DIFFERENCE, atol=DIFFERENCE, what=what, hint=hint)


@check(Text(en="gradient of the balancing loss", zh="均衡损失的梯度"), frameworks=("torch", "jax"))
def balancing_gradient(subject: Subject, rng: np.random.Generator) -> None:
    """Through P alone: the shares of the choices are constants."""
    logits = draw_logits(rng)
    right = central_differences(lambda moved: balance(moved, K), logits)
    got = subject.gradient("load_balancing_loss", logits, K, precision="float64")
    what = Text(en="the gradient of load_balancing_loss", zh="load_balancing_loss 的梯度")
    hint = Text(
        en="If the loss is right: f counts and is constant, P = mean(softmax(logits)) must not be cut off.",
        zh="如果损失是对的：f 是计数，是常数；P = mean(softmax(logits)) 不能被切断。",
    )
    expect_close(got, right, rtol=DIFFERENCE, atol=DIFFERENCE, what=what, hint=hint)


@check(Text(en="every call alike", zh="每次调用都一样"), match="failure", frameworks=("numpy", "torch"))
def every_call(subject: Subject, rng: np.random.Generator) -> None:
    """New values of one shape, again and again and in a new process."""
    hint = Text(
        en="If the checks above pass: does it remember something from one call to the next?",
        zh="如果上面的检查通过：它是否把什么从一次调用记到了下一次？",
    )
    subject.repeatedly(lambda worker: expect_output(worker, *draw(rng), K, hint), rng)


@check(Text(en="as a compiled program", zh="作为编译后的程序"), frameworks=("jax",))
def compiled(subject: Subject, rng: np.random.Generator) -> None:
    """Exported in float32 and run where the submission is not."""
    x, p = draw(rng)
    hint = Text(
        en="If plain calls are right: under jit nothing may depend on values in Python.",
        zh="如果直接调用没有问题：在 jit 之下，Python 中不能依赖数组的数值。",
    )
    expect_close(subject.exported("moe", x, p, K), mixture(x, p, K), rtol=SINGLE, atol=SINGLE, what=OUT, hint=hint)
