"""Greedy decoding, filters and sampling: which tokens stay, and how often each is drawn.

The oracle goes row by row with Python's `sorted` and a loop that adds probabilities until they suffice.
"""

import numpy as np

from kata.grading import Rng, Subject, Text, check, expect_close, expect_equal, expect_shape, expect_unchanged, fail

EXACT = 1e-9
ROWS, VOCAB = 5, 7  # one shape: JAX compiles for each
DRAWS = 2000  # of each of two distributions
Settings = tuple[float, int, float]


def filtered_row(row: np.ndarray, temperature: float, top_k: int, top_p: float) -> tuple[np.ndarray, float]:
    """Return the filtered row, and how near a sum came to `top_p`."""
    scaled = row / temperature
    ranking = sorted(range(len(row)), key=lambda token: (-scaled[token], token))[: top_k or None]
    total = np.logaddexp.reduce(scaled[ranking])
    result, mass, margin = np.full(len(row), -np.inf), 0.0, 1.0
    for token in ranking:
        if mass < top_p or top_p == 1:
            result[token] = scaled[token]
        mass += float(np.exp(scaled[token] - total))
        margin = min(margin, abs(mass - top_p))
    return result, margin


def filtered(logits: np.ndarray, settings: Settings) -> np.ndarray:
    """Return the filtered logits."""
    return np.stack([filtered_row(row, *settings)[0] for row in logits])


def draw(rng: np.random.Generator, settings: Settings) -> np.ndarray:
    """Return logits whose sums of probabilities are nowhere within rounding of `top_p`."""
    while True:
        logits = rng.normal(0, 1.5, (ROWS, VOCAB))
        if settings[2] == 1 or min(filtered_row(row, *settings)[1] for row in logits) > 1e-6:
            return logits


def expect_filtered(subject: Subject, logits: np.ndarray, settings: Settings, hint: Text) -> None:
    """Compare the filtered logits."""
    got = subject.call("filter_logits", logits, *settings, precision="float64")
    what = Text(en="the filtered logits", zh="过滤后的 logits")
    expect_close(got, filtered(logits, settings), rtol=EXACT, what=what, hint=hint)


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """Shapes, and integers for tokens."""
    logits = rng.normal(size=(ROWS, VOCAB))
    got = subject.call("filter_logits", logits, 1.0, 0, 1.0, precision="float64")
    expect_shape(got, (ROWS, VOCAB), what=Text(en="the filtered logits", zh="过滤后的 logits"))
    for name, tokens in (
        ("greedy", subject.call("greedy", logits, precision="float64")),
        ("sample", subject.call("sample", logits, Rng(1), 1.0, 0, 1.0, precision="float64")),
    ):
        expect_shape(tokens, (ROWS,), what=Text(en=name, zh=name))
        if np.asarray(tokens).dtype.kind not in "iu":
            fail(
                Text(en=f"{name} must return integers, token ids.", zh=f"{name} 必须返回整数，即词元编号。"),
                code="dtype",
            )


@check(Text(en="greedy", zh="贪心"))
def greedy(subject: Subject, rng: np.random.Generator) -> None:
    """The largest logit of each row; of two equal ones the first."""
    logits = rng.normal(size=(ROWS, VOCAB))
    expected = np.array([row.tolist().index(max(row)) for row in logits])
    logits[0, [2, 5]] = 9.0
    expected[0] = 2
    got = subject.call("greedy", logits, precision="float64")
    hint = Text(en="The argmax of each row; it takes the first of equals.", zh="每行的 argmax；并列时取第一个。")
    expect_equal(got, expected, what=Text(en="greedy", zh="greedy"), hint=hint)


@check(Text(en="temperature", zh="温度"))
def temperature(subject: Subject, rng: np.random.Generator) -> None:
    """Scaling alone."""
    hint = Text(
        en="Below 1 the distribution gets sharper: divide. Each logit stays in its token's column.",
        zh="小于 1 时分布变得更尖锐：应该用除法。每个 logit 留在其词元所在的列。",
    )
    for value in (0.5, 3.0):
        settings = (value, 0, 1.0)
        expect_filtered(subject, draw(rng, settings), settings, hint)


@check(Text(en="top-k", zh="top-k"))
def top_k(subject: Subject, rng: np.random.Generator) -> None:
    """Top-k alone: one, some, all, more than there are."""
    hint = Text(
        en="The k largest of each row keep their value and their place, the others are -inf.",
        zh="每行最大的 k 个保留数值和位置，其余为 -inf。",
    )
    for k in (3, 1, VOCAB, VOCAB + 2):
        settings = (1.0, k, 1.0)
        expect_filtered(subject, draw(rng, settings), settings, hint)


@check(Text(en="top-p", zh="top-p"))
def top_p(subject: Subject, rng: np.random.Generator) -> None:
    """Top-p alone; 0.01 leaves one token."""
    hint = Text(
        en="Tokens are added in descending order until the sum reaches p: the one that crosses stays.",
        zh="按降序加入词元，直到和达到 p：越过界线的那个要留下。",
    )
    for p in (0.8, 0.5, 0.01):
        settings = (1.0, 0, p)
        expect_filtered(subject, draw(rng, settings), settings, hint)


@check(Text(en="ties", zh="并列"))
def ties(subject: Subject, rng: np.random.Generator) -> None:
    """Equal logits in both filters.

    In a vocabulary of forty too: NumPy and PyTorch sort 16 numbers or fewer by insertion, which is stable whether asked
    for or not.
    """
    hint = Text(
        en="If distinct logits are right: exactly k stay, and of equal logits the lower id. Is the sort stable?",
        zh="如果互不相同的 logits 没有问题：恰好留下 k 个，并列时编号小的留下。排序是稳定的吗？",
    )
    logits = np.array([rng.permutation([2.0, 1, 1, 1, 0, 0, -1]) for _ in range(ROWS)])
    logits[1] = 0.0
    for settings in ((1.0, 3, 1.0), (1.0, 0, 0.47)):
        expect_filtered(subject, logits, settings, hint)
    wide: Settings
    for wide in ((1.0, 5, 1.0), (1.0, 0, 0.31)):
        logits = rng.integers(4, size=(ROWS, 40)) / 2
        while wide[2] < 1 and min(filtered_row(row, *wide)[1] for row in logits) < 1e-6:
            logits = rng.integers(4, size=(ROWS, 40)) / 2
        expect_filtered(subject, logits, wide, hint)


@check(Text(en="filters together", zh="过滤器合用"))
def together(subject: Subject, rng: np.random.Generator) -> None:
    """The order of the steps."""
    hint = Text(
        en="If each filter alone is right: temperature comes first, then top-k; top-p sums probabilities of what is left.",
        zh="如果单个过滤器没有问题：先温度，再 top-k；top-p 累加的是剩余词元重新归一化后的概率。",
    )
    for settings in ((3.0, 0, 0.7), (0.5, 0, 0.9), (1.5, 3, 0.8), (2.0, 4, 0.75)):
        expect_filtered(subject, draw(rng, settings), settings, hint)


@check(Text(en="top-p of 1", zh="top-p 为 1"))
def off(subject: Subject, rng: np.random.Generator) -> None:
    """Nothing is removed, though probabilities underflow; large logits do not overflow."""
    hint = Text(
        en="If ordinary logits are right: a sum of 1 is reached before tokens of probability 0 come. top_p = 1 is off.",
        zh="如果普通的 logits 没有问题：在概率为 0 的词元之前，和就已达到 1。top_p = 1 表示关闭。",
    )
    logits = draw(rng, (1.0, 0, 1.0))
    logits[0] = rng.permutation([1e4, 0, -1e4, 3, 5, 7, 9])
    logits[1] -= 1e4
    logits[2, 3] = 50.0
    for settings in ((1.0, 0, 1.0), (1.0, 0, 0.9)):
        expect_filtered(subject, logits, settings, hint)


@check(Text(en="how often", zh="频率"), match="failure")
def frequencies(subject: Subject, rng: np.random.Generator) -> None:
    """Counts of two distributions in alternating rows, each with 2000 draws.

    A share spreads by sqrt(p (1 - p) / 2000). Beyond 5.5 spreads lies one draw in 26 million; 14 shares in two settings
    make one in a million, and the skewness of small p (at least 0.02 here, 40 draws) less than 5 times as many.
    """
    settings: Settings
    for settings in ((1.0, 0, 1.0), (1.5, 4, 0.9)):
        while True:
            pair = draw(rng, settings)[:2]
            weights = np.exp(filtered(pair, settings))
            p = weights / weights.sum(axis=1, keepdims=True)
            if p[p > 0].min() > 0.02:
                break
        logits = np.tile(pair, (DRAWS, 1)).astype(np.float32)
        tokens = subject.call("sample", logits, Rng(int(rng.integers(2**31))), *settings)
        expect_shape(tokens, (2 * DRAWS,), what=Text(en="sample", zh="sample"))
        for which in range(2):
            counts = np.array([(np.asarray(tokens)[which::2] == token).sum() for token in range(VOCAB)])
            expect_shares(counts / DRAWS, p[which])


def expect_shares(seen: np.ndarray, p: np.ndarray) -> None:
    """Expect shares within 5.5 spreads, and none where the probability is 0."""
    if seen[p == 0].any() or abs(seen.sum() - 1) > EXACT:
        fail(
            Text(en="A token was drawn that the filters remove.", zh="抽到了已被过滤掉的词元。"),
            code="removed",
            hint=Text(en="Draw from the filtered logits.", zh="应从过滤后的 logits 中抽取。"),
        )
    excess = np.abs(seen - p) / np.sqrt(p * (1 - p) / DRAWS + 1e-12)
    if excess.max() > 5.5:
        token = int(excess.argmax())
        code = "one draw for all" if np.isin(seen, (0.0, 1.0)).all() else "shares"
        fail(
            Text(
                en=f"Token {token} has the probability {p[token]:.3f}, and was drawn in {seen[token]:.3f} of {DRAWS} rows.",
                zh=f"词元 {token} 的概率是 {p[token]:.3f}，但在 {DRAWS} 行中抽到它的比例是 {seen[token]:.3f}。",
            ),
            code=code,
            hint=Text(
                en="Draw each row on its own, from the softmax of its filtered logits, taken once.",
                zh="每一行独立抽取，依据的是其过滤后 logits 的 softmax，且 softmax 只做一次。",
            ),
        )


@check(Text(en="whose randomness", zh="随机性的来源"), match="failure")
def randomness(subject: Subject, rng: np.random.Generator) -> None:
    """The same seed again, another one; global generators stay where they were."""
    logits, seed = np.zeros((2 * DRAWS, VOCAB), np.float32), int(rng.integers(2**31))
    settings = (1.0, 0, 1.0)
    first, again, other = (subject.call("sample", logits, Rng(number), *settings) for number in (seed, seed, seed + 1))
    hint = Text(en="All draws come from what was passed.", zh="所有抽取都来自传入的生成器或键。")
    if not np.array_equal(first, again):
        fail(Text(en="The same seed gives other tokens.", zh="同一个种子给出了不同的词元。"), code="replay", hint=hint)
    if np.array_equal(first, other):
        fail(Text(en="Another seed gives the same tokens.", zh="换一个种子给出了相同的词元。"), code="fixed", hint=hint)
    if subject.observe("global_rng", "sample", logits, Rng(seed), *settings):
        fail(Text(en="A global generator moved.", zh="全局生成器被动用了。"), code="global", hint=hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"), frameworks=("numpy", "torch"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """The logits after the filters."""
    settings = (2.0, 3, 0.9)
    expect_unchanged(subject, "filter_logits", draw(rng, settings), *settings)


@check(Text(en="as a compiled program", zh="作为编译后的程序"), frameworks=("jax",))
def compiled(subject: Subject, rng: np.random.Generator) -> None:
    """The filters exported; the settings are arguments of the program."""
    settings = (1.5, 4, 0.8)
    logits = draw(rng, settings)
    arrays = (np.array(settings[0]), np.array(settings[1]), np.array(settings[2]))
    got = subject.exported("filter_logits", logits, *arrays, precision="float64")
    hint = Text(
        en="If plain calls are right: under jit top_k and top_p have no values. Compare ranks with them, without if.",
        zh="如果直接调用没有问题：在 jit 之下 top_k 和 top_p 没有值。请用名次与它们比较，不要用 if。",
    )
    what = Text(en="the exported filter_logits", zh="导出的 filter_logits")
    expect_close(got, filtered(logits, settings), rtol=EXACT, what=what, hint=hint)
