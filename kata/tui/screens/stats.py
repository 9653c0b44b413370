"""How ready the reader is, what was done, how it went, what is hardest: four pages."""

from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.reactive import reactive
from textual.widgets import ContentSwitcher, Static

from kata.i18n import N_, _, language
from kata.practice.overviews import read_stats
from kata.practice.stats import Stats
from kata.report.stats_words import FRAMEWORKS, frameworks_in_words, what_readiness_is
from kata.tui.asking import Wanted
from kata.tui.screens.base import KataScreen, told
from kata.tui.stats_view import (
    EVERYTHING,
    PAGES,
    answers_page,
    days_page,
    hard_lines,
    page_name,
    ready_lines,
)
from kata.tui.widgets.drawn import Drawn
from kata.tui.widgets.key_line import KeyLine
from kata.tui.widgets.lines import HeadLine
from kata.tui.widgets.menu import Menu
from kata.tui.widgets.page_tabs import PageTabs


class StatsScreen(KataScreen):
    """The statistics. On the pages that are lists, enter asks questions about the line."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(at + 1), f"show_page({at})", N_("Page"), show=False) for at in range(len(PAGES))),
        # Before the scrolling containers, which would go to the right themselves.
        Binding("right", "turn(1)", N_("Next page"), priority=True),
        Binding("left", "turn(-1)", N_("Page before"), show=False, priority=True),
        Binding("escape,s", "leave", N_("Home")),
    ]
    stats: reactive[Stats | None] = reactive(None, init=False)
    page = reactive(0, init=False)

    def compose(self) -> ComposeResult:
        """Head, tabs, pages, what the page shows, keys."""
        yield HeadLine()
        yield PageTabs()
        yield Static(id="nothing", markup=False)
        with ContentSwitcher(initial="ready"):
            with VerticalScroll(id="ready", can_focus=False):
                yield Menu(id="ready-menu")
            with VerticalScroll(id="days"):
                yield Drawn(id="days-drawn")
            with VerticalScroll(id="answers"):
                yield Drawn(id="answers-drawn")
            with VerticalScroll(id="hardest", can_focus=False):
                yield Menu(id="hard-menu")
        yield Static(id="about", markup=False)
        yield KeyLine()

    @told
    def on_screen_resume(self) -> None:
        """Read again: something may have been answered meanwhile."""
        self.stats = read_stats(self.kata.library, self.kata.store)

    async def say_again(self) -> None:
        """Draw everything again."""
        self._redraw()

    def watch_stats(self) -> None:
        """Redraw."""
        self._redraw()

    def watch_page(self) -> None:
        """Show the page, and let the arrows move in it."""
        self.query_one(ContentSwitcher).current = PAGES[self.page]
        self._redraw_lines()
        self._focus_page()

    def action_show_page(self, page: int) -> None:
        """Show a page by its place."""
        self.page = page

    def action_turn(self, by: int) -> None:
        """Show the next page, or the one before; after the last comes the first."""
        self.page = (self.page + by) % len(PAGES)

    def action_leave(self) -> None:
        """Go home."""
        self.dismiss()

    @on(Menu.Taken, "#ready-menu")
    def take_topic(self, taken: Menu.Taken) -> None:
        """Ask ten questions on a topic, about a framework, or on everything."""
        if taken.name == EVERYTHING:
            self.kata.quiz(Wanted())
        elif taken.name in FRAMEWORKS:
            self.kata.quiz(Wanted(framework=taken.name))
        else:
            self.kata.quiz(Wanted(topics=(taken.name,)))

    @on(Menu.Taken, "#hard-menu")
    def take_question(self, taken: Menu.Taken) -> None:
        """Ask one question."""
        self.kata.quiz(Wanted(questions=(taken.name,)))

    def _redraw(self) -> None:
        stats = self.stats
        if stats is None:
            return
        empty = not stats.answers
        self.query_one("#nothing", Static).display = empty
        for kind in (PageTabs, ContentSwitcher):
            self.query_one(kind).display = not empty
        self.query_one("#nothing", Static).update(_("Nothing yet. Answer ten questions, and look again."))
        self.query_one("#ready-menu", Menu).lines = ready_lines(stats, language())
        self.query_one("#hard-menu", Menu).lines = hard_lines(stats, self.kata.library, language())
        self.query_one("#days-drawn", Drawn).draw = partial(days_page, stats)
        self.query_one("#answers-drawn", Drawn).draw = partial(answers_page, stats)
        self._redraw_lines()
        self._focus_page()

    def _redraw_lines(self) -> None:
        stats = self.stats
        if stats is None:
            return
        head, tabs = self.query_one(HeadLine), self.query_one(PageTabs)
        head.left, head.right = _("Statistics"), frameworks_in_words(stats.readiness) if stats.answers else ""
        tabs.names, tabs.shown = [page_name(page) for page in PAGES], self.page
        about = self._about(stats)
        self.query_one("#about", Static).update(about)
        self.query_one("#about", Static).display = bool(about)

    def _about(self, stats: Stats) -> str:
        """Return what is said beneath the page."""
        if not stats.answers:
            return ""
        if PAGES[self.page] == "ready":
            return what_readiness_is()
        if PAGES[self.page] == "hardest":
            if not stats.hardest:
                return _("Nothing that was answered three times was ever missed.")
            return _("Answered at least three times, least often right. Enter asks one again.")
        return ""

    def _focus_page(self) -> None:
        """Give the keys to what the page holds."""
        page = PAGES[self.page]
        wanted = {"ready": "#ready-menu", "hardest": "#hard-menu"}.get(page, f"#{page}")
        self.query_one(wanted).focus()
