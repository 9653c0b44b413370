"""Your solution beside others: the reference, other ways to write it, the other frameworks."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from kata.content import Variant
from kata.i18n import _
from kata.tui.screens.side_by_side import SideBySideScreen, Source

_NAMES = {"numpy": "NumPy", "torch": "PyTorch", "jax": "JAX"}


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


class SolutionScreen(SideBySideScreen):
    """Yours at the left; of the others the reference comes first."""

    def __init__(self, variant: str, yours: str, others: tuple[Source, ...]) -> None:
        super().__init__(f"{variant} · {_('solutions')}", (Source(_("Yours"), yours), *others), shown=1)


class ConfirmSolution(ModalScreen[bool]):
    """The one confirmation of the workbench: a solution that was seen cannot be unseen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,enter", "dismiss(True)"),
        Binding("n,escape,q", "dismiss(False)"),
    ]

    def compose(self) -> ComposeResult:
        """Ask."""
        with Vertical():
            yield Static(
                _("Show the solution before you have passed? That you looked will be noted in your history."),
                markup=False,
            )
            yield Static(_("y show it   ·   n keep trying"), id="keys", markup=False)
