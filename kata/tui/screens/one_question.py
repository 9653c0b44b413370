"""A screen that shows one question: head, page, status. What to ask and what happens then is the quiz's business."""

from typing import Any

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.reactive import reactive

from kata.i18n import language
from kata.tui.asking import Asked, facts_in_words, status_in_words
from kata.tui.screens.base import KataScreen
from kata.tui.sittings import links_to_katas
from kata.tui.widgets.key_line import KeyLine
from kata.tui.widgets.lines import HeadLine, StatusLine
from kata.tui.widgets.question_view import QuestionView


class OneQuestionScreen(KataScreen):
    """Follows `asked`: whoever sets it has the screen redrawn, from the top for a new question, else in place."""

    asked: reactive[Asked | None] = reactive(None, init=False)

    def __init__(self) -> None:
        super().__init__()
        self._view: QuestionView | None = None

    def compose(self) -> ComposeResult:
        """Head, question, status, keys."""
        yield HeadLine()
        yield Vertical(id="page")
        yield StatusLine()
        yield KeyLine(show_command_palette=False)

    def where(self, asked: Asked) -> str:
        """Return the left end of the first line."""
        raise NotImplementedError

    def seed(self) -> int:
        """Return the seed that orders what is shuffled."""
        raise NotImplementedError

    def typed_before(self, asked: Asked) -> Any:
        """Return what was typed for the question before it came on screen, as the form's draft; None for nothing."""
        raise NotImplementedError

    @property
    def view(self) -> QuestionView:
        """The question on screen; only after one was asked."""
        assert self._view is not None
        return self._view

    def change(self, **changes: Any) -> None:
        """Set fields of the question on screen."""
        assert self.asked is not None
        self.asked = replace(self.asked, **changes)

    async def watch_asked(self, before: Asked | None, now: Asked | None) -> None:
        """Redraw."""
        if now is None:
            return
        if before is None or before.question.id != now.question.id or (before.answered and not now.answered):
            await self._turn_to(now, self.typed_before(now))
        else:
            self.view.show(before, now)
        self._redraw_lines(now)

    async def say_again(self) -> None:
        """Say the question again, with what was typed and what was answered."""
        if self.asked is not None:
            await self._turn_to(self.asked, self.view.form.draft)
            self._redraw_lines(self.asked)

    async def _turn_to(self, asked: Asked, draft: Any) -> None:
        """Put a question on an empty page."""
        page = self.query_one("#page", Vertical)
        links = links_to_katas(self.kata.library, asked.question, language())
        self._view = view = QuestionView(asked.question, self.seed(), links)
        await page.remove_children()
        await page.mount(view)
        for change in ("scroll_y", "virtual_size"):
            self.watch(view, change, self._tell_of_more, init=False)
        view.begin(asked, draft)

    def _tell_of_more(self) -> None:
        self.call_after_refresh(self._measure)  # before that sizes are those of the layout before

    def _measure(self) -> None:
        self.query_one(StatusLine).more = self.view.max_scroll_y > self.view.scroll_y

    def _redraw_lines(self, now: Asked) -> None:
        head = self.query_one(HeadLine)
        head.left, head.right = self.where(now), facts_in_words(now.question)
        self.query_one(StatusLine).say(*status_in_words(now))
        self.refresh_bindings()
