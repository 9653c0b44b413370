"""The kata of an interview: task and editor. No hints, no results; handed in once, at the latest when time is over."""

import os
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult, SuspendNotSupported
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import Horizontal

from kata.errors import KataError
from kata.i18n import N_, _, language
from kata.practice.conversation import Step
from kata.tui.screens.base import told
from kata.tui.screens.interview_base import TimedScreen
from kata.tui.widgets.editor import CodeEditor
from kata.tui.widgets.editor_external import edit_elsewhere, editor_command
from kata.tui.widgets.key_line import KeyLine
from kata.tui.widgets.lines import HeadLine, StatusLine
from kata.tui.widgets.workbench_task import TaskPanel
from kata.tui.workbench_grading import prepare

if TYPE_CHECKING:
    from kata.practice.interviews import Session


class InterviewKataScreen(TimedScreen):
    """Begins with the starter, whatever was written for this variant before; that stays where it is."""

    AUTO_FOCUS = "CodeEditor"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012  declared so by Textual
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+r,f5", "hand_in", N_("Hand in"), priority=True),
        Binding("f2", "show_pane('task')", N_("Task"), priority=True),
        Binding("f3", "show_pane('code')", N_("Code"), priority=True),
        Binding("f9", "pause", N_("Pause"), priority=True),
        Binding("escape", "leave", N_("Leave")),
        Binding("ctrl+e", "edit_elsewhere", N_("$EDITOR"), priority=True),
    ]

    def __init__(self, session: "Session", step: Step) -> None:
        super().__init__(session, step)
        self.variant = session.library.variant(step.item)
        self._asked_to_hand_in = False

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """Our own keys first, in their order: the editor has some of them too and would shuffle them."""
        place = {binding.action: i for i, binding in enumerate(self.BINDINGS) if isinstance(binding, Binding)}
        found = super().active_bindings.items()
        return dict(sorted(found, key=lambda item: place.get(item[1].binding.action, len(place))))

    def compose(self) -> ComposeResult:
        """Head, task and editor, status, keys."""
        draft = self.session.store.draft(self._draft_name)
        self._saved = draft.source if draft is not None else self.variant.starter
        self.statement, self.editor = TaskPanel(), CodeEditor(self._saved)
        yield HeadLine()
        with Horizontal(id="desk", classes="-code"):
            yield self.statement
            yield self.editor
        yield StatusLine()
        yield KeyLine(show_command_palette=False)

    def on_mount(self) -> None:
        """Show the task, and let the service import the framework meanwhile."""
        self.call_later(self.say_again)
        self.call_after_refresh(self._begin_with_the_task)
        self.run_worker(prepare(self.kata.grading, self.variant.name))

    def _begin_with_the_task(self) -> None:
        """Where task and code do not fit side by side, the task comes first."""
        if self.has_class("-narrow"):
            self.action_show_pane("task")

    async def say_again(self) -> None:
        """Say everything in the language spoken now; what was typed stays."""
        self.statement.border_title, self.editor.border_title = f"{_('Task')} · f2", f"{self.variant.name} · f3"
        await self.statement.show(self.variant.statement(language()))
        self._say_how()
        self.tick()

    @property
    def _draft_name(self) -> str:
        return f"interview:{self.session.id}:{self.variant.name}"

    def _say_how(self) -> None:
        self.query_one(StatusLine).say(
            _("ctrl+r hands in, once. There are no hints, and no verdict before the end."), "how"
        )

    def time_is_over(self) -> None:
        """Hand in what is there."""
        self.session.note_time()
        self._hand_in()

    @told
    def action_hand_in(self) -> None:
        """Hand in at the second press: there is no way back."""
        if self._asked_to_hand_in:
            self._hand_in()
            return
        self._asked_to_hand_in = True
        self.query_one(StatusLine).say(_("There is no way back from handing in. Once more ctrl+r hands in."), "notice")

    @told
    def _hand_in(self) -> None:
        self.keep()
        self.session.hand_in(self.variant.name, self.editor.text)
        self.go_on()

    def on_code_editor_typed(self) -> None:
        """Whoever goes on typing does not hand in."""
        if self._asked_to_hand_in:
            self._asked_to_hand_in = False
            self._say_how()

    def on_code_editor_paused(self) -> None:
        """Save the draft at every pause."""
        self._save()

    @told
    def _save(self) -> None:
        self.keep()

    def keep(self) -> None:
        """Keep what is in the editor; not as the variant's own draft."""
        if self.editor.text != self._saved:
            self.session.store.save_draft(self._draft_name, self.editor.text)
            self._saved = self.editor.text

    def action_show_pane(self, pane: str) -> None:
        """Go to the task or to the code; on a narrow terminal one takes the place of the other."""
        desk = self.query_one("#desk")
        desk.set_class(pane == "task", "-task")
        desk.set_class(pane == "code", "-code")
        (self.statement if pane == "task" else self.editor).focus()

    def action_edit_elsewhere(self) -> None:
        """Hand the text to the reader's own editor and take it back."""
        try:
            command = editor_command(os.environ)
            with self.app.suspend():
                text = edit_elsewhere(self.editor.text, command)
        except SuspendNotSupported:
            self.notify(_("This terminal cannot be handed to another editor."), severity="error")
        except KataError as fault:
            self.notify(str(fault), severity="error", markup=False)
        else:
            self.editor.put(text)
            self._save()
