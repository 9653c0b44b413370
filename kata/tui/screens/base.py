"""What all screens share: keys described in the language spoken now, and saying everything again when it changes."""

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from textual.binding import ActiveBinding
from textual.screen import Screen

from kata.i18n import _

if TYPE_CHECKING:
    from kata.tui.app import KataApp
    from kata.tui.messages import LanguageSwitched


class KataScreen(Screen[None]):
    """A screen of this program; its `BINDINGS` hold English, marked with `N_`, and are shown translated."""

    @property
    def kata(self) -> "KataApp":
        """The application, with what every screen needs: `library`, `store`, `grading`, `clock`."""
        return cast("KataApp", self.app)

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work now, described in the language spoken now; footer and palette read this."""
        return {key: _translated(active) for key, active in super().active_bindings.items()}

    def on_language_switched(self, _message: "LanguageSwitched") -> None:
        """Say everything again. A screen that holds what the user typed overrides this and keeps it."""
        self.refresh(recompose=True)
        self.refresh_bindings()


def _translated(active: ActiveBinding) -> ActiveBinding:
    """Return the same key with its description translated; an empty one stays empty."""
    if not active.binding.description:
        return active
    return active._replace(binding=replace(active.binding, description=_(active.binding.description)))
