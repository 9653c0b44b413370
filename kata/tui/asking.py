"""One question of a quiz as it stands now: a frozen value, and how keys and answers change it. No terminal here."""

from typing import Any, Final

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from kata.content.model import Framework, Level, OrderQuestion, Question
from kata.i18n import _
from kata.practice import Answer, Card, Mark, Sitting
from kata.report.schedule import back_in_words


class Wanted(Struct, frozen=True, kw_only=True):
    """Which questions to ask: all topics, levels, frameworks and tags unless said; `seed` None draws one.

    `questions` names them outright, e.g. to repeat those that were missed.
    """

    topics: tuple[str, ...] = ()
    level: Level | None = None
    framework: Framework | None = None
    tags: tuple[str, ...] = ()
    count: int = 10
    seed: int | None = None
    questions: tuple[str, ...] = ()


class Asked(Struct, frozen=True, kw_only=True):
    """The question on screen. `answer` and `mark` are None until it is answered; `hints` counts those shown.

    `running`: the reader's code is being run. `notice`: what is missing, or why the answer could not be read.
    `remark`: what the code said when it was run. `card`: after the answer, when it comes back. `called`: a kata that
    did not pass has called it.
    """

    question: Question
    hints: int = 0
    unsure: bool = False
    flagged: bool = False
    called: bool = False
    running: bool = False
    notice: str = ""
    remark: str = ""
    answer: Answer | None = None
    mark: Mark | None = None
    card: Card | None = None

    @property
    def answered(self) -> bool:
        """Whether the verdict is there."""
        return self.mark is not None

    def hinted(self) -> "Asked":
        """Return it with the next hint shown, if there is one left."""
        return replace(self, hints=min(self.hints + 1, len(self.question.hints)), notice="")

    def given(self, answer: Answer, mark: Mark, remark: str = "") -> "Asked":
        """Return it answered."""
        return replace(self, answer=answer, mark=mark, remark=remark, running=False, notice="")


def kind_in_words(question: Question) -> str:
    """Return what the reader has to do, in a few words."""
    return {
        "choice": _("choose one"),
        "multi": _("choose all that hold"),
        "boolean": _("true or false?"),
        "number": _("give the number"),
        "shape": _("which shape?"),
        "output": _("what does this print?"),
        "order": _("put in order"),
        "cloze": _("fill in the blanks"),
        "match": _("match them"),
        "bug": _("find the mistake"),
        "open": _("in your own words"),
    }[kind_of(question)]


def how_in_words(question: Question) -> str:
    """Return how this kind is answered, for the line above the keys."""
    return {
        "choice": _("Choose by number or with ↑ ↓, then enter."),
        "multi": _("Tick by number or with space, then enter."),
        "boolean": _("t for true, f for false, then enter."),
        "number": _("Type it, then enter."),
        "shape": _("Type it, then enter."),
        "output": _("Type it line by line, then ctrl+s."),
        "order": _("shift+↑ and shift+↓ move a line; enter when all stand right."),
        "cloze": _("tab goes to the next blank, enter hands in; your code is run."),
        "match": _("Arrows choose a cell, a number fills it; then enter."),
        "bug": _("↑ ↓ choose the line, then enter; after that the reason."),
        "open": _("ctrl+s when you have said it; then tick the points you made."),
    }[kind_of(question)]


def kind_of(question: Question) -> str:
    """Return the kind's name, as in the bank."""
    return str(question.__struct_config__.tag)


def level_in_words(level: Level) -> str:
    """Return the level for people."""
    return {"junior": _("junior"), "mid": _("mid"), "senior": _("senior")}[level]


FRAMEWORKS: Final[dict[Framework, str]] = {"numpy": "NumPy", "torch": "PyTorch", "jax": "JAX"}


def frameworks_in_words(frameworks: tuple[Framework, ...]) -> str:
    """Return the names of the frameworks as they write themselves."""
    return " · ".join(FRAMEWORKS[name] for name in frameworks)


def verdict_in_words(mark: Mark) -> str:
    """Return sign and words for a mark: never colour alone."""
    if mark.correct is None:
        return "● " + _("You made {percent} of the key points.").format(percent=f"{mark.score:.0%}")
    if mark.correct:
        return "✓ " + _("Right.")
    if mark.score > 0:
        return "✗ " + _("Partly right: {percent}.").format(percent=f"{mark.score:.0%}")
    return "✗ " + _("Wrong.")


def nearest_order(question: OrderQuestion, given: tuple[int, ...]) -> tuple[int, ...]:
    """Return the right order that has the most lines where the reader put them."""
    accepted = (tuple(range(len(question.lines))), *question.also)
    return max(accepted, key=lambda order: sum(a == b for a, b in zip(order, given, strict=True)))


def draft_name(question: str) -> str:
    """Return the name under which the store keeps what was typed for a question; no variant is called so."""
    return f"question:{question}"


def packed(draft: Any) -> str:
    """Return a form's draft as text for the store."""
    return msgspec.json.encode(draft).decode()


def unpacked(text: str) -> Any:
    """Return a form's draft from the store's text."""
    return msgspec.json.decode(text)


def facts_in_words(question: Question) -> str:
    """Return what stands at the right end of the quiz's first line."""
    parts = [kind_in_words(question), level_in_words(question.level), frameworks_in_words(question.frameworks)]
    return "   ".join(part for part in parts if part)


def position_in_words(sitting: Sitting, *, answered: bool) -> str:
    """Return which question of how many is on screen: once it is answered, it is still this one."""
    number = sitting.position + (0 if answered else 1)
    return _("{number} of {count}").format(number=number, count=len(sitting.questions))


def status_in_words(asked: Asked) -> tuple[str, str]:
    """Return the line above the keys and its tone: right, wrong, notice, how or nothing."""
    if asked.running:
        return "… " + _("Running your code."), "notice"
    if asked.notice:
        return asked.notice, "notice"
    facts = [
        verdict_in_words(asked.mark) if asked.mark else "",
        back_in_words(asked.card) if asked.card else "",
        _("unsure") if asked.unsure else "",
        _("flagged") if asked.flagged else "",
        _("hint {shown} of {count}").format(shown=asked.hints, count=len(asked.question.hints)) if asked.hints else "",
    ]
    tone = {True: "right", False: "wrong", None: ""}[asked.mark.correct] if asked.mark else ""
    shown = [fact for fact in facts if fact]
    if shown:
        return " · ".join(shown), tone
    called = " · " + _("called by a kata that did not pass") if asked.called else ""
    return how_in_words(asked.question) + called, "how"
