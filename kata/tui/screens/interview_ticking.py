"""After an interview: an open answer beside a good one, and the points that it made."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from kata.content.model import OpenQuestion, say
from kata.i18n import N_, _, language
from kata.tui.screens.base import told
from kata.tui.screens.interview_base import InterviewScreen
from kata.tui.widgets.choice_list import ChoiceList
from kata.tui.widgets.inline import inline
from kata.tui.widgets.key_line import KeyLine
from kata.tui.widgets.lines import HeadLine, StatusLine
from kata.tui.widgets.prose import Prose

if TYPE_CHECKING:
    from kata.practice.interviews import Session


class TickingScreen(InterviewScreen):
    """Each tick is on disk at once; enter makes the answer an attempt."""

    AUTO_FOCUS = "ChoiceList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+s", "settle", N_("Go on")),
        Binding("pageup", "page(-1)", N_("Page up"), show=False),
        Binding("pagedown", "page(1)", N_("Page down"), show=False),
        Binding("escape", "leave", N_("Leave")),
    ]

    def __init__(self, session: "Session", item: str) -> None:
        super().__init__(session)
        self._item = item

    def compose(self) -> ComposeResult:
        """Question, points, own answer, a good answer."""
        question = self.session.library.question(self._item)
        assert isinstance(question, OpenQuestion)
        held = self.session.held()
        yield HeadLine(_("The end: which points did you make?"))
        self.points = ChoiceList([inline(say(point.text, language())) for point in question.points], several=True)
        self.points.set_reactive(ChoiceList.chosen, frozenset(held.ticked.get(self._item, ())))
        with VerticalScroll(can_focus=False):
            yield Prose(say(question.prompt, language()))
            yield Static(_("Your answer:"), classes="heading", markup=False)
            yield Static(held.said[self._item].text, classes="said", markup=False)
            yield Static(_("Its points, ticked where you made them:"), classes="heading", markup=False)
            yield self.points
            yield Static()
            yield Static(_("One good answer:"), classes="heading", markup=False)
            yield Prose(say(question.model_answer, language()))
        yield StatusLine()
        yield KeyLine(show_command_palette=False)

    def on_mount(self) -> None:
        """Say how."""
        self.query_one(StatusLine).say(_("Tick by number or with space; enter when that is all."), "how")

    async def say_again(self) -> None:
        """Compose anew; the ticks are in the store."""
        await self.recompose()
        self.on_mount()
        self.points.focus()

    @told
    def on_choice_list_chosen(self) -> None:
        """Keep the ticks."""
        self.session.tick(self._item, self.points.chosen)

    @told
    def action_settle(self) -> None:
        """Make it an attempt, and go on."""
        self.session.settle(self._item, self.points.chosen)
        self.go_on()

    def action_page(self, by: int) -> None:
        """Scroll by a page."""
        page = self.query_one(VerticalScroll)
        page.scroll_relative(y=by * max(page.size.height - 2, 1), animate=False)
