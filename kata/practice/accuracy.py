"""How answers went: by kind and level, how sure the reader was, what is hardest; from tallies, about one an item."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final, get_args

from msgspec import Struct

from kata.content import Library
from kata.content.model import Framework, Level, Question
from kata.practice.intervals import Share
from kata.practice.tallies import Tally

AT_LEAST: Final = 3  # answers, to be called hard
HARDEST: Final = 10


class Accuracy(Struct, frozen=True, kw_only=True):
    """How answers of one kind or level went: all of them, and the first to each question."""

    name: str
    answers: Share
    first: Share


class Calibration(Struct, frozen=True, kw_only=True):
    """How often what the reader was sure of was right, and how often the rest was."""

    sure: Share
    unsure: Share


class Hard(Struct, frozen=True):
    """A question that was missed, its topic, and how often it was answered right."""

    question: str
    topic: str
    answers: Share


class KatasDone(Struct, frozen=True, kw_only=True):
    """How many variants of a framework there are, how many were graded at least once, how many ever passed."""

    framework: Framework
    variants: int
    tried: int
    passed: int


def kind_of(question: Question) -> str:
    """Return the name that banks give to its kind, e.g. `choice`."""
    return str(question.__struct_config__.tag)


def by_kind(library: Library, tallies: Mapping[str, Tally]) -> tuple[Accuracy, ...]:
    """Return the accuracy of each kind of question that was answered, in the order of the model."""
    kinds = [str(kind.__struct_config__.tag) for kind in get_args(Question)]
    return _by(kinds, kind_of, library, tallies)


def by_level(library: Library, tallies: Mapping[str, Tally]) -> tuple[Accuracy, ...]:
    """Return the accuracy at each level that was answered, from junior to senior."""
    return _by(get_args(Level), lambda question: question.level, library, tallies)


def calibration(library: Library, tallies: Mapping[str, Tally]) -> Calibration:
    """Return how far the reader's own feeling of being sure can be trusted."""
    asked = [tallies[one.id] for one in library.questions if one.id in tallies]
    tries, right = sum(one.tries for one in asked), sum(one.right for one in asked)
    sure, sure_right = sum(one.sure for one in asked), sum(one.sure_right for one in asked)
    return Calibration(sure=Share(sure_right, sure), unsure=Share(right - sure_right, tries - sure))


def hardest(library: Library, tallies: Mapping[str, Tally], most: int = HARDEST) -> tuple[Hard, ...]:
    """Return the questions with the lowest share of right answers, of those with at least three; equals by count."""
    known = [(one, tallies[one.id]) for one in library.questions if one.id in tallies]
    missed = [(one, tally) for one, tally in known if tally.tries >= AT_LEAST and tally.right < tally.tries]
    missed.sort(key=lambda pair: (pair[1].right / pair[1].tries, -pair[1].tries))
    return tuple(
        Hard(one.id, library.topic_of(one.id), Share(tally.right, tally.tries)) for one, tally in missed[:most]
    )


def katas_done(library: Library, tallies: Mapping[str, Tally]) -> tuple[KatasDone, ...]:
    """Return how far the reader is with the variants of each framework."""
    found = []
    for framework in ("torch", "jax", "numpy"):
        names = [variant.name for variant in library.variants if variant.framework == framework]
        tried = [tallies[name] for name in names if name in tallies]
        done = KatasDone(
            framework=framework,
            variants=len(names),
            tried=len(tried),
            passed=sum(tally.right > 0 for tally in tried),
        )
        found += [done] if names else []
    return tuple(found)


def _by(
    names: Iterable[str], name_of: Callable[[Question], str], library: Library, tallies: Mapping[str, Tally]
) -> tuple[Accuracy, ...]:
    groups: dict[str, list[Tally]] = {name: [] for name in names}
    for question in library.questions:
        if question.id in tallies:
            groups[name_of(question)].append(tallies[question.id])
    return tuple(
        Accuracy(
            name=name,
            answers=Share(sum(one.right for one in group), sum(one.tries for one in group)),
            first=Share(sum(one.first_right for one in group), len(group)),
        )
        for name, group in groups.items()
        if group
    )
