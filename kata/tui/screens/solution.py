"""Your solution beside others: the reference, other ways to write it, the other frameworks."""

from typing import ClassVar

from msgspec import Struct
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Footer, Static, Tab, Tabs

from kata.content import Variant
from kata.i18n import N_, _
from kata.tui.screens.base import KataScreen
from kata.tui.widgets.editor import CodeEditor

_NAMES = {"numpy": "NumPy", "torch": "PyTorch", "jax": "JAX"}


class Source(Struct, frozen=True):
    """A text to look at and what it is."""

    title: str
    text: str


def solutions(variant: Variant) -> tuple[Source, ...]:
    """Return what stands beside a solution of `variant`: its reference, the other frameworks', then other ways."""
    own = _NAMES[variant.framework]
    others = [other for other in variant.kata.variants if other.framework != variant.framework]
    return (
        Source(_("{framework}, reference").format(framework=own), variant.solution),
        *(Source(_NAMES[other.framework], other.solution) for other in others),
        *(
            Source(_("{framework}, {way}").format(framework=own, way=way.name), way.text)
            for way in variant.alternatives
        ),
    )


class SolutionScreen(KataScreen):
    """Two columns of code on a wide terminal, one on a narrow one; a tab chooses what stands beside yours."""

    AUTO_FOCUS = "Tabs"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012  declared so by Textual
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", N_("Back")),
        Binding("right_square_bracket,n", "next", N_("Next"), key_display="n"),
        Binding("left_square_bracket,p", "previous", N_("Previous"), key_display="p"),
    ]
    CSS = """
    SolutionScreen Tabs { height: 2; }
    SolutionScreen #title { height: 1; padding: 0 1; background: $panel; text-style: bold; }
    SolutionScreen #codes { height: 1fr; }
    SolutionScreen .column { width: 1fr; border: round $border-blurred; }
    SolutionScreen .column:focus-within { border: round $border; }
    SolutionScreen CodeEditor { border: none; padding: 0; background: transparent; }
    SolutionScreen.-wide #tab-yours { display: none; }
    SolutionScreen.-narrow .column { display: none; border: none; }
    SolutionScreen.-narrow.-yours #yours { display: block; }
    SolutionScreen.-narrow.-other #other { display: block; }
    """

    def __init__(self, variant: str, yours: str, others: tuple[Source, ...]) -> None:
        super().__init__(classes="-other")
        self._variant, self._yours, self._others = variant, yours, others

    def compose(self) -> ComposeResult:
        """Lay out tabs and columns."""
        yield Static(self._variant + " · " + _("solutions"), id="title", markup=False)
        tabs = [Tab(_("Yours"), id="tab-yours")]
        tabs += [Tab(source.title, id=f"tab-{i}") for i, source in enumerate(self._others)]
        yield Tabs(*tabs, active="tab-0")
        with Horizontal(id="codes"):
            with Vertical(id="yours", classes="column") as yours:
                yours.border_title = _("Yours")
                yield CodeEditor(self._yours, read_only=True)
            with Vertical(id="other", classes="column"):
                yield CodeEditor(self._others[0].text, read_only=True)
        yield Footer()

    def on_tabs_tab_activated(self, event: Tabs.TabActivated) -> None:
        """Show what was chosen; on a wide terminal yours stands there anyway."""
        chosen = (event.tab.id or "").removeprefix("tab-")
        self.set_class(chosen == "yours", "-yours").set_class(chosen != "yours", "-other")
        if chosen != "yours":
            source = self._others[int(chosen)]
            column = self.query_one("#other")
            column.border_title = source.title
            column.query_one(CodeEditor).load_text(source.text)

    def action_next(self) -> None:
        """Show the next one."""
        self.query_one(Tabs).action_next_tab()

    def action_previous(self) -> None:
        """Show the one before."""
        self.query_one(Tabs).action_previous_tab()


class ConfirmSolution(ModalScreen[bool]):
    """The one confirmation of the workbench: a solution that was seen cannot be unseen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,enter", "dismiss(True)"),
        Binding("n,escape,q", "dismiss(False)"),
    ]
    CSS = """
    ConfirmSolution { align: center middle; background: $background 60%; }
    ConfirmSolution Vertical {
        width: 60; max-width: 90%; height: auto; padding: 1 2; background: $surface; border: round $border;
    }
    ConfirmSolution #keys { padding: 1 0 0 0; color: $text-muted; }
    """

    def compose(self) -> ComposeResult:
        """Ask."""
        with Vertical():
            yield Static(
                _("Show the solution before you have passed? That you looked will be noted in your history."),
                markup=False,
            )
            yield Static(_("y show it   ·   n keep trying"), id="keys", markup=False)
