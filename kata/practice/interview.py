"""A mock interview: its parts, what is asked in each, and how many minutes that may take.

The rule:
1. One kata that fits: one that leaves `AROUND_KATA` minutes for talking, not passed within `LONG_AGO`, in a framework
   that is installed; on the topics asked for, near the level, between 0.3 and 0.6 of the time, and not NumPy alone,
   where there is a choice. Where none fits there is no kata.
2. Of the minutes left, about 35 in 100 go to warm-up questions of short kinds, 25 to follow-ups on that very kata, 40
   to one open question on design (two where there is time for both).
3. Follow-ups are those that the kata names, then questions that name the kata. The others are on the topics asked for,
   of the level or the one below, not asked within `LATELY`, over as many topics as there are, where there is a choice.
The minutes add up to those of the interview. What is not about a framework asked for is not asked; what is about others
as well is asked where there is no choice. The same content, past, wishes and seed give the same plan.
"""

import random
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Final, Literal, get_args

from msgspec import Struct

from kata.content import Library, UnknownNameError, Variant
from kata.content.model import Framework, Level, OpenQuestion, Question
from kata.i18n import _
from kata.practice.past import Past
from kata.practice.versions import Versions, holds_here, installed_version

PartName = Literal["warm-up", "kata", "follow-ups", "design"]

MINUTES: Final = 45
LEAST: Final = 10  # minutes
MOST: Final = 120
LEVEL: Final[Level] = "mid"
AROUND_KATA: Final = 11  # minutes, at least: questions before and after it
KATA_SHARE: Final = (0.3, 0.6)  # of the time, where there is a choice
FOLLOW_UPS: Final = 2  # questions on a kata, at least, where there is a choice
LONG_AGO: Final = timedelta(days=60)
LATELY: Final = timedelta(days=7)
SHARES: Final[dict[PartName, int]] = {"warm-up": 35, "follow-ups": 25, "design": 40}
TWO_DESIGNS: Final = 16  # minutes from which on there are two open questions
ONE_DESIGN: Final = 12  # minutes that one of them may take, at most
# What one question should take, by kind, in minutes; those of the first row are short enough to warm up with.
SHORT: Final = {"boolean": 1.0, "choice": 1.5, "number": 1.5, "shape": 1.0, "multi": 2.0, "output": 2.0}
LONGER: Final = {"order": 2.0, "cloze": 2.5, "match": 2.5, "bug": 2.5, "open": 5.0}


class Wishes(Struct, frozen=True, kw_only=True):
    """What the reader asks for. `focus`: names of topics and frameworks; none means everything."""

    minutes: int = MINUTES
    level: Level = LEVEL
    focus: tuple[str, ...] = ()


class Turn(Struct, frozen=True):
    """One item, a question's id or a variant's name, and the minutes that it should take."""

    item: str
    minutes: float


class Part(Struct, frozen=True):
    """One part of an interview; its minutes are shared out among its turns."""

    name: PartName
    minutes: int
    turns: tuple[Turn, ...]

    @property
    def items(self) -> tuple[str, ...]:
        """What is asked, in order."""
        return tuple(turn.item for turn in self.turns)


class Interview(Struct, frozen=True, kw_only=True):
    """The plan of an interview, as it is stored with its sitting."""

    wishes: Wishes
    parts: tuple[Part, ...]

    @property
    def items(self) -> tuple[str, ...]:
        """Everything that is asked, in order."""
        return tuple(item for part in self.parts for item in part.items)

    @property
    def minutes(self) -> int:
        """How long it is to take."""
        return sum(part.minutes for part in self.parts)

    @property
    def kata(self) -> str | None:
        """The variant to solve, if there is one."""
        return next((part.items[0] for part in self.parts if part.name == "kata"), None)

    def part_of(self, item: str) -> Part:
        """Return the part in which an item is asked."""
        return next(part for part in self.parts if item in part.items)

    def turn(self, item: str) -> Turn:
        """Return an item's turn."""
        return next(turn for turn in self.part_of(item).turns if turn.item == item)


def plan_interview(
    library: Library, past: Past, wishes: Wishes, *, seed: int, versions: Versions = installed_version
) -> Interview:
    """Return the plan by the rule above; without parts where no content fits.

    Raises:
        UnknownNameError: A focus is neither a topic nor a framework.
    """
    return _Plan(library, past, wishes, seed=seed, versions=versions).interview()


def known_part(interview: Interview, known: Collection[str]) -> Interview:
    """Return the plan without items that are no longer in the content."""
    parts = (
        Part(part.name, part.minutes, tuple(turn for turn in part.turns if turn.item in known))
        for part in interview.parts
    )
    return Interview(wishes=interview.wishes, parts=tuple(part for part in parts if part.turns))


def kind_of(question: Question) -> str:
    """Return the kind's name, as in the bank."""
    return str(question.__struct_config__.tag)


class _Plan:
    """One interview being planned."""

    def __init__(self, library: Library, past: Past, wishes: Wishes, *, seed: int, versions: Versions) -> None:
        self._library, self._past, self._wishes, self._versions = library, past, wishes, versions
        self._rng = random.Random(seed)  # noqa: S311  no secret
        self._topics, self._frameworks = _focus(library, wishes.focus)
        questions = [it for it in library.questions if holds_here(it, versions) and self._speaks(it.frameworks)]
        self._questions: dict[str, Question] = {it.id: it for it in self._rng.sample(questions, len(questions))}

    def interview(self) -> Interview:
        minutes = self._wishes.minutes
        kata = self._kata()
        left = minutes - (kata.kata.spec.minutes if kata else 0)
        follow_ups = self._follow_ups(kata) if kata else []
        designs = self._designs(follow_ups)
        warm = self._warm_up([*follow_ups, *designs])
        there: dict[PartName, list[Question]] = {"warm-up": warm, "follow-ups": follow_ups, "design": designs}
        given = _share_out(left, {name: found for name, found in there.items() if found})
        taken: set[str] = set()
        parts: dict[PartName, Part] = {}
        for name in ("follow-ups", "design", "warm-up"):  # the last one asks nothing that the others need
            fitting = [it for it in there[name] if it.id not in taken]
            if name in given and (asked := _that_fit(name, fitting, given[name])):
                parts[name] = Part(name, given[name], _timed(asked, given[name]))
                taken |= {it.id for it in asked}
        if kata is not None:
            whole = kata.kata.spec.minutes + (0 if parts else left)
            parts["kata"] = Part("kata", whole, (Turn(kata.name, whole),))
        ordered = tuple(parts[name] for name in get_args(PartName) if name in parts)
        return Interview(wishes=self._wishes, parts=ordered)

    def _speaks(self, frameworks: Collection[Framework]) -> bool:
        """Say whether something about these frameworks may be asked; what is about none fits all."""
        return not self._frameworks or not frameworks or bool(self._frameworks.intersection(frameworks))

    def _kata(self) -> Variant | None:
        variants = [it for it in self._library.variants if self._may_be_set(it)]
        shuffled = self._rng.sample(variants, len(variants))
        return min(shuffled, key=self._rank, default=None)

    def _may_be_set(self, variant: Variant) -> bool:
        installed = variant.framework == "numpy" or self._versions(variant.framework) is not None
        fits = variant.kata.spec.minutes <= self._wishes.minutes - AROUND_KATA
        wanted = not self._frameworks or variant.framework in self._frameworks
        return installed and fits and wanted and not self._passed_lately(variant)

    def _rank(self, variant: Variant) -> tuple[object, ...]:
        """Return what makes a variant less fitting than another one, the weightiest first."""
        spec = variant.kata.spec
        least, most = (share * self._wishes.minutes for share in KATA_SHARE)
        return (
            not self._on_topic(spec.topics),
            self._far(spec.level),
            len(self._follow_ups(variant)) < FOLLOW_UPS,
            any(self._passed_lately(other) for other in variant.kata.variants),
            not least <= spec.minutes <= most,
            variant.framework == "numpy",
        )

    def _passed_lately(self, variant: Variant) -> bool:
        graded = self._past.graded.get(variant.name)
        passed = None if graded is None else graded.passed
        return passed is not None and self._past.day - passed.date() < LONG_AGO

    def _follow_ups(self, variant: Variant) -> list[Question]:
        """Return the questions on a kata: those that it names, in its order, then those that name it."""
        named = [self._questions[name] for name in variant.kata.spec.follow_ups if name in self._questions]
        linking = [it for it in self._questions.values() if variant.kata.id in it.katas and it not in named]
        return [it for it in (*named, *linking) if _about(it, variant.framework)]

    def _designs(self, taken: Sequence[Question]) -> list[Question]:
        found = [it for it in self._questions.values() if isinstance(it, OpenQuestion) and it not in taken]
        return self._spread(found, below=False)

    def _warm_up(self, taken: Sequence[Question]) -> list[Question]:
        found = [it for it in self._questions.values() if kind_of(it) in SHORT and it not in taken]
        return self._spread(found, below=True)

    def _spread(self, questions: Iterable[Question], *, below: bool) -> list[Question]:
        """Return all, the most fitting first, and among equals each time one of the topic that has had the fewest."""
        waiting: dict[tuple[object, ...], list[Question]] = {}
        for it in questions:
            waiting.setdefault(self._misfit(it, below=below), []).append(it)
        places: Counter[str] = Counter()
        found = []
        for rank in sorted(waiting):
            left = waiting[rank]
            while left:
                best = min(left, key=lambda it: places[self._topic(it)])
                left.remove(best)
                places[self._topic(best)] += 1
                found.append(best)
        return found

    def _misfit(self, question: Question, *, below: bool) -> tuple[object, ...]:
        card = self._past.cards.get(question.id)
        lately = card is not None and self._past.day - card.last < LATELY
        off_topic = not self._on_topic([self._topic(question)])
        mixed = bool(self._frameworks) and not self._frameworks.issuperset(question.frameworks)
        return (off_topic, mixed, lately, self._far(question.level, below=below))

    def _far(self, level: Level, *, below: bool = False) -> int:
        """Return how many levels one lies from the level asked for; with `below` the one below it is as near."""
        levels = get_args(Level)
        distance = levels.index(level) - levels.index(self._wishes.level)
        return 0 if below and distance == -1 else abs(distance)

    def _on_topic(self, topics: Iterable[str]) -> bool:
        return not self._topics or bool(self._topics.intersection(topics))

    def _topic(self, question: Question) -> str:
        return self._library.topic_of(question.id)


def _focus(library: Library, names: Iterable[str]) -> tuple[set[str], set[Framework]]:
    """Tell topics from frameworks; raises UnknownNameError for what is neither."""
    topics = {bank.topic for bank in library.banks} | {topic for kata in library.katas for topic in kata.spec.topics}
    frameworks = {framework for framework in get_args(Framework) if framework in names}
    for name in names:
        if name not in topics and name not in frameworks:
            message = _("There is no topic or framework '{name}'.").format(name=name)
            raise UnknownNameError(message, name, {*topics, *get_args(Framework)})
    return topics.intersection(names), frameworks


def _about(question: Question, framework: Framework) -> bool:
    """Say whether a question can follow a kata in a framework; NumPy katas are about what all share."""
    return not question.frameworks or framework == "numpy" or framework in question.frameworks


def _share_out(minutes: int, there: Mapping[PartName, Sequence[Question]]) -> dict[PartName, int]:
    """Return whole minutes for each part that has questions, no more than these can fill but for one part."""
    if not there:
        return {}
    total = sum(SHARES[name] for name in there)
    given: dict[PartName, int] = {name: minutes * SHARES[name] // total for name in there}
    if "follow-ups" in given:
        given["follow-ups"] = min(given["follow-ups"], -int(-sum(map(_minutes, there["follow-ups"])) // 1))
    if "design" in given:
        given["design"] = min(given["design"], ONE_DESIGN * min(2, len(there["design"])))
    rest = next(name for name in ("warm-up", "design", "follow-ups") if name in given)
    given[rest] += minutes - sum(given.values())
    return given


def _that_fit(name: PartName, questions: Sequence[Question], minutes: int) -> list[Question]:
    """Return those that are asked in so many minutes, at least one where there is any."""
    if name == "design":
        return list(questions[: 2 if minutes >= TWO_DESIGNS else 1])
    asked: list[Question] = []
    left = float(minutes)
    for it in questions:
        if not asked or _minutes(it) <= left:
            asked.append(it)
            left -= _minutes(it)
    return asked


def _timed(questions: Sequence[Question], minutes: int) -> tuple[Turn, ...]:
    """Return the turns, with the minutes shared out by what each kind takes."""
    whole = sum(map(_minutes, questions))
    return tuple(Turn(it.id, round(minutes * _minutes(it) / whole, 2)) for it in questions)


def _minutes(question: Question) -> float:
    return (SHORT | LONGER)[kind_of(question)]
