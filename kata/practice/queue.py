"""The evening: what to practise now, in which order, in the minutes that there are.

The rule:
1. Where the last two evenings had no kata, one that fits into the minutes goes before all else: in short evenings
   reviews and new questions would fill them all, and no kata would ever come.
2. Reviews of questions, those most in danger of being forgotten first: the lowest chance of recall today. At most as
   many a day as the setting says, so that what has piled up in a long break is spread over days. They leave a fifth of
   the minutes to new questions.
3. If there is none yet, one kata that fits into the minutes left: one whose review is due (which counts half if it was
   passed before), else, once anything was answered, a new one whose prerequisites were passed.
4. New questions: first those that a failed kata calls, then from every topic in turn, the one least seen first, and in
   each from easy to hard, levels woven: two junior ones before its first mid one, two mid ones before its first senior
   one, then all in turn. Who has six weeks meets all levels, and the estimate does not rest on the easy ones alone.
5. Where minutes are left after that, more katas that fit.
Neighbours differ in topic while that can be avoided; katas come last. `seed` decides between equals. What does not
hold for the installed versions is not asked, nor a kata whose framework is not installed.
"""

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final, Literal, get_args

from msgspec import Struct

from kata.content import Kata, Library, Variant
from kata.content.model import Framework, Level
from kata.practice.cards import retrievability
from kata.practice.linking import Called, due_day
from kata.practice.past import Past
from kata.practice.versions import Versions, holds_here, installed_version

MINUTES: Final = 20
NEW_SHARE: Final = 0.2  # of the minutes, which reviews leave to new questions
WITHOUT_KATA: Final = 2  # evenings, after which a kata goes before reviews
AGAIN_SHARE: Final = 0.5  # of a kata's minutes, for one that was passed before
HEAD_START: Final = 2  # questions of a level that come in a topic before the first of the next level
FRAMEWORKS: Final[tuple[Framework, ...]] = ("torch", "jax", "numpy")  # where the reader has not shown a preference


_Limit = Literal["review", "question", "kata"]


class Planned(Struct, frozen=True):
    """One item of an evening; `minutes` is what it should take this reader."""

    item: str
    kind: Literal["question", "kata"]
    why: Literal["due", "new", "called"]
    minutes: float


def evening(
    library: Library,
    past: Past,
    calls: Mapping[str, Called],
    *,
    minutes: float = MINUTES,
    seed: int,
    versions: Versions = installed_version,
) -> tuple[Planned, ...]:
    """Return what to practise now by the rule above; empty where nothing is due and nothing new is left for today."""
    return _Evening(library, past, calls, minutes=minutes, seed=seed, versions=versions).planned()


def next_day(library: Library, past: Past, calls: Mapping[str, Called]) -> date | None:
    """Return the first study day after today on which something comes back; None where nothing does."""
    names = {question.id for question in library.questions} | {variant.name for variant in library.variants}
    days = (due_day(name, past, calls) for name in past.cards if name in names)
    return min((day for day in days if day is not None and day > past.day), default=None)


def due_items(library: Library, past: Past, calls: Mapping[str, Called]) -> list[str]:
    """Return the questions and variants that are due today, all of them."""
    names = [*(question.id for question in library.questions), *(variant.name for variant in library.variants)]
    return [name for name in names if (day := due_day(name, past, calls)) is not None and day <= past.day]


class _Evening:
    """One evening being planned: what is left of the minutes and of the day's limits."""

    def __init__(
        self,
        library: Library,
        past: Past,
        calls: Mapping[str, Called],
        *,
        minutes: float,
        seed: int,
        versions: Versions,
    ) -> None:
        self._library, self._past, self._calls, self._left = library, past, calls, minutes
        self._rng = random.Random(seed)  # noqa: S311  no secret
        self._known_variants = {it.name for it in library.variants}
        self._questions = {it.id: it for it in library.questions if holds_here(it, versions)}
        self._variants = {it.name: it for it in library.variants if it.framework == "numpy" or versions(it.framework)}
        done = Counter(self._limit(card.item, card.reviews) for card in past.cards.values() if card.last == past.day)
        self._allowed: dict[_Limit, int] = {
            "review": past.settings.reviews - done["review"],
            "question": past.settings.new_questions - done["question"],
            "kata": past.settings.new_katas - done["kata"],
        }

    def planned(self) -> tuple[Planned, ...]:
        """Return the evening."""
        new = self._new_questions()
        katas = list(self._take(self._katas(), at_most=1)) if self._lacks_katas() else []
        reserved = min(self._left * NEW_SHARE, len(new) * self._question_minutes)
        reviews = list(self._take(self._due_questions(), reserved=reserved))
        katas = katas or list(self._take(self._katas(), reserved=reserved, at_most=1))
        begun = list(self._take(new))
        more = self._take([kata for kata in self._katas() if kata.item not in {it.item for it in katas}])
        return (*self._mixed(_woven(reviews, begun)), *katas, *more)

    def _lacks_katas(self) -> bool:
        """Say whether the reader has practised, but graded no kata, on so many days that it is a kata's turn."""
        graded = [card.last for name, card in self._past.cards.items() if name in self._known_variants]
        last = max(graded, default=date.min)
        return sum(last < day < self._past.day for day in self._past.days) >= WITHOUT_KATA

    @property
    def _question_minutes(self) -> float:
        return self._past.seconds / 60

    def _take(
        self, wanted: Sequence[Planned], *, reserved: float = 0.0, at_most: int | None = None
    ) -> Iterator[Planned]:
        """Yield what fits into the minutes and the limits of the day, and count it."""
        taken = 0
        for it in wanted:
            if taken == at_most:
                return
            limit = self._limit(it.item, 1 + (it.item in self._past.cards))
            if it.minutes > self._left - reserved + 1e-9 or self._allowed[limit] <= 0:
                continue
            self._left -= it.minutes
            self._allowed[limit] -= 1
            taken += 1
            yield it

    def _limit(self, item: str, reviews: int) -> _Limit:
        """Return which of the day's limits an item counts for that has had so many reviews, today's included."""
        if reviews > 1:
            return "review"
        return "kata" if item in self._known_variants else "question"

    def _due_questions(self) -> list[Planned]:
        due = [name for name in due_items(self._library, self._past, self._calls) if name in self._questions]
        return [self._question(name) for name in self._endangered(due)]

    def _endangered(self, names: Sequence[str]) -> list[str]:
        """Return items with cards, the lowest chance of recall today first."""
        cards, rules = self._past.cards, self._past.settings.rules
        shuffled = self._rng.sample(names, len(names))
        return sorted(shuffled, key=lambda name: retrievability(cards[name], self._past.day, rules))

    def _question(self, name: str) -> Planned:
        card, call = self._past.cards.get(name), self._calls.get(name)
        by_call = call is not None and call.day <= self._past.day and (card is None or not card.is_due(self._past.day))
        why: Literal["due", "new", "called"] = "called" if by_call else "new" if card is None else "due"
        return Planned(name, "question", why, self._question_minutes)

    def _new_questions(self) -> list[Planned]:
        """Return as many unseen questions as the day's limit allows, in the order of rule 4."""
        unseen = [name for name in self._questions if name not in self._past.cards]
        calling = [name for name, call in self._calls.items() if name in unseen and call.day <= self._past.day]
        limit = max(self._allowed["question"], 0)
        chosen = calling[:limit]
        waiting = self._by_topic([name for name in unseen if name not in calling])
        places = Counter(self._library.topic_of(name) for name in chosen)
        seen = {topic: self._share_seen(topic) for topic in waiting}
        while waiting and len(chosen) < limit:
            topic = min(waiting, key=lambda topic: (places[topic], seen[topic]))
            chosen.append(waiting[topic].pop(0))
            places[topic] += 1
            waiting = {topic: names for topic, names in waiting.items() if names}
        return [self._question(name) for name in chosen]

    def _by_topic(self, names: Sequence[str]) -> dict[str, list[str]]:
        """Return the questions of each topic in the order of rule 4, topics and equals shuffled."""
        met = Counter(self._stage(name) for name in self._past.cards if name in self._questions)
        places: dict[str, int] = {}
        for name in self._rng.sample(names, len(names)):
            stage = self._stage(name)
            places[name] = met[stage] + HEAD_START * _rank(stage[1])
            met[stage] += 1
        found: dict[str, list[str]] = {}
        for name in sorted(places, key=lambda name: (places[name], _rank(self._questions[name].level))):
            found.setdefault(self._library.topic_of(name), []).append(name)
        return {topic: found[topic] for topic in self._rng.sample(sorted(found), len(found))}

    def _stage(self, name: str) -> tuple[str, Level]:
        return self._library.topic_of(name), self._questions[name].level

    def _share_seen(self, topic: str) -> float:
        names = [question.id for question in self._library.bank(topic).questions]
        return sum(name in self._past.cards for name in names) / len(names)

    def _katas(self) -> list[Planned]:
        """Return the katas that may come now: due ones, the most endangered first, then new ones."""
        due = [name for name in due_items(self._library, self._past, self._calls) if name in self._variants]
        again = [Planned(name, "kata", "due", self._kata_minutes(name)) for name in self._endangered(due)]
        new = self._new_variants() if self._past.cards else []
        return [*again, *(Planned(name, "kata", "new", self._kata_minutes(name)) for name in new)]

    def _kata_minutes(self, name: str) -> float:
        minutes = self._variants[name].kata.spec.minutes
        return minutes * AGAIN_SHARE if self._past.passed(name) else float(minutes)

    def _new_variants(self) -> list[str]:
        """Return one variant of each kata never graded: those with a draft first, then from junior to senior."""
        drafts = {draft.variant: number for number, draft in enumerate(self._past.drafts)}
        found = []
        for kata in self._library.katas:
            variants = [variant for variant in kata.variants if variant.name in self._variants]
            if variants and self._prepared(kata) and not any(it.name in self._past.cards for it in kata.variants):
                found.append(min(variants, key=lambda it: (drafts.get(it.name, len(drafts)), self._liked(it))))
        order = sorted(found, key=lambda it: (drafts.get(it.name, len(drafts)), _rank(it.kata.spec.level)))
        return [variant.name for variant in order]

    def _prepared(self, kata: Kata) -> bool:
        """Say whether every kata that comes before this one was passed, in any framework; unknown ones are ignored."""
        known = {kata.id: kata for kata in self._library.katas}
        before = [known[name] for name in kata.spec.prerequisites if name in known]
        return all(any(self._past.passed(variant.name) for variant in it.variants) for it in before)

    def _liked(self, variant: Variant) -> tuple[int, int]:
        """Return a rank of the variant's framework: the one graded most often by this reader first."""
        graded = self._past.graded.values()
        often = sum(it.gradings for it in graded if it.variant.endswith(f"-{variant.framework}"))
        return -often, FRAMEWORKS.index(variant.framework)

    def _mixed(self, wanted: Sequence[Planned]) -> Iterator[Planned]:
        """Yield all, in order where it can be, so that neighbours differ in topic while that can be avoided."""
        waiting = list(wanted)
        last = ""
        while waiting:
            topics = Counter(map(self._topic, waiting))
            fullest = max(topics, key=lambda topic: topics[topic])
            pressing = fullest != last and 2 * topics[fullest] > len(waiting)  # or it would be left with itself
            fitting = [it for it in waiting if self._topic(it) != last and (not pressing or self._topic(it) == fullest)]
            following = (fitting or waiting)[0]
            waiting.remove(following)
            last = self._topic(following)
            yield following

    def _topic(self, it: Planned) -> str:
        return self._library.topic_of(it.item)


def _rank(level: Level) -> int:
    return get_args(Level).index(level)


def _woven(reviews: Sequence[Planned], new: Sequence[Planned]) -> list[Planned]:
    """Return both with the new ones spread evenly among the reviews, each in its order, a review first."""
    places = [((number + 1) / (len(new) + 1), 1, it) for number, it in enumerate(new)]
    places += [(number / max(len(reviews), 1), 0, it) for number, it in enumerate(reviews)]
    return [it for _place, _kind, it in sorted(places, key=lambda place: place[:2])]
