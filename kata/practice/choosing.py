"""Which questions to ask in a sitting, and in which order.

The rule, for `count` places among the questions on the topics, level, framework and tags asked for:
1. Seven in ten, at most, go to questions that are due, the longest due first.
2. The rest go to questions never seen: three junior, four mid, three senior in ten where no level was asked for (six,
   three and one for who has answered nothing yet), and in each level the topic that has had the fewest places so far.
3. Places still free go to the other due ones, then to those seen longest ago.
A question that holds for certain versions only (`valid`) is not asked where another one is installed.
The order mixes topics: no two neighbours share one while that can be avoided. The first sitting of all goes from easy
to hard. `seed` decides between equals; the same
seed, content and cards give the same questions.
"""

import random
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import cycle, islice
from typing import Final, get_args

from kata.content import Library, UnknownNameError
from kata.content.model import Framework, Level, Question
from kata.i18n import _
from kata.practice.cards import Card
from kata.practice.versions import Versions, holds_here, installed_version

LEVELS: Final[tuple[Level, ...]] = (
    "mid", "junior", "senior", "mid", "junior", "mid", "senior", "junior", "mid", "senior",
)  # fmt: skip
FIRST_LEVELS: Final[tuple[Level, ...]] = (
    "junior", "junior", "mid", "junior", "junior", "mid", "junior", "junior", "mid", "senior",
)  # fmt: skip


def choose_questions(
    library: Library,
    cards: Mapping[str, Card],
    *,
    topics: Collection[str] = (),
    level: Level | None = None,
    framework: Framework | None = None,
    tags: Collection[str] = (),
    count: int = 10,
    seed: int,
    day: date,
    versions: Versions = installed_version,
) -> tuple[str, ...]:
    """Return the ids of at most `count` questions by the rule above; no topics, or no tags, means all of them.

    Among `topics` there may be ids of questions: those come with the others. `day` is the study day. A question fits
    that has one of the `tags`. Empty where nothing fits.

    Raises:
        UnknownNameError: There is no such topic or tag.
    """
    wanted = _known_tags(library, tags)
    rng = random.Random(seed)  # noqa: S311  no secret
    pool = {question.id: question for question in _fitting(library, topics, level, framework)}
    pool = {name: question for name, question in pool.items() if not wanted or wanted & set(question.tags)}
    pool = {name: question for name, question in pool.items() if holds_here(question, versions)}
    shuffled = rng.sample(sorted(pool), len(pool))
    unseen = [pool[name] for name in shuffled if name not in cards]
    seen = sorted((name for name in shuffled if name in cards), key=lambda name: cards[name].last)
    due = sorted((name for name in seen if cards[name].is_due(day)), key=lambda name: cards[name].due)
    chosen = due[: count - count * 3 // 10]
    chosen += _spread(library, unseen, count - len(chosen), chosen, LEVELS if cards else FIRST_LEVELS)
    chosen += [name for name in dict.fromkeys([*due, *seen]) if name not in chosen][: count - len(chosen)]
    order = rng.sample(chosen, len(chosen))
    stages = [order] if cards else [_of_level(pool, order, level) for level in get_args(Level)]
    return _mixed(library, stages)


def named(library: Library, names: Collection[str]) -> list[Question]:
    """Return the questions on these topics and those of these ids; every question where nothing is named.

    Raises:
        UnknownNameError: There is no topic and no question of that name.
    """
    if not names:
        return list(library.questions)
    ids = {question.id for question in library.questions}
    found = [[library.question(name)] if name in ids else library.bank(name).questions for name in names]
    return list({question.id: question for group in found for question in group}.values())


def _fitting(
    library: Library, topics: Collection[str], level: Level | None, framework: Framework | None
) -> list[Question]:
    """Return the questions asked for; one that is about no framework fits every framework."""
    return [
        question
        for question in named(library, topics)
        if level in (None, question.level)
        and (framework is None or not question.frameworks or framework in question.frameworks)
    ]


def _known_tags(library: Library, tags: Collection[str]) -> set[str]:
    """Return the tags asked for; raises UnknownNameError for one that no question has."""
    known = {tag for question in library.questions for tag in question.tags}
    for tag in tags:
        if tag not in known:
            raise UnknownNameError(_("There is no tag '{name}'.").format(name=tag), tag, sorted(known))
    return set(tags)


def _of_level(pool: Mapping[str, Question], names: Iterable[str], level: Level) -> list[str]:
    return [name for name in names if pool[name].level == level]


def _spread(
    library: Library, unseen: Sequence[Question], count: int, chosen: Iterable[str], levels: Sequence[Level]
) -> list[str]:
    """Return `count` unseen questions: each place has its level, and there the topic with the fewest places so far."""
    places = Counter(library.topic_of(name) for name in chosen)
    left = list(unseen)
    picked: list[str] = []
    for level in islice(cycle(levels), min(count, len(left))):
        candidates = [question for question in left if question.level == level] or left
        best = min(candidates, key=lambda question: places[library.topic_of(question.id)])
        left.remove(best)
        places[library.topic_of(best.id)] += 1
        picked.append(best.id)
    return picked


def _mixed(library: Library, stages: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """Return the questions stage by stage, so that neighbours differ in topic where that can be.

    The fullest other topic comes next.
    """
    mixed: list[str] = []
    last = ""
    for names in stages:
        waiting: dict[str, list[str]] = {}
        for name in names:
            waiting.setdefault(library.topic_of(name), []).append(name)
        while waiting:
            last = max(waiting, key=lambda topic: (topic != last, len(waiting[topic])))
            mixed.append(waiting[last].pop())
            waiting = {topic: names for topic, names in waiting.items() if names}
    return tuple(mixed)
