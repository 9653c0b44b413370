"""The quiz: one question a screen, the verdict in place, every answer stored before the next question shows."""

from datetime import datetime
from typing import Any, ClassVar

from msgspec.structs import replace
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.reactive import reactive
from textual.widgets import Footer

from kata.content.model import ClozeQuestion, say
from kata.i18n import N_, _, language
from kata.practice import Answer, AnswerError, mark
from kata.tui import sittings
from kata.tui.asking import Asked, Wanted, facts_in_words, position_in_words, status_in_words
from kata.tui.messages import AnswerGiven, AnswerRefused, FillingRan, LanguageSwitched, TypingPaused
from kata.tui.screens.base import KataScreen
from kata.tui.screens.summary import SummaryScreen
from kata.tui.widgets.lines import HeadLine, StatusLine
from kata.tui.widgets.question_view import QuestionView
from kata.tui.widgets.verdict import KataLink


class QuizScreen(KataScreen):
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
    CSS = """
    QuizScreen #page { height: 1fr; }
    """
    asked: reactive[Asked | None] = reactive(None, init=False)

    def __init__(self, wanted: Wanted | None = None) -> None:
        super().__init__()
        self._wanted = wanted
        self.running: sittings.Running | None = None
        self._shown_at: datetime | None = None

    def compose(self) -> ComposeResult:
        """Head, question, status, keys."""
        yield HeadLine()
        yield Vertical(id="page")
        yield StatusLine()
        yield Footer()

    def on_mount(self) -> None:
        """Go on with a sitting, or begin one."""
        library, store = self.kata.library, self.kata.store
        going_on = sittings.unfinished(library, store) if self._wanted is None else None
        self.running = going_on or sittings.begin(library, store, self._wanted or Wanted(), self.kata.clock())
        self._ask()

    @property
    def view(self) -> QuestionView:
        """The question on screen."""
        return self.query_one(QuestionView)

    async def watch_asked(self, before: Asked | None, now: Asked | None) -> None:
        """Redraw: a new question from the top, the same one where it has changed."""
        if now is None:
            return
        if before is None or before.question.id != now.question.id:
            await self._turn_to(now)
        else:
            self.view.show(before, now)
        self._redraw_lines(now)

    async def on_language_switched(self, _message: LanguageSwitched) -> None:
        """Say the question again, with what was typed and what was answered."""
        if self.asked is not None:
            draft = self.view.form.draft
            await self._turn_to(self.asked, draft)
            self._redraw_lines(self.asked)
        self.refresh_bindings()

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
            "practise": asked.answered and bool(self.view.links),
            "begin_anew": self.running is not None and self.running.resumed and not asked.answered,
        }.get(action, True)

    def action_submit(self) -> None:
        """Ask the form for the answer."""
        self.view.form.submit()

    def on_answer_refused(self, refused: AnswerRefused) -> None:
        """Say what is missing."""
        self._change(notice=refused.reason)

    def on_answer_given(self, given: AnswerGiven) -> None:
        """Mark the answer; one that is code and not known to be right is run first."""
        assert self.asked is not None
        try:
            known = mark(self.asked.question, given.answer)
        except AnswerError as unreadable:
            self._change(notice=str(unreadable))
            return
        if isinstance(self.asked.question, ClozeQuestion) and not known.correct:
            self._change(running=True, notice="")
            self._run_filling(self.asked.question, given.answer)
        else:
            self._record(self.asked.given(given.answer, known))

    @work(thread=True, exclusive=True)
    def _run_filling(self, question: ClozeQuestion, answer: Answer) -> None:
        """Run the reader's fillings, confined, off the screen's thread."""
        from kata.grading import run_filling  # noqa: PLC0415  most quizzes need no grading

        assert isinstance(answer, tuple)
        result = run_filling(question, [str(filling) for filling in answer])
        self.post_message(FillingRan(question.id, answer, result.passed, result.message))

    def on_filling_ran(self, ran: FillingRan) -> None:
        """Mark the answer by what its code did."""
        asked = self.asked
        if asked is not None and asked.running and asked.question.id == ran.question:
            self._record(asked.given(ran.answer, mark(asked.question, ran.answer, ran.passed), ran.remark))

    def action_go_on(self) -> None:
        """Ask the next question, or show what came of them."""
        assert self.running is not None
        if self.running.sitting.finished:
            self.kata.store.end_sitting(self.running.id)
            self.app.switch_screen(SummaryScreen(self.running.sitting))
        else:
            self._ask()

    def action_hint(self) -> None:
        """Show the next hint, and remember that it was seen."""
        assert self.asked is not None
        self.asked = self.asked.hinted()
        self.kata.store.reveal(self.asked.question.id, "hint", self.asked.hints)

    def action_unsure(self) -> None:
        """Say, before or after answering, that it was a guess; again takes it back."""
        assert self.asked is not None
        if self.asked.answered and self.running is not None:
            self.running = sittings.mark_unsure(self.kata.store, self.running, unsure=not self.asked.unsure)
        self._change(unsure=not self.asked.unsure)

    def action_flag(self) -> None:
        """Flag the question as faulty or worth coming back to; again takes it back."""
        assert self.asked is not None
        self.kata.store.flag(self.asked.question.id, not self.asked.flagged)
        self._change(flagged=not self.asked.flagged)

    def action_practise(self) -> None:
        """Open the first kata that practises this."""
        self.kata.solve(self.view.links[0][0])

    def on_kata_link_followed(self, link: KataLink.Followed) -> None:
        """Open the kata that was clicked."""
        self.kata.solve(link.variant)

    def action_begin_anew(self) -> None:
        """Give up the sitting that was resumed and begin ten new questions."""
        self.kata.quiz(Wanted(), instead=True)

    def action_leave(self) -> None:
        """Keep what is typed and go home."""
        if self.asked is not None:
            self.view.pause()
        self.dismiss()

    def on_typing_paused(self, paused: TypingPaused) -> None:
        """Keep what is typed."""
        assert self.asked is not None
        sittings.keep_typed(self.kata.store, self.asked.question.id, paused.draft)

    def _change(self, **changes: Any) -> None:
        assert self.asked is not None
        self.asked = replace(self.asked, **changes)

    def _ask(self) -> None:
        """Put the next question on screen."""
        if self.running is None:
            self.query_one(StatusLine).say(_("No question fits what was asked for."), "notice")
            return
        name = self.running.sitting.current
        assert name is not None
        self._shown_at = self.kata.clock()
        self.asked = Asked(question=self.kata.library.question(name), flagged=name in self.kata.store.flagged())

    def _record(self, asked: Asked) -> None:
        """Store the answer, then show the verdict."""
        assert self.running is not None
        assert self._shown_at is not None
        seconds = (self.kata.clock() - self._shown_at).total_seconds()
        self.running = sittings.record(self.kata.library, self.kata.store, self.running, asked, seconds)
        self.asked = asked

    async def _turn_to(self, asked: Asked, draft: Any = None) -> None:
        """Put a question on an empty page."""
        assert self.running is not None
        page = self.query_one("#page", Vertical)
        await page.remove_children()
        links = sittings.links_to_katas(self.kata.library, asked.question, language())
        view = QuestionView(asked.question, self.running.seed, links)
        await page.mount(view)
        typed = draft if draft is not None else sittings.typed_before(self.kata.store, self.running, asked.question.id)
        view.begin(asked, typed)

    def _redraw_lines(self, now: Asked) -> None:
        assert self.running is not None
        topic = self.kata.library.bank(self.kata.library.topic_of(now.question.id)).title
        head = self.query_one(HeadLine)
        head.left = f"{say(topic, language())} · {position_in_words(self.running.sitting, answered=now.answered)}"
        head.right = facts_in_words(now.question)
        self.query_one(StatusLine).say(*status_in_words(now))
        self.refresh_bindings()
