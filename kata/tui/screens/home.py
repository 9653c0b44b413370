"""Home: one thing to do next, one key away, and how far one has come."""

from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from kata.content.model import say
from kata.i18n import N_, _, language
from kata.practice import NextThing
from kata.report.stats_words import frameworks_in_words
from kata.tui.asking import Wanted
from kata.tui.bars import ready_row
from kata.tui.home_view import HomeView, actions, due_in_words, head_in_words, home_view, to_continue, welcome
from kata.tui.screens.base import KataScreen, told
from kata.tui.widgets.key_line import KeyLine
from kata.tui.widgets.lines import Days, HeadLine, spread
from kata.tui.widgets.menu import Line, Menu


class HomeScreen(KataScreen):
    """Where the program begins and where every screen leads back to."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "quiz", N_("Quiz")),
        Binding("i", "interview", N_("Interview")),
        Binding("k", "katas", N_("Katas")),
        Binding("c", "compare", N_("Compare")),
        Binding("s", "show_stats", N_("Stats")),
        Binding("w", "continue", N_("Continue")),
        Binding("l", "app.switch_language", N_("中文")),
        Binding("left,right", "app.focus_next", N_("To the topics and back"), show=False),
    ]
    view: reactive[HomeView | None] = reactive(None, init=False)

    def compose(self) -> ComposeResult:
        """Head, today, topics, last weeks, keys."""
        yield HeadLine("kata")
        with Horizontal(id="home"):
            with Vertical(id="today"):
                yield Static(id="due", markup=False)
                yield Menu(id="actions")
            with Vertical(id="progress"):
                with VerticalScroll(id="topics", can_focus=False):
                    yield Menu(id="topic-menu")
                yield Days(id="weeks", markup=False)
        yield KeyLine(show_command_palette=False)

    @told
    def on_screen_resume(self) -> None:
        """Read again what the store remembers: something may have been done meanwhile."""
        self.view = home_view(self.kata.library, self.kata.store)

    async def say_again(self) -> None:
        """Draw everything again."""
        self._redraw()

    def watch_view(self) -> None:
        """Redraw."""
        self._redraw()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """There is something to continue only if something was left."""
        return action != "continue" or (self.view is not None and to_continue(self.view.today) is not None)

    @on(Menu.Taken, "#actions")
    async def take_action(self, taken: Menu.Taken) -> None:
        """Do what was taken from the list."""
        assert self.view is not None
        if taken.name == "next":
            self._do(self.view.today.next)
        else:
            await self.run_action(taken.name)

    @on(Menu.Taken, "#topic-menu")
    def take_topic(self, taken: Menu.Taken) -> None:
        """Ask ten questions on one topic."""
        self.kata.quiz(Wanted(topics=(taken.name,)))

    def action_quiz(self) -> None:
        """Ask ten questions on everything."""
        self.kata.quiz(Wanted())

    def action_interview(self) -> None:
        """Open the door to a mock interview."""
        self.kata.interview()

    def action_compare(self) -> None:
        """Open the comparison of the frameworks."""
        self.kata.compare()

    def action_show_stats(self) -> None:
        """Open the statistics."""
        self.kata.show_stats()

    def action_katas(self) -> None:
        """Open the list of katas."""
        self.kata.browse()

    def action_continue(self) -> None:
        """Go on with what was left."""
        going_on = to_continue(self.view.today) if self.view is not None else None
        if going_on is not None:
            self._do(going_on)

    def _do(self, thing: NextThing) -> None:
        if thing.kind in ("draft", "kata") and thing.name is not None:
            self.kata.solve(thing.name)
        elif thing.kind in ("evening", "practise"):
            self.kata.practise()
        else:
            self.kata.quiz(None if thing.kind == "resume" else Wanted())

    def _redraw(self) -> None:
        view = self.view
        if view is None:
            return
        self.set_class(view.first_start, "-first")
        self.query_one(HeadLine).right = head_in_words(view)
        self.query_one("#today").border_title = _("Welcome") if view.first_start else _("Today")
        self.query_one("#topics").border_title = _("Ready to answer today")
        self.query_one("#topics").border_subtitle = frameworks_in_words(view.readiness)
        self.query_one("#weeks").border_title = _("Last three weeks")
        self.query_one("#due", Static).update(welcome() if view.first_start else due_in_words(view.today))
        self.query_one(Days).counts = view.by_day
        self.query_one("#actions", Menu).lines = tuple(
            Line(action.name, partial(_action_row, action.words, action.key)) for action in actions(view)
        )
        self.query_one("#topic-menu", Menu).lines = tuple(
            Line(it.topic, partial(ready_row, say(it.title, language()), it.estimate)) for it in view.readiness.topics
        )


def _action_row(words: str, key: str, width: int) -> Content:
    line = spread(words, key, width)
    return Content(line).stylize("$primary bold", len(line) - len(key))
