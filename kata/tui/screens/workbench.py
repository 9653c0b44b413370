"""The workbench: the statement, an editor and the results of grading, in three panes or, on a narrow terminal, tabs."""

import os
from contextlib import suppress
from typing import ClassVar, Final

from textual.app import ComposeResult, SuspendNotSupported
from textual.binding import ActiveBinding, Binding, BindingType
from textual.reactive import reactive
from textual.widgets import Footer

from kata.content.model import say
from kata.errors import KataError
from kata.grading.report import GradeReport, GradeRequest
from kata.i18n import N_, _, language
from kata.tui.grading_state import GradingState, error_line, recall
from kata.tui.messages import LanguageSwitched
from kata.tui.screens.base import KataScreen
from kata.tui.screens.solution import ConfirmSolution, SolutionScreen, solutions
from kata.tui.widgets.checks_words import report_text
from kata.tui.widgets.editor_external import edit_elsewhere, editor_command
from kata.tui.widgets.workbench_header import WorkbenchHeader
from kata.tui.widgets.workbench_panes import WorkbenchPanes
from kata.tui.widgets.workbench_tabs import Pane, WorkbenchTabs
from kata.tui.widgets.workbench_task import task_markdown
from kata.tui.workbench_grading import follow, prepare
from kata.tui.workbench_record import WorkbenchRecord

FILENAME: Final = "solution.py"
GRADING: Final = "grading"


class WorkbenchScreen(KataScreen):
    """One variant being solved. `state` is the grading; every change of it redraws what shows it."""

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
    CSS_PATH = "workbench.tcss"

    state: reactive[GradingState] = reactive(GradingState(), init=False)

    def __init__(self, variant_name: str) -> None:
        super().__init__()
        self._variant_name = variant_name

    def compose(self) -> ComposeResult:
        """Lay out the header, the panes and the keys."""
        self.variant = self.kata.library.variant(self._variant_name)
        self.record = WorkbenchRecord(self.kata.store, self.variant)
        spec = self.variant.kata.spec
        self.header = WorkbenchHeader(self.variant.name, self.variant.framework, spec.level)
        self.panes = WorkbenchPanes(self.record.saved)
        yield self.header
        yield WorkbenchTabs()
        yield self.panes
        yield Footer()

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The workbench's own keys first, in their order: the editor has some of them too and would shuffle them."""
        place = {binding.action: i for i, binding in enumerate(self.BINDINGS) if isinstance(binding, Binding)}
        found = super().active_bindings.items()
        return dict(sorted(found, key=lambda item: place.get(item[1].binding.action, len(place))))

    async def on_mount(self) -> None:
        """Say everything and start the clock of this attempt."""
        self._started = self.kata.clock()
        self.set_interval(1, self._tick)
        self.header.draft = "saved" if self.record.continued else "untouched"
        if self.record.last_report is not None:
            self.state = recall(self.record.last_report)
        await self._say()
        self.run_worker(prepare(self.kata.grading, self.variant.framework))

    def on_unmount(self) -> None:
        """Keep what was typed since the last pause, when the program is quit."""
        with suppress(KataError):  # the pause before has said that drafts cannot be saved, and nobody looks any more
            self.record.save(self.panes.editor.text)

    async def _say(self) -> None:
        """Say every string in the language spoken now."""
        self.query_one(WorkbenchTabs).say()
        self.header.say(self.state)
        self.panes.say(self.state, FILENAME)
        await self._show_task()

    async def _show_task(self, *, at_end: bool = False) -> None:
        hints = [say(hint, language()) for hint in self.variant.hints]
        seen = hints[: self.record.hints_seen]
        await self.panes.statement.show(
            task_markdown(self.variant.statement(language()), seen, len(hints)), at_end=at_end
        )

    def on_language_switched(self, message: LanguageSwitched) -> None:
        """Say everything again and keep what was typed."""
        message.prevent_default()  # else Textual goes on to KataScreen's handler, which composes anew
        self.call_next(self._say)
        self.refresh_bindings()

    def _tick(self) -> None:
        if self.state.verdict != "passed":  # the clock of an attempt ends with the pass
            self.header.elapsed = self.kata.clock() - self._started

    def on_code_editor_typed(self) -> None:
        """Say that the draft is behind what is on screen; while drafts cannot be saved, that is the greater news."""
        if self.header.draft != "lost":
            self.header.draft = "typing"

    def on_code_editor_paused(self) -> None:
        """Save the draft at every pause."""
        self._save()

    def _save(self) -> None:
        try:
            saved = self.record.save(self.panes.editor.text)
        except KataError as fault:
            if self.header.draft != "lost":  # once, not at every pause
                self._complain(fault)
            self.header.draft = "lost"
        else:
            self.header.draft = "saved" if saved or self.header.draft != "untouched" else "untouched"

    def _complain(self, fault: object) -> None:
        self.notify(str(fault), severity="error", markup=False)

    def action_grade(self) -> None:
        """Grade what is in the editor; a grading that goes on is given up for the new one."""
        self._save()
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
            self.record.keep(report, source)
        except KataError as fault:
            self._complain(fault)

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

    def action_leave(self) -> None:
        """Go back to where the workbench was opened; nothing is lost."""
        self._save()
        self.dismiss()

    def action_show_pane(self, pane: Pane) -> None:
        """Go to a pane; on a narrow terminal it takes the place of the one shown."""
        self.query_one(WorkbenchTabs).shown = pane
        self.panes.focus_pane(pane)

    async def action_hint(self) -> None:
        """Show the next hint below the statement and record that it was looked at."""
        try:
            if not self.record.reveal_next_hint():
                self.notify(_("There are no more hints."))
        except KataError as fault:
            self._complain(fault)
        if self.has_class("-narrow"):
            self.action_show_pane("task")
        await self._show_task(at_end=True)

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
            self._complain(fault)
        self.app.push_screen(SolutionScreen(self.variant.name, self.panes.editor.text, solutions(self.variant)))

    def action_reset(self) -> None:
        """Put the starter back; undo takes it away again."""
        self.panes.editor.put(self.variant.starter)
        self.notify(_("This is the starter again; ctrl+z brings your code back."))

    def action_edit_elsewhere(self) -> None:
        """Hand the text to the user's own editor and take it back."""
        try:
            command = editor_command(os.environ)
            with self.app.suspend():
                text = edit_elsewhere(self.panes.editor.text, command, FILENAME)
        except SuspendNotSupported:
            self._complain(_("This terminal cannot be handed to another editor."))
        except KataError as fault:
            self._complain(fault)
        else:
            self.panes.editor.put(text)
            self._save()

    def action_copy_report(self) -> None:
        """Copy the whole report as text."""
        if self.state.report is None:
            self.notify(_("There is no report yet; ctrl+r grades."))
            return
        self.app.copy_to_clipboard(report_text(self.variant.name, self.state.report))
        self.notify(_("The report is in the clipboard."))
