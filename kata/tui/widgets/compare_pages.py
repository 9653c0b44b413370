"""The pages about one workload, one of which is shown."""

from functools import partial

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import ContentSwitcher, Static

from kata.compare.workloads import Workload
from kata.i18n import _
from kata.tui.compare_pages import (
    about_part,
    claims_part,
    explained_part,
    memory_part,
    method_part,
    sizes_drawn,
    time_chart,
    times_part,
)
from kata.tui.compare_view import PAGES, page_name
from kata.tui.comparing import ComparingState
from kata.tui.widgets.drawn import Drawn
from kata.tui.widgets.menu import Line, Menu
from kata.tui.widgets.page_tabs import PageTabs
from kata.tui.widgets.plotted import Plotted


class ComparePages(Vertical):
    """Tabs, and beneath them the page; each scrolls for itself. What it shows is handed to it by `show`."""

    page = reactive(0, init=False)

    class Scrolled(Message):
        """The page has moved, or is another one; `more`: it goes on below."""

        def __init__(self, more: bool) -> None:
            super().__init__()
            self.more = more

    def compose(self) -> ComposeResult:
        """Lay out the pages."""
        yield PageTabs()
        with ContentSwitcher(initial=PAGES[0]):
            with VerticalScroll(id="times", can_focus=False):
                yield Drawn(id="times-drawn")
                yield Plotted(id="chart")
                yield Static(id="explained")
            with VerticalScroll(id="memory", can_focus=False):
                yield Drawn(id="memory-drawn")
            with VerticalScroll(id="about", can_focus=False):
                yield Static(id="about-text")
                yield Static(id="next", markup=False)
                yield Menu(id="links")
                yield Static(id="method")
            with VerticalScroll(id="claims", can_focus=False):
                yield Static(id="claims-text")

    def on_mount(self) -> None:
        """Watch how far each page is scrolled, and how long it is."""
        for page in self.query(VerticalScroll):
            for change in ("scroll_y", "virtual_size"):
                self.watch(page, change, self._tell_of_more, init=False)

    def watch_page(self) -> None:
        """Show the page."""
        self.query_one(ContentSwitcher).current = PAGES[self.page]
        self.query_one(PageTabs).shown = self.page
        self._tell_of_more()

    def turn(self, by: int) -> None:
        """Show the next page, or the one before; after the last comes the first."""
        self.page = (self.page + by) % len(PAGES)

    def scroll_page(self, by: int) -> None:
        """Scroll the page that is shown."""
        (self._shown.scroll_page_down if by > 0 else self._shown.scroll_page_up)(animate=False)

    def show(self, state: ComparingState, workload: Workload, links: tuple[Line, ...]) -> None:
        """Show what is known of a workload, and where it leads."""
        tabs = self.query_one(PageTabs)
        tabs.names = [page_name(page) for page in PAGES]
        self.query_one("#times-drawn", Drawn).draw = partial(times_part, state, workload)
        drawn = sizes_drawn(state, workload)
        chart = self.query_one("#chart", Plotted)
        chart.draw = partial(time_chart, state, workload)
        chart.set_class(drawn == 0, "-empty").set_class(drawn == 1, "-bars")
        self.query_one("#explained", Static).update(explained_part(state, workload))
        self.query_one("#memory-drawn", Drawn).draw = partial(memory_part, state, workload)
        self.query_one("#about-text", Static).update(about_part(workload))
        self.query_one("#next", Static).update(_("Go on with:") + " tab, enter")
        self.query_one("#next").display = bool(links)
        self.query_one("#links", Menu).lines = links
        self.query_one("#method", Static).update(method_part(state, workload))
        self.query_one("#claims-text", Static).update(claims_part(state))

    @property
    def _shown(self) -> VerticalScroll:
        return self.query_one(f"#{PAGES[self.page]}", VerticalScroll)

    def _tell_of_more(self) -> None:
        self.call_after_refresh(self._measure)  # before that sizes are those of the layout before

    def _measure(self) -> None:
        self.post_message(self.Scrolled(self._shown.max_scroll_y > self._shown.scroll_y))
