"""What the reader expects of a comparison, asked before anything is measured."""

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from kata.compare.prediction import Asked, Choice, Prediction, What
from kata.i18n import _
from kata.report.prediction_words import choice_in_words, question_in_words
from kata.tui.widgets.choice_list import ChoiceList

if TYPE_CHECKING:
    from kata.tui.app import KataApp


class PredictScreen(ModalScreen[Prediction | None]):
    """One question after the other about one workload. Enter without a choice skips; None where the reader leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on"),
        Binding("escape", "dismiss(None)"),
    ]
    CSS = """
    PredictScreen { align: center middle; background: $background 60%; }
    PredictScreen #box {
        width: 60; max-width: 90%; height: auto; padding: 1 2; background: $surface; border: round $border;
        border-title-color: $primary;
    }
    PredictScreen #question { text-style: bold; margin: 0 0 1 0; }
    PredictScreen #choices { height: auto; }
    PredictScreen #keys { padding: 1 0 0 0; color: $text-muted; }
    """

    def __init__(self, title: str, questions: tuple[Asked, ...]) -> None:
        super().__init__()
        self._title, self._questions = title, questions
        self._said: dict[What, Choice] = {}
        self._at = 0
        self._begun: datetime | None = None

    def compose(self) -> ComposeResult:
        """Ask the first one."""
        with Vertical(id="box") as box:
            box.border_title = self._title
            yield Static(id="question", markup=False)
            yield Vertical(id="choices")
            yield Static(_("enter goes on   ·   esc back"), id="keys", markup=False)

    async def on_mount(self) -> None:
        """Begin."""
        self._begun = self._now()
        await self._ask()

    async def action_go_on(self) -> None:
        """Take what is chosen and ask the next one; after the last one it is measured."""
        chosen = self.query_one(ChoiceList).cursor
        one = self._questions[self._at]
        if chosen is not None:
            self._said[one.what] = one.options[chosen]
        self._at += 1
        if self._at < len(self._questions):
            await self._ask()
            return
        assert self._begun is not None
        seconds = (self._now() - self._begun).total_seconds()
        self.dismiss(Prediction(workload=one.workload, size=one.size, said=self._said, seconds=seconds))

    async def _ask(self) -> None:
        one = self._questions[self._at]
        heading = _("At size {size}: {question}").format(size=one.size, question=question_in_words(one.what))
        self.query_one("#question", Static).update(heading)
        choices = ChoiceList([Content(choice_in_words(option)) for option in one.options])
        place = self.query_one("#choices", Vertical)
        await place.remove_children()
        await place.mount(choices)
        choices.focus()

    def _now(self) -> datetime:
        return cast("KataApp", self.app).clock()
