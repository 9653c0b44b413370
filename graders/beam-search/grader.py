"""Beam search over a table of log-probabilities: which hypotheses, in which order, with which scores.

The oracle grows a table of sequences and computes each score anew from the sequence alone; a wide beam is compared with
all sequences that there are.
"""

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np

from kata.grading import Subject, Text, check, expect_close, expect_equal, expect_unchanged, fail

EXACT = 1e-9
TIE = 1e-9
VOCAB = 5
Problem = tuple[np.ndarray, int, int, int, int, float]  # log_probs, start, eos, width, max_length, alpha
Beam = list[tuple[tuple[int, ...], float]]


def score(tokens: tuple[int, ...], log_probs: np.ndarray, start: int, alpha: float) -> float:
    """Return the score of one hypothesis."""
    path = (start, *tokens)
    return float(sum(log_probs[path[i], path[i + 1]] for i in range(len(tokens)))) / len(tokens) ** alpha


def search(problem: Problem) -> tuple[Beam, float]:
    """Return the last beam, and the smallest difference of two scores that decided something."""
    log_probs, start, eos, width, max_length, alpha = problem
    beam: list[tuple[int, ...]] = [()]
    gap = np.inf
    while any(len(tokens) < max_length and tokens[-1:] != (eos,) for tokens in beam):
        grown = [(*t, k) for t in beam for k in range(len(log_probs)) if t[-1:] != (eos,) or k == 0]
        grown = [t[:-1] if t[-2:-1] == (eos,) else t for t in grown]
        scores = [score(t, log_probs, start, alpha) for t in grown]
        best = sorted((-value, place) for place, value in enumerate(scores) if value > -np.inf)[:width]
        beam = [grown[place] for _, place in best]
        finite = np.sort([value for value in scores if value > -np.inf])[-width - 1 :]
        gap = min(gap, float(np.diff(finite).min(initial=np.inf)))
    return [(tokens, score(tokens, log_probs, start, alpha)) for tokens in beam], gap


def without_ties(make: Callable[[], Problem]) -> Problem:
    """Return a problem that no rounding decides: paths through the same pairs of tokens in another order would tie."""
    while True:
        problem = make()
        if search(problem)[1] > TIE:
            return problem


def penalty_decides(make: Callable[[], Problem]) -> Problem:
    """Return a problem without ties whose beam holds others than without the penalty, however its scores are told."""
    while True:
        problem = without_ties(make)
        with_penalty, without = search(problem)[0], search((*problem[:-1], 0.0))[0]
        if {tokens for tokens, _ in with_penalty} != {tokens for tokens, _ in without}:
            return problem


def best_of_all(problem: Problem) -> Beam:
    """Return the two best of all sequences that end in eos or have the greatest length."""
    log_probs, start, eos, _, max_length, alpha = problem
    paths = [t for n in range(1, max_length + 1) for t in product(range(len(log_probs)), repeat=n)]
    whole = [t for t in paths if eos not in t[:-1] and (t[-1] == eos or len(t) == max_length)]
    return sorted(((t, score(t, log_probs, start, alpha)) for t in whole), key=lambda pair: -pair[1])[:2]


def draw(rng: np.random.Generator, eos: float = 0.0) -> np.ndarray:
    """Return a table whose rows are log-probabilities, where token 0 is likelier by so much."""
    logits = rng.normal(size=(VOCAB, VOCAB))
    logits[:, 0] += eos
    return np.asarray(logits - np.logaddexp.reduce(logits, axis=1, keepdims=True))


def found(subject: Subject, problem: Problem) -> list[tuple[list[int], float]]:
    """Return the submission's beam as lists of ints and floats."""
    got: Any = subject.call("beam_search", *problem, precision="float64")
    hint = Text(en="A list of pairs (tokens, score).", zh="应为若干对 (tokens, score) 的列表。")
    pairs = isinstance(got, list | tuple) and all(isinstance(item, list | tuple) and len(item) == 2 for item in got)
    if not pairs or any(np.ndim(tokens) != 1 or np.ndim(value) for tokens, value in got):
        fail(Text(en="The result is no list of pairs.", zh="结果不是由若干对组成的列表。"), code="structure", hint=hint)
    if any(np.asarray(tokens).dtype.kind not in "iu" for tokens, _ in got):
        fail(Text(en="The tokens are no integers.", zh="词元不是整数。"), code="dtype", hint=hint)
    return [(np.asarray(tokens).tolist(), float(value)) for tokens, value in got]


def expect_beam(subject: Subject, problem: Problem, hint: Text) -> None:
    """Compare tokens, then scores, of the whole beam."""
    got, (expected, _) = found(subject, problem), search(problem)
    what = Text(en="the hypotheses", zh="各假设")
    expect_equal([tokens for tokens, _ in got], [list(tokens) for tokens, _ in expected], what=what, hint=hint)
    scores = [np.array([value for _, value in beam]) for beam in (got, expected)]
    expect_close(scores[0], scores[1], rtol=EXACT, what=Text(en="the scores", zh="分数"), hint=hint)


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """A list of pairs."""
    got = found(subject, (draw(rng), 1, 0, 2, 3, 0.0))
    if not got:
        fail(Text(en="The beam is empty.", zh="束是空的。"), code="empty")


@check(Text(en="width 1", zh="宽度 1"))
def greedy(subject: Subject, rng: np.random.Generator) -> None:
    """Greedy decoding; eos comes last, if at all."""
    hint = Text(
        en="A beam of one takes the likeliest token each time, at most max_length of them; the score is the sum of all.",
        zh="只有一个假设的束每次取最可能的词元，最多 max_length 个；分数是它们全部之和。",
    )
    for length in (1, 4):
        problem = without_ties(lambda length=length: (draw(rng, eos=-9.0), 1, 0, 1, length, 0.0))
        expect_beam(subject, problem, hint)


@check(Text(en="two steps", zh="两步"))
def two_steps(subject: Subject, rng: np.random.Generator) -> None:
    """Several hypotheses, of which none finishes."""
    hint = Text(
        en="All extensions of all hypotheses compete for the places of one beam, by the sum of log-probabilities.",
        zh="所有假设的所有扩展一起竞争同一束中的位置，依据是对数概率之和。",
    )
    for _ in range(6):
        expect_beam(subject, without_ties(lambda: (draw(rng, eos=-20.0), 2, 0, 3, 2, 0.0)), hint)


@check(Text(en="finished hypotheses", zh="已结束的假设"))
def finished(subject: Subject, rng: np.random.Generator) -> None:
    """Eos is likely; also the same token as start."""
    hint = Text(
        en="A finished hypothesis isn't extended, and stays as long as its score is among the best.",
        zh="已结束的假设不再扩展；只要分数仍在最好之列，就留在束中。",
    )
    for start in (2, 0, 1, 0, 2):
        problem = without_ties(lambda start=start: (draw(rng, eos=0.7), start, 0, 3, 5, 0.0))
        expect_beam(subject, problem, hint)
    for eos in (3, 4):
        expect_beam(subject, without_ties(lambda eos=eos: (draw(rng), 1, eos, 4, 5, 0.0)), hint)


@check(Text(en="length penalty", zh="长度惩罚"))
def length_penalty(subject: Subject, rng: np.random.Generator) -> None:
    """Scores divided by n ** alpha, in each comparison."""
    hint = Text(
        en="If alpha = 0 is right: candidates compare by sum / n ** alpha in each step, where n counts eos but not start.",
        zh="如果 alpha = 0 没有问题：每一步都按 sum / n ** alpha 比较候选，n 包括 eos，不包括 start。",
    )
    for alpha in (1.0, 0.6, 1.5, 1.0, 0.6, 1.5):
        problem = penalty_decides(lambda alpha=alpha: (draw(rng, eos=0.5), 1, 0, 3, 5, alpha))
        expect_beam(subject, problem, hint)


@check(Text(en="a wide beam", zh="很宽的束"))
def wide(subject: Subject, rng: np.random.Generator) -> None:
    """As wide as there are sequences: the best of all is found."""
    hint = Text(
        en="If narrow beams are right: a beam this wide leaves nothing out, so the best of all sequences comes first.",
        zh="如果窄的束没有问题：这么宽的束什么也不会漏掉，因此所有序列中最好的排在最前。",
    )
    for alpha in (0.0, 1.0):
        while True:
            problem = (draw(rng), 1, 0, 1000, 3, alpha)
            (tokens, value), (_, second) = best_of_all(problem)
            if value - second > TIE:
                break
        got = found(subject, problem)[:1]
        expect_equal(
            [got_tokens for got_tokens, _ in got], [list(tokens)], what=Text(en="the best", zh="最好者"), hint=hint
        )
        expect_close(got[0][1], value, rtol=EXACT, what=Text(en="its score", zh="它的分数"), hint=hint)


@check(Text(en="ties", zh="并列"))
def ties(subject: Subject, rng: np.random.Generator) -> None:
    """Equal scores, exact in floating point."""
    hint = Text(
        en="If distinct scores are right: of equal ones the earlier candidate comes first. Is the sort stable?",
        zh="如果互不相同的分数没有问题：分数相等时先列出的候选在前。排序是稳定的吗？",
    )
    for _ in range(3):
        log_probs = -rng.integers(1, 3, (VOCAB, VOCAB)).astype(float)
        expect_beam(subject, (log_probs, 1, 0, 4, 3, 0.0), hint)


def draw_holes(rng: np.random.Generator) -> np.ndarray:
    """Return a table with few possible tokens; after 1 come 2, 3 and 4, and nothing after 2."""
    log_probs = np.where(rng.random((VOCAB, VOCAB)) < 0.6, -np.inf, draw(rng))
    log_probs[1] = [-np.inf, -np.inf, -0.9, -1.5, -2.5]
    log_probs[2] = -np.inf
    log_probs[3, 0], log_probs[4, 3] = -0.5, -0.4
    return np.asarray(log_probs)


@check(Text(en="impossible tokens", zh="不可能的词元"))
def impossible(subject: Subject, rng: np.random.Generator) -> None:
    """Few possible extensions, fewer than the beam holds; dead ends; none at all."""
    hint = Text(
        en="If all tokens are possible it is right: -inf is no candidate, so the beam may be smaller than width.",
        zh="如果所有词元都可能时没有问题：-inf 不是候选，因此束可以小于 width。",
    )
    expect_beam(subject, without_ties(lambda: (draw_holes(rng), 1, 0, 6, 4, 1.0)), hint)
    expect_beam(subject, (draw_holes(rng), 2, 0, 3, 4, 0.0), hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """The table after a search."""
    hint = Text(en="Write into an array of your own.", zh="请写入你自己的数组。")
    expect_unchanged(subject, "beam_search", draw(rng), 1, 0, 3, 4, 0.0, hint=hint)
