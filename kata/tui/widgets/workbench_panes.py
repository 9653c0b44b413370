"""The five panels of the workbench: side by side on a wide terminal, one pane of three on a narrow one."""

from textual.app import ComposeResult
from textual.containers import Container
from textual.reactive import reactive

from kata.tui.grading_state import GradingState
from kata.tui.widgets.checks_panel import ChecksPanel
from kata.tui.widgets.editor import CodeEditor
from kata.tui.widgets.loss_chart import LossChart
from kata.tui.widgets.workbench_output import OutputPanel
from kata.tui.widgets.workbench_tabs import KEYS, PANES, Pane, pane_name
from kata.tui.widgets.workbench_task import TaskPanel


class WorkbenchPanes(Container):
    """Classes choose the layout, which `screens/workbench.tcss` spells out.

    `-task`, `-code` or `-results` is the pane on a narrow terminal; `-output` and `-curve` say which of the lower
    panels have something to show.
    """

    pane: reactive[Pane] = reactive[Pane]("code")

    def __init__(self, source: str) -> None:
        super().__init__()
        self.statement = TaskPanel()
        self.editor = CodeEditor(source)
        self.checks = ChecksPanel()
        self.output = OutputPanel()
        self.chart = LossChart()

    def compose(self) -> ComposeResult:
        """Lay out the panels, in the order in which the grid takes them."""
        yield from (self.statement, self.editor, self.checks, self.output, self.chart)

    def watch_pane(self, pane: Pane) -> None:
        """Show that pane on a narrow terminal."""
        for other in PANES:
            self.set_class(other == pane, f"-{other}")

    def focus_pane(self, pane: Pane) -> None:
        """Show a pane and put the cursor there: in the results, on the first failure."""
        self.pane = pane
        if pane == "task":
            self.statement.focus()
        elif pane == "code":
            self.editor.focus()
        else:
            (self.checks.place_to_look() or self.checks).focus()

    def show(self, state: GradingState) -> None:
        """Show a grading as it stands now."""
        output = state.report.output if state.report else ""
        self.set_class(bool(output), "-output")
        self.set_class(bool(state.curves), "-curve")
        self.checks.show(state)
        self.output.show(output)
        self.chart.final = state.report is not None
        if self.chart.curves != state.curves:
            self.chart.curves = state.curves

    def say(self, state: GradingState, filename: str) -> None:
        """Say every string in the language spoken now."""
        self.editor.border_title = f"{filename} · {KEYS['code']}"
        self.statement.border_title = f"{pane_name('task')} · {KEYS['task']}"
        self.checks.border_title = f"{pane_name('results')} · {KEYS['results']}"
        self.chart.say_titles()
        self.show(state)
