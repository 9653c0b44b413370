"""The end of a sitting: what came of it, what comes back, which wrong beliefs showed."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from kata.i18n import N_, _, language
from kata.practice import Sitting, evenings, summarise
from kata.tui.asking import Wanted
from kata.tui.bars import topic_lines
from kata.tui.screens.base import KataScreen
from kata.tui.summing_up import beliefs_held, by_day, came_of_it, items_of, katas_done, others_come_back
from kata.tui.widgets.key_line import KeyLine
from kata.tui.widgets.lines import HeadLine
from kata.tui.widgets.prose import Prose


class SummaryScreen(KataScreen):
    """What came of a sitting; from here home, or once more through what was missed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "home", N_("Home")),
        Binding("r", "repeat", N_("Repeat what was missed")),
        Binding("escape", "home", N_("Home"), show=False),
    ]

    def __init__(self, sitting: Sitting, *, evening: bool = False) -> None:
        super().__init__()
        self._summary, self._evening = summarise(sitting), evening

    def compose(self) -> ComposeResult:
        """Result, topics, what to revisit, beliefs."""
        summary, library = self._summary, self.kata.library
        yield HeadLine(_("Enough for tonight") if self._evening else _("Done"))
        with VerticalScroll():
            if summary.answered or not summary.katas:
                yield Static(came_of_it(summary), classes="result", markup=False)
            yield Static(topic_lines(library, summary.topics, language()))
            cards = evenings.comes_back(self.kata.store, items_of(summary))
            if summary.katas:
                yield Static(katas_done(summary, cards), classes="katas")
            if summary.revisit:
                yield Static(_("To revisit:"), classes="heading", markup=False)
                yield Static(by_day(library, summary.revisit, cards, language()), classes="revisit")
            if summary.well and not self._evening:
                yield Static(others_come_back(summary, cards), classes="heading", markup=False)
            if summary.misconceptions:
                yield Static(
                    _("Beliefs that showed in your answers, and what is true:"), classes="heading", markup=False
                )
                yield Prose("\n".join(beliefs_held(library, summary, language())))
            if summary.well and self._evening:
                yield Static(_("What you held, and when it comes back:"), classes="heading", markup=False)
                yield Static(by_day(library, summary.well, cards, language()), classes="revisit")
        yield KeyLine()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """There is something to repeat only if something was missed."""
        return action != "repeat" or bool(self._summary.revisit)

    def action_home(self) -> None:
        """Go home."""
        self.dismiss()

    def action_repeat(self) -> None:
        """Ask again what was missed, at once."""
        self.kata.quiz(Wanted(questions=self._summary.revisit), instead=True)
