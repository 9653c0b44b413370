"""Speculative decoding: the pick, the residual, what is accepted, and whose distribution comes out.

The oracle goes row by row through lists, and compares ratios.
"""

import numpy as np

from kata.grading import (
    Subject,
    Text,
    check,
    expect_close,
    expect_dtype,
    expect_equal,
    expect_shape,
    expect_unchanged,
    fail,
)

EXACT = 1e-9
BATCH, DRAFTED, VOCAB = 6, 3, 5  # one shape: JAX compiles for each
BELOW_ONE = 1 - 2.0**-53
RUNS = 3000

# For the statistics. One token of the draft is accepted in 0.6 of all runs, two are in 0.36 of them.
TARGET = np.array([[0.25, 0.2, 0.4, 0.15], [0.1, 0.2, 0.3, 0.4], [0.4, 0.1, 0.2, 0.3]])
DRAFT = np.array([[0.05, 0.05, 0.8, 0.1], [0.4, 0.3, 0.2, 0.1]])

Round = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]  # target, draft, tokens, uniforms


def pick_row(p: np.ndarray, u: float) -> int:
    """Return the token, of positive probability."""
    possible = [token for token in range(len(p)) if p[token] > 0]
    for token in possible:
        if p[: token + 1].sum() > u:
            return token
    return possible[-1]


def residual_row(p: np.ndarray, q: np.ndarray) -> np.ndarray:
    """Return what the target has more, or the target where that is nothing."""
    excess = [float(a - b) if a > b else 0.0 for a, b in zip(p, q, strict=True)]
    return np.array(excess) / sum(excess) if any(excess) else p


def verify_row(target: np.ndarray, draft: np.ndarray, tokens: np.ndarray, uniforms: np.ndarray) -> list[int]:
    """Return the accepted tokens and the one that is drawn."""
    for place, token in enumerate(tokens.tolist()):
        if uniforms[place] >= target[place, token] / draft[place, token]:
            drawn = pick_row(residual_row(target[place], draft[place]), uniforms[-1])
            return [*tokens[:place].tolist(), drawn]
    return [*tokens.tolist(), pick_row(target[-1], uniforms[-1])]


def verify(batch: Round) -> np.ndarray:
    """Return the rows, filled up with -1."""
    rows = [verify_row(*row) for row in zip(*batch, strict=True)]
    return np.array([row + [-1] * (batch[0].shape[1] - len(row)) for row in rows])


def draw(rng: np.random.Generator) -> Round:
    """Return distributions, tokens of the draft, and numbers, which lie near no edge but once in 10 million draws."""
    target = rng.dirichlet(np.ones(VOCAB), (BATCH, DRAFTED + 1))
    draft = rng.dirichlet(np.ones(VOCAB), (BATCH, DRAFTED))
    tokens = np.array([[rng.choice(VOCAB, p=q) for q in row] for row in draft])
    return target, draft, tokens, rng.random((BATCH, DRAFTED + 1))


def draw_accepted(rng: np.random.Generator, lengths: list[int]) -> Round:
    """Return a batch in which just so many tokens of each row are accepted before a rejection.

    Behind the rejection each token would pass its own test.
    """
    target, draft, tokens, uniforms = draw(rng)
    p, q = (np.take_along_axis(x, tokens[..., None], axis=2)[..., 0] for x in (target[:, :-1], draft))
    ratio = np.minimum(p / q, 1)
    uniforms[:, :-1] *= ratio  # all are accepted
    for row, length in enumerate(lengths):
        if length < DRAFTED:
            token = tokens[row, length]
            less = 0.5 * draft[row, length, token]
            target[row, length] = draft[row, length]
            target[row, length, token] -= less
            target[row, length] += less * _other(rng, token)
            uniforms[row, length] = rng.uniform(0.55, 1)
    return target, draft, tokens, uniforms


def _other(rng: np.random.Generator, token: int) -> np.ndarray:
    """Return a distribution that leaves the token out."""
    p = rng.dirichlet(np.ones(VOCAB))
    p[token] = 0
    return p / p.sum()


def expect_output(subject: Subject, batch: Round, hint: Text) -> None:
    """Compare the output with the oracle's."""
    got = subject.call("verify", *batch, precision="float64")
    expect_equal(got, verify(batch), what=Text(en="the output", zh="输出"), hint=hint)


def expect_picked(subject: Subject, p: np.ndarray, uniforms: np.ndarray, hint: Text) -> None:
    """Compare the picked tokens."""
    expected = np.array([pick_row(row, u) for row, u in zip(p, uniforms, strict=True)])
    got = subject.call("pick", p, uniforms, precision="float64")
    expect_equal(got, expected, what=Text(en="the picked tokens", zh="选出的词元"), hint=hint)


def expect_residual(subject: Subject, target: np.ndarray, draft: np.ndarray, hint: Text) -> None:
    """Compare the residuals."""
    expected = np.stack([residual_row(p, q) for p, q in zip(target, draft, strict=True)])
    got = subject.call("residual", target, draft, precision="float64")
    expect_close(got, expected, rtol=EXACT, atol=1e-12, what=Text(en="the residual", zh="残差分布"), hint=hint)


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """Shapes, and integers for tokens."""
    target, draft, tokens, uniforms = draw(rng)
    picked = subject.call("pick", target[:, 0], uniforms[:, 0], precision="float64")
    expect_shape(picked, (BATCH,), what=Text(en="pick", zh="pick"))
    got = subject.call("residual", target[:, 0], draft[:, 0], precision="float64")
    expect_shape(got, (BATCH, VOCAB), what=Text(en="residual", zh="residual"))
    output = subject.call("verify", target, draft, tokens, uniforms, precision="float64")
    expect_shape(output, (BATCH, DRAFTED + 1), what=Text(en="verify", zh="verify"))
    for name, value in (("pick", picked), ("verify", output)):
        if np.asarray(value).dtype.kind not in "iu":
            fail(
                Text(en=f"{name} must return integers, token ids.", zh=f"{name} 必须返回整数，即词元编号。"),
                code="dtype",
            )
        if subject.framework == "torch":
            expect_dtype(value, "int64", what=Text(en=name, zh=name))


@check(Text(en="picking a token", zh="选出词元"))
def picking(subject: Subject, rng: np.random.Generator) -> None:
    """Rows of their own, some tokens impossible."""
    hint = Text(
        en="Add up each row's probabilities from the left: how many of the sums are not above its number?",
        zh="从左边开始累加每行的概率：有多少个和没有超过该行的随机数？",
    )
    for _ in range(3):
        p = rng.dirichlet(np.ones(VOCAB), BATCH)
        p[:, int(rng.integers(VOCAB))] = 0
        expect_picked(subject, p / p.sum(axis=1, keepdims=True), rng.random(BATCH), hint)


@check(Text(en="numbers at the edges", zh="边界上的随机数"))
def edges(subject: Subject, rng: np.random.Generator) -> None:
    """0 and the last number below 1, rows that sum to a little less, impossible tokens at both ends."""
    hint = Text(
        en="If ordinary numbers are right: no token of probability 0 and none beyond the vocabulary, whatever u is.",
        zh="如果普通的随机数没有问题：无论 u 是多少，都不能选出概率为 0 的词元，也不能超出词表。",
    )
    p = rng.dirichlet(np.full(VOCAB, 5.0), BATCH)
    p[[0, 2], :2] = 0
    p[[1, 3], -2:] = 0
    p *= (1 - 4e-16) / p.sum(axis=1, keepdims=True)
    expect_picked(subject, p, np.array([0, BELOW_ONE, BELOW_ONE, 0, BELOW_ONE, 0]), hint)


@check(Text(en="residual", zh="残差分布"))
def residuals(subject: Subject, rng: np.random.Generator) -> None:
    """Two random distributions."""
    hint = Text(
        en="Only what the target has more counts, and each row must sum to 1 again.",
        zh="只有目标模型多出的部分才算，而且每一行的和必须重新为 1。",
    )
    target, draft, _, _ = draw(rng)
    expect_residual(subject, target[:, 0], draft[:, 0], hint)


@check(Text(en="equal distributions", zh="相同的分布"))
def equal(subject: Subject, rng: np.random.Generator) -> None:
    """Rows in which nothing is left."""
    hint = Text(
        en="If other rows are right: 0 / 0 is NaN. With nothing left the target's own row is asked for.",
        zh="如果其他行没有问题：0 / 0 是 NaN。什么都不剩时，要返回目标模型自己的那一行。",
    )
    target, draft, _, _ = draw(rng)
    draft[[1, 4], 0] = target[[1, 4], 0]
    expect_residual(subject, target[:, 0], draft[:, 0], hint)


@check(Text(en="acceptance", zh="接受"))
def acceptance(subject: Subject, rng: np.random.Generator) -> None:
    """Which tokens stay; not which one is drawn."""
    hint = Text(
        en="Token i stays if u[i] < target / draft at that token, and all before it stay. One more token follows, then -1.",
        zh="如果 u[i] < 该词元处的 target / draft，且之前的词元都留下，第 i 个词元才留下。其后还有一个词元，再往后是 -1。",
    )
    edge = draw_accepted(rng, [0, 3, 3, 3, 3, 3])
    token = edge[2][:, 1]
    for row in range(BATCH):  # never what the target cannot say, always what it says as often as the draft
        edge[0][row, 1] = _other(rng, int(token[row])) if row % 2 else edge[1][row, 1]
    edge[3][:, 1] = np.where(np.arange(BATCH) % 2, 0, BELOW_ONE)
    for batch in (draw_accepted(rng, [0, 1, 2, 3, 1, 0]), draw(rng), edge):
        got = subject.call("verify", *batch, precision="float64")
        expect_shape(got, (BATCH, DRAFTED + 1), what=Text(en="the output", zh="输出"))
        expected = verify(batch)
        lengths = (expected >= 0).sum(axis=1)
        drawn = np.arange(DRAFTED + 1) == lengths[:, None] - 1
        what = Text(en="the output, with 0 for the drawn token,", zh="输出（抽取的词元记为 0）")
        expect_equal(np.where(drawn, 0, got), np.where(drawn, 0, expected), what=what, hint=hint)


@check(Text(en="all accepted", zh="全部接受"))
def bonus(subject: Subject, rng: np.random.Generator) -> None:
    """One more token, from the target's last row."""
    hint = Text(
        en="If acceptance is right: behind the last drafted token the draft has no row. Draw from the target's last one.",
        zh="如果接受的判断没有问题：最后一个草稿词元之后，草稿模型没有对应的行。应从目标模型的最后一行抽取。",
    )
    for _ in range(2):
        expect_output(subject, draw_accepted(rng, [DRAFTED] * BATCH), hint)


@check(Text(en="whose distribution", zh="谁的分布"))
def distribution(subject: Subject, rng: np.random.Generator) -> None:
    """The first, second and third tokens of 3000 runs, each against the target.

    A share of n tokens spreads by sqrt(p (1 - p) / n). Beyond 5.5 spreads lies one of 26 million normal numbers; the
    binomial tails for 3000, 1800 and 1080 tokens, added up over the 12 shares, make one false alarm in 1.6 million.
    """
    shuffle = rng.permutation(4)
    target, draft = (np.tile(x[:, shuffle], (RUNS, 1, 1)).astype(np.float32) for x in (TARGET, DRAFT))
    tokens = np.stack([rng.choice(4, RUNS, p=row[shuffle]) for row in DRAFT], axis=1)
    # Multiples of 2^-24, which float32 holds, all below 1.
    uniforms = (rng.integers(2**24, size=(RUNS, 3)) / 2**24).astype(np.float32)
    got = subject.call("verify", target, draft, tokens, uniforms)
    expect_shape(got, (RUNS, 3), what=Text(en="the output", zh="输出"))
    for place, p in enumerate(TARGET[:, shuffle]):
        seen = np.asarray(got)[:, place]
        expect_shares(seen[seen >= 0], p, place)


def expect_shares(seen: np.ndarray, p: np.ndarray, place: int) -> None:
    """Expect tokens as often as the target has them, within 5.5 spreads."""
    shares = np.array([(seen == token).sum() for token in range(len(p))]) / max(len(seen), 1)
    excess = np.abs(shares - p) / np.sqrt(p * (1 - p) / max(len(seen), 1))
    if excess.max() > 5.5:
        token = int(excess.argmax())
        fail(
            Text(
                en=f"At place {place} the target gives token {token} the probability {p[token]:.2f}; "
                f"it came in {shares[token]:.3f} of {len(seen)} runs.",
                zh=f"在位置 {place}，目标模型给词元 {token} 的概率是 {p[token]:.2f}；"
                f"它在 {len(seen)} 次运行中出现的比例是 {shares[token]:.3f}。",
            ),
            code="shares",
            hint=Text(
                en="After a rejection draw from the residual at the place of the rejection, with the number kept for it.",
                zh="拒绝之后，应从拒绝位置的残差分布中抽取，并使用专门留给它的随机数。",
            ),
        )


@check(Text(en="outputs", zh="输出"))
def outputs(subject: Subject, rng: np.random.Generator) -> None:
    """Rejections at all places, exactly."""
    hint = Text(
        en="If acceptance and shares are right: which row, and which of the numbers, does the drawn token come from?",
        zh="如果接受的判断和比例没有问题：抽取的词元来自哪一行、用的是哪个随机数？",
    )
    for _ in range(3):
        expect_output(subject, draw_accepted(rng, rng.permutation([0, 1, 2, 3, 0, 2]).tolist()), hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"), frameworks=("numpy", "torch"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """No function writes into what it was given."""
    batch = draw(rng)
    for name, args in (
        ("pick", (batch[0][:, 0], batch[3][:, 0])),
        ("residual", (batch[0][:, 0], batch[1][:, 0])),
        ("verify", batch),
    ):
        expect_unchanged(subject, name, *args)


@check(Text(en="as a compiled program", zh="作为编译后的程序"), frameworks=("jax",))
def compiled(subject: Subject, rng: np.random.Generator) -> None:
    """The verification exported."""
    batch = draw_accepted(rng, [0, 1, 2, 3, 0, 2])
    got = subject.exported("verify", *batch, precision="float64")
    hint = Text(
        en="If plain calls are right: under jit the number of accepted tokens has no value. Choose with where, not if.",
        zh="如果直接调用没有问题：在 jit 之下接受的词元数没有值。请用 where 选择，不要用 if。",
    )
    expect_equal(got, verify(batch), what=Text(en="the exported output", zh="导出的输出"), hint=hint)
