"""The quiz: one question a screen, the verdict in place, every answer stored before the next question shows."""

from typing import TYPE_CHECKING, Any, ClassVar

from msgspec.structs import replace
from textual import work
from textual.binding import Binding, BindingType
from textual.widgets import TextArea

from kata.content.model import ClozeQuestion, say
from kata.errors import KataError
from kata.i18n import N_, _, language
from kata.practice import Answer, AnswerError, evenings, mark
from kata.tui import sittings
from kata.tui.asking import Asked, Wanted, position_in_words
from kata.tui.messages import AnswerGiven, AnswerRefused, FillingRan, TypingPaused
from kata.tui.screens.base import told
from kata.tui.screens.one_question import OneQuestionScreen
from kata.tui.widgets.lines import StatusLine

if TYPE_CHECKING:
    from datetime import datetime


class QuizScreen(OneQuestionScreen):
    """Asks the questions of one sitting.

    `wanted` None goes on with the unfinished quiz, or begins ten questions; `running` goes on with that sitting.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", N_("Answer")),
        Binding("ctrl+s,ctrl+enter", "submit", N_("Answer")),
        Binding("enter", "go_on", N_("Go on")),
        Binding("u,f2", "unsure", N_("Unsure")),
        Binding("f2", "unsure_after", N_("Unsure"), show=False),
        Binding("1", "rate(1)", N_("Rate"), key_display="1-4"),
        Binding("2", "rate(2)", show=False),
        Binding("3", "rate(3)", show=False),
        Binding("4", "rate(4)", show=False),
        Binding("u", "take_back", N_("Take back")),
        Binding("ctrl+z", "undo", N_("Take back the last answer"), show=False, priority=True),
        Binding("h,f1", "hint", N_("Hint")),
        Binding("f,f3", "flag", N_("Flag")),
        Binding("p", "practise", N_("Kata")),
        Binding("n", "begin_anew", N_("New questions")),
        Binding("escape", "leave", N_("Leave")),
    ]

    SHOWS_RULES = True

    def __init__(self, wanted: Wanted | None = None, running: sittings.Running | None = None) -> None:
        super().__init__()
        self._wanted = wanted
        self.running = running
        self._shown_at: datetime | None = None

    @told
    def on_mount(self) -> None:
        """Go on with a sitting, or begin one."""
        library, store = self.kata.library, self.kata.store
        if self.running is None:
            going_on = sittings.unfinished(library, store) if self._wanted is None else None
            self.running = going_on or sittings.begin(library, store, self._wanted or Wanted(), self.kata.clock())
        self._ask()

    @property
    def _questions(self) -> set[str]:
        """The ids of all questions: an evening also holds katas."""
        return {question.id for question in self.kata.library.questions}

    def where(self, asked: Asked) -> str:
        """Return topic and position; in an evening position and minutes left come first, the topic may be cut."""
        assert self.running is not None
        topic = say(self.kata.library.bank(self.kata.library.topic_of(asked.question.id)).title, language())
        position = position_in_words(self.running.sitting, answered=asked.answered)
        if not self.running.is_evening:
            return f"{topic} · {position}"
        return f"{position} · {_('{minutes} min left').format(minutes=self.running.minutes_left)} · {topic}"

    def seed(self) -> int:
        """Return the sitting's seed."""
        assert self.running is not None
        return self.running.saved.seed

    def typed_before(self, asked: Asked) -> Any:
        """Return what was typed earlier in this sitting."""
        assert self.running is not None
        return sittings.typed_before(self.kata.store, self.running, asked.question.id)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer only what makes sense now."""
        asked = self.asked
        if asked is None:
            return action == "leave"
        busy = asked.running or asked.answered
        return {
            "submit": not busy,
            "go_on": asked.answered,
            "hint": not busy and asked.hints < len(asked.question.hints),
            "unsure": not asked.answered,
            "rate": asked.answered,
            "unsure_after": asked.answered,
            "take_back": asked.answered,
            "undo": not asked.running and self._may_undo(),
            "practise": asked.answered and self._view is not None and bool(self._view.links),
            "begin_anew": self._may_begin_anew(asked),
        }.get(action, True)

    def _may_undo(self) -> bool:
        """Whether there is an answer to take back, and the key is not meant for the text that is being typed."""
        typing = isinstance(self.focused, TextArea) and bool(self.focused.text)
        return self.running is not None and bool(self.running.sitting.steps) and not typing

    def _may_begin_anew(self, asked: Asked) -> bool:
        running = self.running
        return running is not None and running.resumed and not running.is_evening and not asked.answered

    def action_submit(self) -> None:
        """Ask the form for the answer."""
        self.view.form.submit()

    def on_answer_refused(self, refused: AnswerRefused) -> None:
        """Say what is missing."""
        self.change(notice=refused.reason)

    @told
    def on_answer_given(self, given: AnswerGiven) -> None:
        """Mark the answer; one that is code and not known to be right is run first."""
        asked = self.asked
        if asked is None or asked.question.id != given.question or asked.running or asked.answered:
            return  # the key was pressed twice
        try:
            known = mark(asked.question, given.answer)
        except AnswerError as unreadable:
            self.change(notice=str(unreadable))
            return
        if isinstance(asked.question, ClozeQuestion) and not known.correct:
            self.change(running=True, notice="")
            self._run_filling(asked.question, given.answer)
        else:
            self._record(asked.given(given.answer, known))

    @work(exclusive=True)
    async def _run_filling(self, question: ClozeQuestion, answer: Answer) -> None:
        """Have the reader's fillings run, confined, by the grading service."""
        assert isinstance(answer, tuple)
        try:
            result = await self.kata.grading.run_filling(question, [str(filling) for filling in answer])
        except KataError as fault:
            ran = FillingRan(question.id, answer, None, str(fault))
        else:
            ran = FillingRan(question.id, answer, result.passed if result.executed else None, result.message)
        self.post_message(ran)

    @told
    def on_filling_ran(self, ran: FillingRan) -> None:
        """Mark the answer by what its code did."""
        asked = self.asked
        if asked is not None and asked.running and asked.question.id == ran.question:
            self._record(asked.given(ran.answer, mark(asked.question, ran.answer, ran.passed), ran.remark))

    @told
    def action_go_on(self) -> None:
        """Ask the next question, open the next kata, or show what came of them."""
        assert self.running is not None
        current = self.running.sitting.current
        if current is not None and current in self._questions:
            self._ask()
        else:
            self.kata.follow(self.running)

    @told
    def action_hint(self) -> None:
        """Show the next hint, and remember that it was seen."""
        assert self.asked is not None
        hinted = self.asked.hinted()
        self.kata.store.reveal(hinted.question.id, "hint", hinted.hints)
        self.asked = hinted

    @told
    def action_unsure(self) -> None:
        """Say, before or after answering, that it was a guess; again takes it back."""
        assert self.asked is not None
        unsure, card = not self.asked.unsure, None
        if self.asked.answered and self.running is not None:
            self.running, card = sittings.mark_unsure(self.kata.store, self.running, unsure=unsure)
        self.change(unsure=unsure, card=card)

    def action_unsure_after(self) -> None:
        """Say so once it is answered: `u` then takes the answer back."""
        self.action_unsure()

    @told
    def action_rate(self, rating: int) -> None:
        """Say how well it went, whatever the evidence says."""
        assert self.running is not None
        self.change(card=sittings.rate(self.kata.store, self.running, rating))

    def action_take_back(self) -> None:
        """Take back the answer that is on screen."""
        self.action_undo()

    @told
    def action_undo(self) -> None:
        """Take the last answer back: it counts for nothing, and is asked again."""
        assert self.running is not None
        if self.asked is not None and not self.asked.answered and self.view.unsaved:
            self._keep(self.view.form.draft)
        self.running = sittings.undo(self.kata.library, self.kata.store, self.running) or self.running
        if self.running.sitting.current in self._questions:
            self._ask()
        else:
            self.kata.follow(self.running)

    @told
    def action_flag(self) -> None:
        """Flag the question as faulty or worth coming back to; again takes it back."""
        assert self.asked is not None
        self.kata.store.flag(self.asked.question.id, not self.asked.flagged)
        self.change(flagged=not self.asked.flagged)

    def action_practise(self) -> None:
        """Open the first kata that practises this."""
        self.kata.solve(self.view.links[0][0])

    def action_begin_anew(self) -> None:
        """Give up the sitting that was resumed and begin ten new questions."""
        self.kata.quiz(Wanted(), instead=True)

    def action_leave(self) -> None:
        """Keep what is typed and go home."""
        if self.asked is not None and self.view.unsaved:
            self._keep(self.view.form.draft)
        self.dismiss()

    def on_typing_paused(self, paused: TypingPaused) -> None:
        """Keep what is typed."""
        self._keep(paused.draft)

    @told
    def _keep(self, draft: Any) -> None:
        if self.asked is not None and not self.asked.answered:
            sittings.keep_typed(self.kata.store, self.asked.question.id, draft)

    def _ask(self) -> None:
        """Put the next question on screen."""
        if self.running is None or self.running.sitting.current is None:
            self.query_one(StatusLine).say(_("No question fits what was asked for."), "notice")
            return
        name = self.running.sitting.current
        self._shown_at = self.kata.clock()
        self.asked = Asked(
            question=self.kata.library.question(name),
            flagged=name in self.kata.store.flagged(),
            called=evenings.is_called(self.running.saved, name),
        )

    def _record(self, asked: Asked) -> None:
        """Store the answer, then show the verdict."""
        assert self.running is not None
        assert self._shown_at is not None
        seconds = (self.kata.clock() - self._shown_at).total_seconds()
        self.running, card = sittings.record(self.kata.library, self.kata.store, self.running, asked, seconds)
        self.asked = replace(asked, card=card)
