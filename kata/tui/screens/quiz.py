"""The quiz: one question a screen, the verdict in place, every answer stored before the next question shows."""

from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.binding import Binding, BindingType

from kata.content.model import ClozeQuestion, say
from kata.errors import KataError
from kata.i18n import N_, _, language
from kata.practice import Answer, AnswerError, mark
from kata.tui import sittings
from kata.tui.asking import Asked, Wanted, position_in_words
from kata.tui.messages import AnswerGiven, AnswerRefused, FillingRan, TypingPaused
from kata.tui.screens.base import told
from kata.tui.screens.one_question import OneQuestionScreen
from kata.tui.screens.summary import SummaryScreen
from kata.tui.widgets.lines import StatusLine

if TYPE_CHECKING:
    from datetime import datetime


class QuizScreen(OneQuestionScreen):
    """Asks the questions of one sitting. `wanted` None goes on with the unfinished one, or begins ten questions."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", N_("Answer")),
        Binding("ctrl+s,ctrl+enter", "submit", N_("Answer")),
        Binding("enter", "go_on", N_("Go on")),
        Binding("u,f2", "unsure", N_("Unsure")),
        Binding("h,f1", "hint", N_("Hint")),
        Binding("f,f3", "flag", N_("Flag")),
        Binding("p", "practise", N_("Kata")),
        Binding("n", "begin_anew", N_("New questions")),
        Binding("escape", "leave", N_("Leave")),
    ]

    def __init__(self, wanted: Wanted | None = None) -> None:
        super().__init__()
        self._wanted = wanted
        self.running: sittings.Running | None = None
        self._shown_at: datetime | None = None

    @told
    def on_mount(self) -> None:
        """Go on with a sitting, or begin one."""
        library, store = self.kata.library, self.kata.store
        going_on = sittings.unfinished(library, store) if self._wanted is None else None
        self.running = going_on or sittings.begin(library, store, self._wanted or Wanted(), self.kata.clock())
        self._ask()

    def where(self, asked: Asked) -> str:
        """Return topic and position."""
        assert self.running is not None
        topic = self.kata.library.bank(self.kata.library.topic_of(asked.question.id)).title
        return f"{say(topic, language())} · {position_in_words(self.running.sitting, answered=asked.answered)}"

    def seed(self) -> int:
        """Return the sitting's seed."""
        assert self.running is not None
        return self.running.seed

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
            "practise": asked.answered and self._view is not None and bool(self._view.links),
            "begin_anew": self.running is not None and self.running.resumed and not asked.answered,
        }.get(action, True)

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
        """Ask the next question, or show what came of them."""
        assert self.running is not None
        if self.running.sitting.finished:
            self.kata.store.end_sitting(self.running.id)
            self.app.switch_screen(SummaryScreen(self.running.sitting))
        else:
            self._ask()

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
        if self.asked.answered and self.running is not None:
            self.running = sittings.mark_unsure(self.kata.store, self.running, unsure=not self.asked.unsure)
        self.change(unsure=not self.asked.unsure)

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
        self.asked = Asked(question=self.kata.library.question(name), flagged=name in self.kata.store.flagged())

    def _record(self, asked: Asked) -> None:
        """Store the answer, then show the verdict."""
        assert self.running is not None
        assert self._shown_at is not None
        seconds = (self.kata.clock() - self._shown_at).total_seconds()
        self.running = sittings.record(self.kata.library, self.kata.store, self.running, asked, seconds)
        self.asked = asked
