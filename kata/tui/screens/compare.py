"""PyTorch against JAX, measured on this machine: the workloads at the left, what came of one of them at the right."""

from datetime import datetime
from typing import ClassVar, Final

from msgspec.structs import replace
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.timer import Timer
from textual.widgets import Static

from kata.compare.prediction import Prediction, asked
from kata.compare.workloads import Workload
from kata.content.model import say
from kata.i18n import N_, _, language
from kata.tui.asking import FRAMEWORKS, Wanted
from kata.tui.compare_view import (
    KATA,
    PAGES,
    QUESTION,
    facts,
    head_in_words,
    links,
    status_in_words,
    workload_lines,
)
from kata.tui.comparing import ComparingState, to_show
from kata.tui.screens.base import told
from kata.tui.screens.compare_measuring import MeasuringScreen
from kata.tui.screens.compare_predict import PredictScreen
from kata.tui.screens.side_by_side import SideBySideScreen, Source
from kata.tui.widgets.compare_pages import ComparePages
from kata.tui.widgets.key_line import KeyLine
from kata.tui.widgets.lines import HeadLine, StatusLine
from kata.tui.widgets.menu import Menu
from kata.tui.widgets.workload_menu import WorkloadMenu

PAUSE: Final = 0.2  # seconds between two drawings of what is being measured


class CompareScreen(MeasuringScreen):
    """The list has the keys: it says what is shown, and enter measures it. On a wide terminal there is more air."""

    AUTO_FOCUS = "WorkloadMenu"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012  declared so by Textual
    CSS_PATH = "compare.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "measure_all", N_("All")),
        Binding("p", "predict", N_("Predict")),
        Binding("t", "quick", N_("Quick")),
        Binding("t", "thorough", N_("Thorough")),
        Binding("d", "device", N_("Device")),
        Binding("v", "sources", N_("Code")),
        Binding("escape", "stop", N_("Stop")),
        Binding("ctrl+c", "stop", N_("Stop"), show=False),
        Binding("escape", "leave", N_("Home")),
        *(Binding(str(at + 1), f"show_page({at})", N_("Page"), show=False) for at in range(len(PAGES))),
        # Before the scrolling containers, which would go to the right themselves.
        Binding("right", "turn(1)", N_("Next page"), show=False, priority=True),
        Binding("left", "turn(-1)", N_("Page before"), show=False, priority=True),
        Binding("pagedown", "scroll_page(1)", N_("Further down"), show=False, priority=True),
        Binding("pageup", "scroll_page(-1)", N_("Further up"), show=False, priority=True),
    ]
    _pending: Timer | None = None
    _shown: str | None = None
    _progress_at: datetime | None = None

    def compose(self) -> ComposeResult:
        """Head, workloads and facts, pages, status, keys."""
        yield HeadLine()
        with Horizontal(id="compare"):
            with Vertical(id="left"):
                yield WorkloadMenu(id="workloads")
                with VerticalScroll(id="where", can_focus=False):
                    yield Static(id="facts")
            yield ComparePages()
        yield StatusLine()
        yield KeyLine(show_command_palette=False)

    def on_mount(self) -> None:
        """Count down what is left; Textual calls the handler of the class above too."""
        self.set_interval(1, self._redraw_head)

    async def say_again(self) -> None:
        """Draw everything again."""
        self._redraw()

    @property
    def workload(self) -> Workload:
        """The one that is shown."""
        return self.workloads[self.query_one(WorkloadMenu).current or next(iter(self.workloads))]

    def watch_state(self, before: ComparingState, now: ComparingState) -> None:
        """Redraw: what the reader has done at once, what is measured a few times a second: drawing disturbs it."""
        if now.progress is not before.progress:
            self._progress_at = self.kata.clock()
            menu = self.query_one(WorkloadMenu)
            menu.go_to(to_show(before, now, menu.current))
        if not (before.busy and now.busy) or before.stopping != now.stopping:
            self._redraw()
            self.refresh_bindings()
            if now.problem and not before.problem:  # the status line has room for the beginning of it
                self.notify(now.problem, severity="error", timeout=10, markup=False)
        elif self._pending is None:
            self._pending = self.set_timer(PAUSE, self._redraw)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer only what makes sense now."""
        busy, quick = self.state.busy, self.state.how.quick
        return {
            "stop": busy,
            "leave": not busy,
            "measure_all": not busy,
            "predict": not busy,
            "device": not busy,
            "quick": not busy and not quick,
            "thorough": not busy and quick,
        }.get(action, True)

    @on(Menu.Moved, "#workloads")
    def show_workload(self, moved: Menu.Moved) -> None:
        """Show what is known of the one under the cursor."""
        if moved.name != self._shown:
            self._redraw_page()

    @on(Menu.Taken, "#workloads")
    def measure_one(self, taken: Menu.Taken) -> None:
        """Measure the one under the cursor."""
        self.measure([taken.name])

    @on(Menu.Taken, "#links")
    def follow_link(self, taken: Menu.Taken) -> None:
        """Ask the question, or open the workbench: not while measuring, which it would disturb."""
        kind, _colon, name = taken.name.partition(":")
        if self.state.busy:
            self.notify(_("That would disturb the measuring; esc ends it."))
        elif kind == QUESTION:
            self.kata.quiz(Wanted(questions=(name,)))
        elif kind == KATA:
            self.kata.solve(name)

    def action_measure_all(self) -> None:
        """Measure all of them."""
        self.measure(self.workloads)

    @told
    def action_predict(self) -> None:
        """Ask what the reader expects, then measure."""
        workload = self.workload
        questions = asked([workload], self.settings([workload.name]))
        if not questions:
            self.notify(_("There is nothing to predict: one variant alone can be measured."))
            return
        self.app.push_screen(PredictScreen(say(workload.title, language()), questions), self._predicted)

    def _predicted(self, prediction: Prediction | None) -> None:
        if prediction is not None:
            self.measure([prediction.workload], [prediction])

    def action_quick(self) -> None:
        """Measure with fewer sizes and rounds from now on."""
        self.state = replace(self.state, how=replace(self.state.how, quick=True))

    def action_thorough(self) -> None:
        """Measure with all sizes and rounds from now on."""
        self.state = replace(self.state, how=replace(self.state.how, quick=False))

    def action_device(self) -> None:
        """Measure on the other device from now on."""
        device = "cpu" if self.state.how.device == "gpu" else "gpu"
        self.state = replace(self.state, how=replace(self.state.how, device=device))

    def action_sources(self) -> None:
        """Show the variants' code side by side."""
        workload = self.workload
        texts = [(FRAMEWORKS[name], workload.source(name)) for name in ("torch", "jax", "numpy")]
        sources = [Source(name, text) for name, text in texts if text is not None]
        self.app.push_screen(SideBySideScreen(say(workload.title, language()), tuple(sources)))

    def action_show_page(self, page: int) -> None:
        """Show a page by its place."""
        self.query_one(ComparePages).page = page

    def action_turn(self, by: int) -> None:
        """Show the next page, or the one before."""
        self.query_one(ComparePages).turn(by)

    def action_scroll_page(self, by: int) -> None:
        """Scroll the page that is shown."""
        self.query_one(ComparePages).scroll_page(by)

    def on_compare_pages_scrolled(self, scrolled: ComparePages.Scrolled) -> None:
        """Say whether the page goes on below; while it is measured the line has something else to say."""
        self.query_one(StatusLine).more = scrolled.more and not self.state.busy

    def action_leave(self) -> None:
        """Go home."""
        self.dismiss()

    def _redraw(self) -> None:
        if self._pending is not None:
            self._pending.stop()
            self._pending = None
        menu = self.query_one(WorkloadMenu)
        menu.locked, menu.lines = self.state.busy, workload_lines(tuple(self.workloads.values()), self.state)
        self._redraw_head()
        self._redraw_page()

    def _redraw_head(self) -> None:
        since = 0.0 if self._progress_at is None else (self.kata.clock() - self._progress_at).total_seconds()
        head = self.query_one(HeadLine)
        head.left, head.right = _("PyTorch and JAX, measured here"), head_in_words(self.state.later(since))

    def _redraw_page(self) -> None:
        state, workload = self.state, self.workload
        self._shown = workload.name
        self.query_one("#facts", Static).update(facts(state, workload.name))
        self.query_one(ComparePages).show(state, workload, links(state, workload, self.kata.library))
        self.query_one(StatusLine).say(*status_in_words(state, workload.name))
