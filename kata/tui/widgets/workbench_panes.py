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
    """Classes choose the layout.

    `-task`, `-code` or `-results` is the pane on a narrow terminal; `-output` and `-curve` say which of the lower
    panels have something to show.
    """

    DEFAULT_CSS = """
    WorkbenchPanes { height: 1fr; layout: grid; grid-size: 3 2; grid-columns: 5fr 7fr 6fr; grid-rows: 1fr 15; }
    WorkbenchPanes > * { border: round $border-blurred; padding: 0 1; height: 100%; border-title-color: $text-muted; }
    WorkbenchPanes > *:focus, WorkbenchPanes > *:focus-within { border: round $border; border-title-color: $primary; }
    WorkbenchPanes > CodeEditor { padding: 0; row-span: 2; background: transparent; }
    WorkbenchPanes > TaskPanel, WorkbenchPanes > ChecksPanel { row-span: 2; }
    WorkbenchPanes > OutputPanel, WorkbenchPanes > LossChart { display: none; }
    WorkbenchPanes.-output > OutputPanel, WorkbenchPanes.-curve > LossChart { display: block; }
    WorkbenchPanes.-output > TaskPanel, WorkbenchPanes.-curve > ChecksPanel { row-span: 1; }

    .-narrow WorkbenchPanes { layout: vertical; }
    .-narrow WorkbenchPanes > * { display: none; }
    .-narrow WorkbenchPanes > TaskPanel, .-narrow WorkbenchPanes > CodeEditor { border: none; }
    .-narrow WorkbenchPanes.-task > TaskPanel, .-narrow WorkbenchPanes.-code > CodeEditor { display: block; }
    .-narrow WorkbenchPanes.-results > ChecksPanel { display: block; }
    .-narrow WorkbenchPanes.-results.-output > OutputPanel { display: block; }
    .-narrow WorkbenchPanes.-results.-curve > LossChart { display: block; }
    .-narrow WorkbenchPanes.-results {
        layout: grid; grid-size: 2 2; grid-columns: 1fr 1fr; grid-rows: 1fr 12;
    }
    .-narrow WorkbenchPanes.-results > ChecksPanel { row-span: 2; column-span: 2; }
    .-narrow WorkbenchPanes.-results.-output > ChecksPanel, .-narrow WorkbenchPanes.-results.-curve > ChecksPanel {
        column-span: 1;
    }
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
        if self.chart.curves != state.curves:
            self.chart.curves = state.curves

    def say(self, state: GradingState, filename: str) -> None:
        """Say every string in the language spoken now."""
        self.editor.border_title = f"{filename} · {KEYS['code']}"
        self.statement.border_title = f"{pane_name('task')} · {KEYS['task']}"
        self.checks.border_title = f"{pane_name('results')} · {KEYS['results']}"
        self.chart.say_titles()
        self.show(state)
