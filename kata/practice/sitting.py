"""One sitting: a queue of questions and, in an evening, katas; how far it is, what came of it."""

from collections.abc import Collection, Iterable, Sequence
from typing import Self

from msgspec import Struct
from msgspec.structs import replace

from kata.content import Library
from kata.practice.answers import Mark
from kata.practice.evidence import right
from kata.store.rows import Attempt, KataAttempt, QuestionAttempt, SavedSitting


class Step(Struct, frozen=True, kw_only=True):
    """One question of a sitting that was answered, or one kata that is done with. `attempt` is its id in the store.

    `question` is a variant's name and `topic` empty where `kata` says so; its score is the share of checks passed.
    """

    question: str
    topic: str
    kata: bool = False
    mark: Mark
    unsure: bool = False
    hints: int = 0
    attempt: int | None = None

    @property
    def right(self) -> bool:
        """Say whether the answer was right; for `open`, whether it made most of the points."""
        return right(self.mark.correct, self.mark.score)


class Sitting(Struct, frozen=True):
    """A queue of questions and what was answered so far, in order. Immutable: `answered` returns the next state."""

    questions: tuple[str, ...]
    steps: tuple[Step, ...] = ()
    id: str | None = None

    @property
    def position(self) -> int:
        """How many are answered: the index of the question that is asked now."""
        return len(self.steps)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The marks so far, one for each question answered."""
        return tuple(step.mark for step in self.steps)

    @property
    def current(self) -> str | None:
        """The question that is asked now; None at the end."""
        return None if self.finished else self.questions[self.position]

    @property
    def finished(self) -> bool:
        """Whether every question is answered."""
        return self.position >= len(self.questions)

    def answered(
        self, mark: Mark, *, topic: str, unsure: bool = False, hints: int = 0, attempt: int | None = None
    ) -> Self:
        """Return the sitting with the current question answered. ValueError if there is none."""
        if self.current is None:
            raise ValueError("the sitting is finished")
        step = Step(question=self.current, topic=topic, mark=mark, unsure=unsure, hints=hints, attempt=attempt)
        return replace(self, steps=(*self.steps, step))

    def worked_on(self, step: Step) -> Self:
        """Return the sitting with the current item, a kata, done with. ValueError if it is another item."""
        if self.current != step.question:
            raise ValueError("another item is next")
        return replace(self, steps=(*self.steps, step))

    def without_current(self) -> Self:
        """Return the sitting with the current item left out, because it was passed over."""
        return replace(self, questions=tuple(name for name in self.questions if name != self.current))

    def undone(self) -> Self:
        """Return the sitting with the last answer taken back: it is asked again. ValueError if nothing is answered."""
        if not self.steps:
            raise ValueError("nothing is answered")
        return replace(self, steps=self.steps[:-1])

    def marked_unsure(self, unsure: bool = True) -> Self:
        """Return the sitting with the last answer marked unsure (or not). ValueError if nothing is answered."""
        if not self.steps:
            raise ValueError("nothing is answered")
        return replace(self, steps=(*self.steps[:-1], replace(self.steps[-1], unsure=unsure)))


class TopicResult(Struct, frozen=True, kw_only=True):
    """How one topic went in a sitting."""

    topic: str
    answered: int
    right: int
    score: float


class Summary(Struct, frozen=True, kw_only=True):
    """What came of a sitting.

    `well`: questions right, sure and without a hint. `revisit`: the others that were answered. `katas`: those done
    with. `misconceptions`: wrong beliefs that answers revealed, with how often, the most frequent first.
    """

    asked: int
    answered: int
    right: int
    score: float
    unsure: int
    well: tuple[str, ...]
    revisit: tuple[str, ...]
    misconceptions: tuple[tuple[str, int], ...]
    topics: tuple[TopicResult, ...]
    katas: tuple[Step, ...] = ()


def resume(
    library: Library, saved: SavedSitting, attempts: Iterable[Attempt], left_for_later: Collection[str] = ()
) -> Sitting:
    """Return a saved sitting as far as it got; `attempts`, newest first, are those that belong to it.

    Items that no longer exist are left out. A question answered twice (in two windows) counts once, first answer. A
    kata is done with once it was passed, or, as `left_for_later` says, put off; what was put off ungraded is left out.
    """
    known = {*(question.id for question in library.questions), *(variant.name for variant in library.variants)}
    steps: dict[str, Step] = {}
    gradings: dict[str, list[KataAttempt]] = {}
    for attempt in attempts:
        if isinstance(attempt, KataAttempt):
            gradings.setdefault(attempt.variant, []).append(attempt)
        elif attempt.sitting == saved.id:
            steps[attempt.question] = _step(attempt)  # newest first: the oldest stays
    for variant, graded in gradings.items():
        if variant in left_for_later or any(it.verdict == "passed" for it in graded):
            steps[variant] = kata_step(variant, graded)
    asked = [name for name in saved.questions if name in known and (name in steps or name not in left_for_later)]
    done = [name for name in asked if name in steps]
    left = [name for name in asked if name not in steps]
    return Sitting((*done, *left), tuple(steps[name] for name in done), saved.id)


def kata_step(variant: str, graded: Sequence[KataAttempt]) -> Step:
    """Return what the gradings of a variant in a sitting, newest first, come to: the best of them."""
    best = max(graded, key=lambda it: (it.verdict == "passed", it.passed_checks))
    passed = best.verdict == "passed"
    score = 1.0 if passed else best.passed_checks / max(best.checks, 1)
    return Step(question=variant, topic="", kata=True, mark=Mark(correct=passed, score=score), attempt=graded[0].id)


def summarise(sitting: Sitting) -> Summary:
    """Return what came of a sitting, finished or not; katas are told apart from questions."""
    steps = tuple(step for step in sitting.steps if not step.kata)
    katas = tuple(step for step in sitting.steps if step.kata)
    well = [step.question for step in steps if step.right and not step.unsure and not step.hints]
    return Summary(
        asked=len(sitting.questions) - len(katas),
        answered=len(steps),
        right=sum(step.right for step in steps),
        score=_mean([step.mark.score for step in steps]),
        unsure=sum(step.unsure for step in steps),
        well=tuple(well),
        revisit=tuple(step.question for step in steps if step.question not in well),
        misconceptions=_counted([belief for step in steps for belief in step.mark.misconceptions]),
        topics=tuple(_topic_result(topic, steps) for topic in dict.fromkeys(step.topic for step in steps)),
        katas=katas,
    )


def _step(attempt: QuestionAttempt) -> Step:
    return Step(
        question=attempt.question,
        topic=attempt.topic,
        mark=Mark(correct=attempt.correct, score=attempt.score, misconceptions=attempt.misconceptions),
        unsure=attempt.unsure,
        hints=attempt.hints,
        attempt=attempt.id,
    )


def _topic_result(topic: str, steps: Sequence[Step]) -> TopicResult:
    mine = [step for step in steps if step.topic == topic]
    return TopicResult(
        topic=topic,
        answered=len(mine),
        right=sum(step.right for step in mine),
        score=_mean([step.mark.score for step in mine]),
    )


def _counted(beliefs: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """Return each belief with its count, the most frequent first, equals in the order met."""
    counts = {belief: beliefs.count(belief) for belief in dict.fromkeys(beliefs)}
    return tuple(sorted(counts.items(), key=lambda item: -item[1]))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
