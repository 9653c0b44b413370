"""The workbench: the statement, an editor and the results of grading, in three panes or, on a narrow terminal, tabs."""

from typing import ClassVar, Final

from textual.binding import ActiveBinding, Binding, BindingType

from kata.errors import KataError
from kata.grading.report import GradeReport, GradeRequest
from kata.i18n import N_, _, language
from kata.tui.grading_state import GradingState, error_line
from kata.tui.screens.solution import ConfirmSolution, SolutionScreen, solutions
from kata.tui.screens.workbench_desk import FILENAME, Desk
from kata.tui.widgets.checks_words import report_text
from kata.tui.workbench_grading import follow, prepare

GRADING: Final = "grading"


class WorkbenchScreen(Desk):
    """One variant being solved: the desk and the grading of what lies on it. A change of `state` is drawn at once."""

    AUTO_FOCUS = "CodeEditor"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012  declared so by Textual
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+r,f5", "grade", N_("Grade"), priority=True),
        Binding("ctrl+e", "edit_elsewhere", N_("$EDITOR"), priority=True),
        Binding("f1", "hint", N_("Hint"), priority=True),
        Binding("f6,ctrl+o", "solution", N_("Solution"), priority=True),
        Binding("f2", "show_pane('task')", N_("Task"), priority=True, show=False),
        Binding("f3", "show_pane('code')", N_("Code"), priority=True, show=False),
        Binding("f4", "show_pane('results')", N_("Results"), priority=True, show=False),
        Binding("f7", "reset", N_("Back to the starter"), priority=True, show=False),
        Binding("f8", "copy_report", N_("Copy the report"), priority=True, show=False),
        Binding("y", "copy_report", N_("Copy the report"), show=False),
        Binding("escape", "cancel_grading", N_("Cancel")),
        Binding("escape", "leave", N_("Leave")),
    ]

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The workbench's own keys first, in their order: the editor has some of them too and would shuffle them."""
        place = {binding.action: i for i, binding in enumerate(self.BINDINGS) if isinstance(binding, Binding)}
        found = super().active_bindings.items()
        return dict(sorted(found, key=lambda item: place.get(item[1].binding.action, len(place))))

    async def on_mount(self) -> None:
        """Let the service import the framework while the task is read; Textual calls the desk's handler too."""
        self.run_worker(prepare(self.kata.grading, self.variant.name))

    def action_grade(self) -> None:
        """Grade what is in the editor; a grading that goes on is given up for the new one."""
        self.save()
        if self.has_class("-narrow"):
            self.action_show_pane("results")
        request = GradeRequest(
            variant=self.variant.name, source=self.panes.editor.text, filename=FILENAME, language=language()
        )
        self.run_worker(self._grade(request), group=GRADING, exclusive=True)

    async def _grade(self, request: GradeRequest) -> None:
        """Follow a grading to its end; only then is there an attempt to keep."""
        async for state in follow(self.kata.grading, request):
            if state.report is not None:
                self._keep(state.report, request.source)
            self.state = state

    def _keep(self, report: GradeReport, source: str) -> None:
        try:
            self.record.keep(report, source, self.worked)
        except KataError as fault:
            self.complain(fault)

    def watch_state(self, state: GradingState) -> None:
        """Redraw what shows the grading; after an exception, go to its line."""
        self.header.say(state)
        self.panes.show(state)
        self.refresh_bindings()
        failure = state.first_failure
        if state.verdict == "error" and failure and (line := error_line(failure.message, FILENAME)):
            self.panes.editor.show_line(line)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002  Textual's
        """`escape` cancels while a grading goes on, and leaves otherwise."""
        if action in ("cancel_grading", "leave"):
            return self.state.busy == (action == "cancel_grading")
        return True

    def action_cancel_grading(self) -> None:
        """Give up waiting; nothing is recorded."""
        self.workers.cancel_group(self, GRADING)
        self.state = self.state.cancelled()

    def action_solution(self) -> None:
        """Show the solutions: at once after a pass, else after one question."""
        if self.record.solution_is_open:
            self._show_solutions()
        else:
            self.app.push_screen(ConfirmSolution(), self._on_confirmed)

    def _on_confirmed(self, confirmed: bool | None) -> None:
        if confirmed:
            self._show_solutions()

    def _show_solutions(self) -> None:
        try:
            self.record.reveal_solution()
        except KataError as fault:
            self.complain(fault)
        self.app.push_screen(SolutionScreen(self.variant.name, self.panes.editor.text, solutions(self.variant)))

    def action_copy_report(self) -> None:
        """Copy the whole report as text."""
        if self.state.report is None:
            self.notify(_("There is no report yet; ctrl+r grades."))
            return
        self.app.copy_to_clipboard(report_text(self.variant.name, self.state.report))
        self.notify(_("The report is in the clipboard."))
