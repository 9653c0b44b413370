"""How likely a right answer is today, per topic and framework, and how uncertain that is.

The estimate of a topic is the mean, over its n questions, of the chance that each would be answered right today.

A question that was answered before: FSRS' chance p of recall today (`cards.retrievability`), corrected by how right
FSRS was about this reader. One that went wrong last counts as of a day later at the earliest: FSRS starts at 1 right
after a review, but who has just read an explanation has not shown anything yet. The correction is the one of
calibration in the large (Steyerberg, Clinical Prediction Models, 2nd ed., section 15.3), held near 0 by a prior: with E
the sum of the chances that FSRS foretold for the reader's N reviews so far, e = E / N, and S of them recalled,
    shift = logit((S + w e) / (N + w)) - logit(e), w = 20;  p becomes sigmoid(logit(p) + shift).
Its standard error is s = 1 / sqrt((N + w) h (1 - h)) with h = (S + w e) / (N + w), the same for all questions.

A question never seen: the chance θ of a right first answer at its level in its topic, of which a Beta posterior is
known. Few answers in one topic at one level say little, so they are pooled twice (partial pooling of binomial rates,
Gelman et al., Bayesian Data Analysis, 3rd ed., section 5.3, with a prior of fixed weight in the place of a fitted one):
- level l over all topics, from a flat prior, r right of n first answers: μ_l = (r + 1) / (n + 2); where that would make
  a harder level easier than an easier one, both take their common mean (isotonic regression), as one lucky answer, or
  none, at senior level says less than a hundred at the others;
- topic t against what its levels would lead one to expect, m = mean of μ_l over its N first answers, R of them right:
  shift = logit((R + κ m) / (N + κ)) - logit(m), with κ = 4;
- μ_tl = sigmoid(logit(μ_l) + shift), and θ_tl ~ Beta with that mean and the weight κ + N.

What is known of μ_l itself is its posterior, a Beta with the standard deviation d_l = sqrt(μ_l (1 - μ_l) / (n + 3)):
wide for a level hardly asked. All θ_tl of a level move with it, by g_tl = μ_tl (1 - μ_tl) / (μ_l (1 - μ_l)).

The ± is the standard deviation of the share of the n questions that would be answered right today: about two times in
three the share lies within it. Given the chances, each answer is a coin thrown by itself; the θ of one topic are not
known, and are taken to be off together; so is the μ_l of a level, in all topics, and the correction of all p. So by the
law of total variance, with k_l unseen questions at level l, V_l = μ_tl (1 - μ_tl) / (κ + N + 1) the variance of the
Beta, and q = p (1 - p), by which p moves with the shift:

    n² variance = Σ_seen (q - q² s²) + Σ_l k_l (μ_tl (1 - μ_tl) - V_l - g_tl² d_l²)
                + (Σ_l k_l sqrt(V_l))²  +  Σ_l (k_l g_tl d_l)²  +  (s Σ_seen q)²

The first two terms are the spread of the coins: the ± of them shrinks as 1 / sqrt(n). The others are what is not known
of the reader, and shrink with answers alone. For a framework the same is done with the questions about it: the third
term is added up over topics, which are independent, and the last two are taken over all of its questions at once.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final, get_args

from msgspec import Struct

from kata.content import Library
from kata.content.model import Framework, Level, Question, Text
from kata.practice.cards import Card, Rules, retrievability
from kata.practice.evidence import AGAIN
from kata.practice.versions import Versions, holds_here, installed_version

PRIOR_WEIGHT: Final = 4.0  # κ, in first answers
TRUST: Final = 20.0  # w, in reviews


class Estimate(Struct, frozen=True, kw_only=True):
    """The chance of a right answer today over `questions` questions, `seen` of them answered before; shares, 0 to 1.

    `spread`: one standard deviation.
    """

    chance: float
    spread: float
    questions: int
    seen: int


class TopicReadiness(Struct, frozen=True):
    """A topic and its estimate."""

    topic: str
    title: Text
    estimate: Estimate


class FrameworkReadiness(Struct, frozen=True):
    """A framework and the estimate over all questions about it."""

    framework: Framework
    estimate: Estimate


class Readiness(Struct, frozen=True, kw_only=True):
    """What would be answered right today: `all` of it, by topic in the library's order, by framework."""

    all: Estimate
    topics: tuple[TopicReadiness, ...]
    frameworks: tuple[FrameworkReadiness, ...]


class Beta(Struct, frozen=True):
    """A Beta distribution by its mean and its weight, the sum of its two parameters."""

    mean: float
    weight: float

    @property
    def deviation(self) -> float:
        """Its standard deviation."""
        return math.sqrt(self.mean * (1 - self.mean) / (self.weight + 1))


class Correction(Struct, frozen=True):
    """By how much FSRS' chances are off for this reader, in log-odds, and the standard error of that."""

    shift: float
    error: float


def readiness(
    library: Library,
    cards: Mapping[str, Card],
    first_right: Mapping[str, bool],
    *,
    day: date,
    rules: Rules,
    versions: Versions = installed_version,
) -> Readiness:
    """Return the estimates as of study day `day`.

    `first_right`: how the first answer to each question went. Questions that do not hold for the installed versions
    are left out.
    """
    topics = {bank.topic: [one for one in bank.questions if holds_here(one, versions)] for bank in library.banks}
    known = [cards[one.id] for asked in topics.values() for one in asked if one.id in cards]
    correction = correction_of(known, rules)
    by_level = _by_level(topics, first_right)
    means = {level: one.mean for level, one in by_level.items()}
    guesses = {topic: first_answers(asked, first_right, means) for topic, asked in topics.items()}

    def estimate(wanted: Mapping[str, list[Question]]) -> Estimate:
        parts = []
        for topic, asked in wanted.items():
            seen = [cards[one.id] for one in asked if one.id in cards]
            chances = [corrected(chance_today(card, day, rules), correction) for card in seen]
            unseen = Counter(one.level for one in asked if one.id not in cards)
            parts.append(_part(chances, unseen, guesses[topic], by_level, correction))
        return _together(parts, correction)

    def about(framework: Framework) -> dict[str, list[Question]]:
        return {topic: [one for one in asked if framework in one.frameworks] for topic, asked in topics.items()}

    frameworks = [FrameworkReadiness(name, estimate(about(name))) for name in ("torch", "jax", "numpy")]
    return Readiness(
        all=estimate(topics),
        topics=tuple(
            TopicReadiness(bank.topic, bank.title, estimate({bank.topic: topics[bank.topic]})) for bank in library.banks
        ),
        frameworks=tuple(one for one in frameworks if one.estimate.questions),
    )


def first_answers(
    asked: Iterable[Question], first_right: Mapping[str, bool], by_level: Mapping[Level, float]
) -> dict[Level, Beta]:
    """Return, for each level of one topic, what is known of the chance of a right first answer.

    `by_level`: that chance over all topics, the μ_l above, strictly between 0 and 1.
    """
    answered = [(by_level[one.level], first_right[one.id]) for one in asked if one.id in first_right]
    count = len(answered)
    shift = 0.0
    if count:
        expected = sum(mean for mean, _right in answered) / count
        found = (sum(right for _mean, right in answered) + PRIOR_WEIGHT * expected) / (count + PRIOR_WEIGHT)
        shift = _logit(found) - _logit(expected)
    return {level: Beta(_sigmoid(_logit(mean) + shift), PRIOR_WEIGHT + count) for level, mean in by_level.items()}


def chance_today(card: Card, day: date, rules: Rules) -> float:
    """Return the chance, 0 to 1, that a question seen before is answered right on a study day."""
    if card.last_rating == AGAIN:
        day = max(day, card.last + timedelta(days=1))
    return retrievability(card, day, rules)


def correction_of(cards: Iterable[Card], rules: Rules) -> Correction:
    """Return by how much FSRS' chances were off in the reviews of these cards."""
    held = [card for card in cards if card.expected > 0]
    count = sum(card.reviews - 1 for card in held)
    recalled = count - sum(card.lapses for card in held)
    mean = sum(card.expected for card in held) / count if count else rules.retention
    found = (recalled + TRUST * mean) / (count + TRUST)
    return Correction(_logit(found) - _logit(mean), 1 / math.sqrt((count + TRUST) * found * (1 - found)))


def corrected(chance: float, correction: Correction) -> float:
    """Return FSRS' chance, corrected for this reader; 1 stays 1."""
    return chance if chance >= 1 else _sigmoid(_logit(chance) + correction.shift)


class _Part(Struct, frozen=True):
    """One topic's part of an estimate: sums over its questions, not means.

    `variance`: what is independent of other topics; `slope`: by how much the sum of chances moves with the correction;
    `levels`: by how much it moves where what is known of a level is one standard deviation off.
    """

    chance: float
    variance: float
    slope: float
    levels: Mapping[Level, float]
    questions: int
    seen: int


def _part(
    chances: Sequence[float],
    unseen: Mapping[Level, int],
    guesses: Mapping[Level, Beta],
    by_level: Mapping[Level, Beta],
    correction: Correction,
) -> _Part:
    slopes = [p * (1 - p) for p in chances]
    coins = sum(q - (q * correction.error) ** 2 for q in slopes)
    unknown = 0.0
    levels: dict[Level, float] = {}
    for level, count in unseen.items():
        guess, everywhere = guesses[level], by_level[level]
        slope = guess.mean * (1 - guess.mean)
        shared = slope / (everywhere.mean * (1 - everywhere.mean)) * everywhere.deviation
        shared = min(shared, math.sqrt(slope - guess.deviation**2))  # a chance varies no more than a coin does
        coins += count * (slope - guess.deviation**2 - shared**2)
        unknown += count * guess.deviation
        levels[level] = count * shared
    return _Part(
        chance=sum(chances) + sum(count * guesses[level].mean for level, count in unseen.items()),
        variance=coins + unknown**2,
        slope=sum(slopes),
        levels=levels,
        questions=len(chances) + sum(unseen.values()),
        seen=len(chances),
    )


def _together(parts: Sequence[_Part], correction: Correction) -> Estimate:
    """Return the estimate over topics, which share the correction and what is known of the levels."""
    count = sum(part.questions for part in parts)
    shared = [correction.error * sum(part.slope for part in parts)]
    shared += [sum(part.levels.get(level, 0.0) for part in parts) for level in get_args(Level)]
    variance = sum(part.variance for part in parts) + sum(off**2 for off in shared)
    return Estimate(
        chance=sum(part.chance for part in parts) / max(count, 1),
        spread=math.sqrt(variance) / max(count, 1),
        questions=count,
        seen=sum(part.seen for part in parts),
    )


def _by_level(topics: Mapping[str, Iterable[Question]], first_right: Mapping[str, bool]) -> dict[Level, Beta]:
    """Return what is known of a right first answer at each level, over all topics: the mean μ_l and its weight."""
    found: dict[Level, list[bool]] = {level: [] for level in get_args(Level)}
    for asked in topics.values():
        for one in asked:
            if one.id in first_right:
                found[one.level].append(first_right[one.id])
    pooled: list[list[Level]] = []  # neighbours that share a mean, from easy to hard

    def mean(levels: list[Level]) -> float:
        return sum(sum(found[level]) + 1 for level in levels) / sum(len(found[level]) + 2 for level in levels)

    for level in found:
        pooled.append([level])
        while len(pooled) > 1 and mean(pooled[-1]) > mean(pooled[-2]):
            harder = pooled.pop()
            pooled[-1] += harder
    return {level: Beta(mean(levels), len(found[level]) + 2) for levels in pooled for level in levels}


def _logit(share: float) -> float:
    return math.log(share / (1 - share))


def _sigmoid(value: float) -> float:
    return 1 / (1 + math.exp(-value))
