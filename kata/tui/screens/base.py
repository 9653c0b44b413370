"""What all screens share: keys described in the language spoken now, and saying everything again when it changes."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import wraps
from typing import TYPE_CHECKING, ClassVar, Concatenate, ParamSpec, TypeVar, cast

from textual.binding import ActiveBinding
from textual.screen import Screen

from kata.errors import KataError
from kata.i18n import _

if TYPE_CHECKING:
    from kata.tui.app import KataApp
    from kata.tui.messages import LanguageSwitched

P = ParamSpec("P")
S = TypeVar("S", bound="KataScreen")


def told(method: Callable[Concatenate[S, P], None]) -> Callable[Concatenate[S, P], None]:
    """Say a fault that people can mend (a full disk, an unknown name) on the screen instead of falling over it."""

    @wraps(method)
    def guarded(self: S, /, *args: P.args, **options: P.kwargs) -> None:
        try:
            method(self, *args, **options)
        except KataError as fault:
            self.notify(str(fault), severity="error", timeout=10)

    return guarded


class KataScreen(Screen[None]):
    """A screen of this program; its `BINDINGS` hold English, marked with `N_`, and are shown translated.

    `SHOWS_RULES`: help shows how answers and gradings are rated.
    """

    SHOWS_RULES: ClassVar[bool] = False

    @property
    def kata(self) -> "KataApp":
        """The application, with what every screen needs: `library`, `store`, `grading`, `clock`."""
        return cast("KataApp", self.app)

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work now, described in the language spoken now; footer and palette read this."""
        return {key: _translated(active) for key, active in super().active_bindings.items()}

    def on_language_switched(self, _message: "LanguageSwitched") -> Awaitable[None] | None:
        """Say everything again in the new language."""
        self.refresh_bindings()
        return self.say_again()

    async def say_again(self) -> None:
        """Compose anew. A screen that holds what the user typed overrides this and keeps it."""
        await self.recompose()


def _translated(active: ActiveBinding) -> ActiveBinding:
    """Return the same key with its description translated; an empty one stays empty."""
    if not active.binding.description:
        return active
    return active._replace(binding=replace(active.binding, description=_(active.binding.description)))
