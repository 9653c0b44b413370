"""The workbench's desk: the task, the editor, its drafts and its hints; everything but grading."""

import os
from contextlib import suppress
from datetime import date
from typing import Final

from textual.app import ComposeResult, SuspendNotSupported
from textual.reactive import reactive

from kata.content.model import say
from kata.errors import KataError
from kata.i18n import _, language
from kata.tui.grading_state import GradingState, recall
from kata.tui.screens.base import KataScreen
from kata.tui.widgets.editor_external import edit_elsewhere, editor_command
from kata.tui.widgets.key_line import KeyLine
from kata.tui.widgets.workbench_header import WorkbenchHeader
from kata.tui.widgets.workbench_panes import WorkbenchPanes
from kata.tui.widgets.workbench_tabs import Pane, WorkbenchTabs
from kata.tui.widgets.workbench_task import task_markdown
from kata.tui.workbench_record import WorkbenchRecord

FILENAME: Final = "solution.py"


class Desk(KataScreen):
    """One variant's task and its editor. What is typed is kept, whatever happens."""

    state: reactive[GradingState] = reactive(GradingState(), init=False)

    def __init__(self, variant_name: str, sitting: str | None = None) -> None:
        super().__init__()
        self._variant_name, self._sitting = variant_name, sitting

    def compose(self) -> ComposeResult:
        """Lay out the header, the panes and the keys."""
        self.variant = self.kata.library.variant(self._variant_name)
        self.record = WorkbenchRecord(self.kata.store, self.variant, self._sitting)
        spec = self.variant.kata.spec
        self.header = WorkbenchHeader(self.variant.name, self.variant.framework, spec.level)
        self.panes = WorkbenchPanes(self.record.saved)
        yield self.header
        yield WorkbenchTabs()
        yield self.panes
        yield KeyLine()

    async def on_mount(self) -> None:
        """Say everything and start the clock of this attempt."""
        self._started = self.kata.clock()
        self._worked_before = max(self.record.worked, self.kata.worked.get(self._worked_on, 0.0))
        self.set_interval(1, self._tick)
        self.header.draft = "saved" if self.record.continued else "untouched"
        if self.record.last_report is not None:
            self.state = recall(self.record.last_report)
        await self.say_again()

    @property
    def worked(self) -> float:
        """The seconds that this variant lay here this study day, also before it was left and opened again."""
        return self._worked_before + (self.kata.clock() - self._started).total_seconds()

    @property
    def _worked_on(self) -> tuple[str, date]:
        return self._variant_name, self.kata.store.study_day()

    def on_unmount(self) -> None:
        """Keep what was typed since the last pause, when the program is quit."""
        with suppress(KataError):  # the pause before has said that drafts cannot be saved, and nobody looks any more
            self.record.save(self.panes.editor.text)

    async def say_again(self) -> None:
        """Say every string in the language spoken now; what was typed stays."""
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

    def _tick(self) -> None:
        if self.state.verdict != "passed":  # the clock of an attempt ends with the pass
            self.header.elapsed = self.kata.clock() - self._started

    def on_code_editor_typed(self) -> None:
        """Say that the draft is behind what is on screen; while drafts cannot be saved, that is the greater news."""
        if self.header.draft != "lost":
            self.header.draft = "typing"

    def on_code_editor_paused(self) -> None:
        """Save the draft at every pause."""
        self.save()

    def save(self) -> None:
        """Keep what is in the editor as the draft."""
        try:
            saved = self.record.save(self.panes.editor.text)
        except KataError as fault:
            if self.header.draft != "lost":  # once, not at every pause
                self.complain(fault)
            self.header.draft = "lost"
        else:
            self.header.draft = "saved" if saved or self.header.draft != "untouched" else "untouched"

    def complain(self, fault: object) -> None:
        """Say a fault on the screen."""
        self.notify(str(fault), severity="error", markup=False)

    def action_leave(self) -> None:
        """Go back to where the workbench was opened; nothing is lost."""
        self.save()
        self.kata.worked[self._worked_on] = self.worked
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
            self.complain(fault)
        if self.has_class("-narrow"):
            self.action_show_pane("task")
        await self._show_task(at_end=True)

    def action_reset(self) -> None:
        """Put the starter back; undo takes it away again."""
        if self.panes.editor.put(self.variant.starter):
            self.notify(_("This is the starter again; ctrl+z brings your code back."))

    def action_edit_elsewhere(self) -> None:
        """Hand the text to the user's own editor and take it back."""
        try:
            command = editor_command(os.environ)
            with self.app.suspend():
                text = edit_elsewhere(self.panes.editor.text, command, FILENAME)
        except SuspendNotSupported:
            self.complain(_("This terminal cannot be handed to another editor."))
        except KataError as fault:
            self.complain(fault)
        else:
            self.panes.editor.put(text)
            self.save()
