"""A kata's turn in an evening: what it is, the way into the workbench, and what came of it."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.reactive import reactive
from textual.widgets import Static

from kata.i18n import N_, language
from kata.tui import sittings
from kata.tui.kata_turn_view import TurnView, about_kata, head_in_words, state_in_words, turn_view
from kata.tui.screens.base import KataScreen, told
from kata.tui.widgets.key_line import KeyLine
from kata.tui.widgets.lines import HeadLine, StatusLine
from kata.tui.widgets.prose import Prose


class KataTurnScreen(KataScreen):
    """Shows the kata that is next in an evening. The workbench lies above it and comes back to it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", N_("Open the workbench")),
        Binding("enter", "go_on", N_("Go on")),
        Binding("n", "put_off", N_("Not tonight")),
        Binding("1", "rate(1)", N_("Rate"), key_display="1-4"),
        Binding("2", "rate(2)", show=False),
        Binding("3", "rate(3)", show=False),
        Binding("4", "rate(4)", show=False),
        Binding("u", "take_back", N_("Take back")),
        Binding("ctrl+z", "undo", N_("Take back the last answer"), show=False),
        Binding("escape", "leave", N_("Leave")),
    ]
    SHOWS_RULES = True
    view: reactive[TurnView | None] = reactive(None, init=False)

    def __init__(self, running: sittings.Running) -> None:
        super().__init__()
        assert running.sitting.current is not None
        self.running, self.variant = running, running.sitting.current

    def compose(self) -> ComposeResult:
        """Head, title, what it is about, state, keys."""
        yield HeadLine()
        with VerticalScroll(can_focus=False):
            yield Static(id="title", markup=False)
            yield Prose()
        yield StatusLine()
        yield KeyLine(show_command_palette=False)

    @told
    def on_screen_resume(self) -> None:
        """Read again: something may have been graded meanwhile."""
        self._read()

    async def say_again(self) -> None:
        """Say everything in the language spoken now."""
        self.watch_view()

    def watch_view(self) -> None:
        """Redraw."""
        if self.view is None:
            return
        head = self.query_one(HeadLine)
        head.left, head.right = head_in_words(self.view)
        title, text = about_kata(self.view, language())
        self.query_one("#title", Static).update(title)
        self.query_one(Prose).update(text)
        self.query_one(StatusLine).say(*state_in_words(self.view))
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer only what makes sense now."""
        if self.view is None:
            return action == "leave"
        done = self.view.done
        return {
            "open": not done,
            "put_off": not done,
            "go_on": done,
            "rate": self.view.card is not None,
            "take_back": done,
            "undo": bool(self.running.sitting.steps),
        }.get(action, True)

    def action_open(self) -> None:
        """Open the workbench."""
        self.kata.solve(self.variant, self.running.id)

    def action_go_on(self) -> None:
        """Go on to the next item."""
        self.kata.follow(self.running)

    @told
    def action_put_off(self) -> None:
        """Leave it for another evening; what was graded counts."""
        sittings.put_off(self.kata.store, self.running)
        self.kata.follow(sittings.again(self.kata.library, self.kata.store, self.running))

    @told
    def action_rate(self, rating: int) -> None:
        """Say how well it went, whatever the evidence says."""
        sittings.rate_kata(self.kata.store, self.running, self.variant, rating)
        self._read()

    def action_take_back(self) -> None:
        """Take back the pass that is on screen."""
        self.action_undo()

    @told
    def action_undo(self) -> None:
        """Take back the last thing done in this evening; it comes again."""
        running = sittings.undo(self.kata.library, self.kata.store, self.running)
        if running is not None:
            self.kata.follow(running)

    def action_leave(self) -> None:
        """Go home; the evening goes on from here."""
        self.dismiss()

    def _read(self) -> None:
        self.running = sittings.again(self.kata.library, self.kata.store, self.running)
        self.view = turn_view(self.kata.library, self.kata.store, self.running, self.variant)
