"""A question of an interview: answered and left behind, without a hint and without a word on what it was worth."""

from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.binding import Binding, BindingType

from kata.content.model import ClozeQuestion, OpenQuestion
from kata.errors import KataError
from kata.i18n import N_, _
from kata.practice import Answer, AnswerError, Mark, OpenAnswer, mark
from kata.practice.conversation import Step
from kata.tui.asking import Asked, draft_name, packed, status_in_words, unpacked
from kata.tui.messages import AnswerGiven, AnswerRefused, FillingRan, TypingPaused
from kata.tui.screens.base import told
from kata.tui.screens.interview_base import TimedScreen
from kata.tui.screens.one_question import OneQuestionScreen
from kata.tui.widgets.answers.open_text import OpenForm
from kata.tui.widgets.lines import StatusLine

if TYPE_CHECKING:
    from kata.practice.interviews import Session


class InterviewQuestionScreen(TimedScreen, OneQuestionScreen):
    """Asks one question; the next one takes its place as soon as the answer is on disk."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", N_("Answer")),
        Binding("ctrl+s,ctrl+enter", "submit", N_("Answer")),
        Binding("u,f2", "unsure", N_("Unsure")),
        Binding("n,f8", "pass_over", N_("Pass over")),
        Binding("p,f9", "pause", N_("Pause")),
        Binding("escape", "leave", N_("Leave")),
    ]

    def __init__(self, session: "Session", step: Step) -> None:
        super().__init__(session, step)

    @told
    def on_mount(self) -> None:
        """Ask."""
        self.asked = Asked(question=self.kata.library.question(self.step.item))

    def where(self, asked: Asked | None = None) -> str:
        """Return the part, and which question of how many is on screen."""
        del asked
        return super().where()

    def seed(self) -> int:
        """Return the sitting's seed."""
        return self.session.saved.seed

    def typed_before(self, asked: Asked) -> Any:
        """Return what was typed earlier in this interview."""
        draft = self.kata.store.draft(draft_name(asked.question.id))
        return unpacked(draft.source) if draft is not None and draft.at >= self.session.saved.started else None

    def _redraw_lines(self, now: Asked) -> None:
        self.tick()
        if isinstance(now.question, OpenQuestion) and not now.notice and not now.unsure:
            self.query_one(StatusLine).say(_("ctrl+s when you have said it; you judge it at the end."), "how")
        elif now.running:
            self.query_one(StatusLine).say("… " + _("Handing it in."), "notice")
        else:
            self.query_one(StatusLine).say(*status_in_words(now))
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Nothing can be done while an answer is being handed in; an open answer is judged at the end."""
        asked = self.asked
        busy = asked is None or asked.running
        if action == "unsure":
            return not busy and asked is not None and not isinstance(asked.question, OpenQuestion)
        return action not in ("submit", "pass_over", "pause") or not busy

    @told
    def action_submit(self) -> None:
        """Ask the form for the answer; an open one is what is written."""
        form = self.view.form
        if isinstance(form, OpenForm):
            text = form.field.text.strip()
            if text:
                self._said(text)
            else:
                self.change(notice=form.missing())
        else:
            form.submit()

    def on_answer_refused(self, refused: AnswerRefused) -> None:
        """Say what is missing."""
        self.change(notice=refused.reason)

    @told
    def on_answer_given(self, given: AnswerGiven) -> None:
        """Mark the answer and keep that to ourselves; code that is not known to be right is run first."""
        asked = self.asked
        if (
            asked is None
            or asked.running
            or asked.question.id != given.question
            or isinstance(given.answer, OpenAnswer)
        ):
            return
        try:
            worth = mark(asked.question, given.answer)
        except AnswerError as unreadable:
            self.change(notice=str(unreadable))
            return
        if isinstance(asked.question, ClozeQuestion) and not worth.correct:
            self.change(running=True, notice="")
            self._run_filling(asked.question, given.answer)
        else:
            self._record(given.answer, worth)

    @work(exclusive=True)
    async def _run_filling(self, question: ClozeQuestion, answer: Answer) -> None:
        assert isinstance(answer, tuple)
        try:
            result = await self.kata.grading.run_filling(question, [str(filling) for filling in answer])
        except KataError:
            ran = FillingRan(question.id, answer, None, "")
        else:
            ran = FillingRan(question.id, answer, result.passed if result.executed else None, "")
        self.post_message(ran)

    @told
    def on_filling_ran(self, ran: FillingRan) -> None:
        """Mark the answer by what its code did."""
        assert self.asked is not None
        self._record(ran.answer, mark(self.asked.question, ran.answer, ran.passed))

    def action_unsure(self) -> None:
        """Say that it is a guess; again takes it back."""
        assert self.asked is not None
        self.change(unsure=not self.asked.unsure, notice="")

    @told
    def action_pass_over(self) -> None:
        """Leave it unanswered."""
        self.session.pass_over(self.step.item)
        self.go_on()

    def on_typing_paused(self, paused: TypingPaused) -> None:
        """Keep what is typed."""
        self._keep(paused.draft)

    def keep(self) -> None:
        """Keep what was typed since the last pause of the fingers."""
        if self._view is not None and self._view.unsaved:
            self._keep(self._view.form.draft)

    @told
    def _keep(self, draft: Any) -> None:
        self.kata.store.save_draft(draft_name(self.step.item), packed(draft))

    def _said(self, text: str) -> None:
        self.session.say(self.step.item, text)
        self.go_on()

    def _record(self, answer: Answer, worth: Mark) -> None:
        assert self.asked is not None
        self.session.answer(self.asked.question, answer, worth, unsure=self.asked.unsure)
        self.go_on()
