"""The application: what every screen needs, the keys that work everywhere, and which screen comes first."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from textual import events
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.screen import Screen

from kata.i18n import N_, _, language, set_language
from kata.practice import MINUTES
from kata.tui import opening
from kata.tui.asking import Wanted
from kata.tui.keys import key_name, keys_of
from kata.tui.messages import LanguageSwitched
from kata.tui.preferences import Preferences, load_preferences, save_preferences
from kata.tui.screens.help import HelpScreen
from kata.tui.screens.home import HomeScreen
from kata.tui.screens.too_small import TooSmallScreen, too_small
from kata.tui.themes import DARK, LIGHT
from kata.tui.widgets.verdict import KataLink
from kata.tui.wrapping import break_between_characters

if TYPE_CHECKING:
    from kata.content import Library
    from kata.grading import GradingService
    from kata.store import Store
    from kata.tui.sittings import Running

Start = Literal["home", "quiz", "practice", "interview", "solve", "katas", "stats"]


class KataApp(App[None]):
    """Holds what the screens share: `library`, `store`, `grading` and `clock` (UTC)."""

    TITLE = "kata"
    # All of it here: for a screen that brings rules of its own, Textual reads every rule anew when it is opened.
    CSS_PATH: ClassVar = ["kata.tcss", "screens/screens.tcss", "screens/home.tcss", "screens/workbench.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        # Translators: the name of the other language, in that language.
        Binding("l", "switch_language", N_("中文"), show=False),
        Binding("question_mark", "help", N_("Help")),
        Binding("ctrl+p", "command_palette", N_("Commands"), show=False, priority=True),
        Binding("ctrl+q", "quit", N_("Quit"), show=False, priority=True),
    ]

    def __init__(
        self,
        library: "Library",
        store: "Store",
        start_grading: "Callable[[], GradingService]",
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        preferences_file: Path | None = None,
        first: Callable[[], Screen[None]] | None = None,
    ) -> None:
        break_between_characters()
        super().__init__()
        self.library, self.store, self.clock = library, store, clock
        self.worked: dict[tuple[str, date], float] = {}  # (variant, study day) -> seconds at the workbench
        self._start_grading, self._preferences_file, self._first = start_grading, preferences_file, first

    @cached_property
    def grading(self) -> "GradingService":
        """The grading service; the first to ask starts it."""
        return self._start_grading()

    def get_default_screen(self) -> Screen[None]:
        """Home lies beneath everything."""
        return HomeScreen()

    def on_mount(self) -> None:
        """Dress as remembered and open the screen that was asked for."""
        for theme in (DARK, LIGHT):
            self.register_theme(theme)
        self.theme = load_preferences(self._preferences_file).theme
        if self._first is not None:
            self.push_screen(self._first())

    async def on_unmount(self) -> None:
        """End the grading service, if it was ever started."""
        if "grading" in self.__dict__:
            await self.grading.close()

    def on_resize(self, event: events.Resize) -> None:
        """Cover everything with one line while the terminal is too small."""
        covered = isinstance(self.screen, TooSmallScreen)
        if too_small(event.size) and not covered:
            self.push_screen(TooSmallScreen())
        elif covered and not too_small(event.size):
            self.pop_screen()

    def get_key_display(self, binding: Binding) -> str:
        """Write keys as people do."""
        return binding.key_display or key_name(binding.key)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Offer in the palette what the screen's keys do, and the themes."""
        for key in keys_of(screen):
            if not key.of_widget:
                yield SystemCommand(key.description, "  ".join(key.keys), key.press)
        for name, title in ((DARK.name, _("Dark theme")), (LIGHT.name, _("Light theme"))):
            yield SystemCommand(title, _("It is remembered."), lambda choice=name: self.wear(choice))

    def wear(self, theme: str) -> None:
        """Put on the theme of that name and remember it."""
        self.theme = theme
        if not save_preferences(self._preferences_file, Preferences(theme=theme)):
            self.notify(_("The theme could not be saved; it holds until you leave."), severity="warning")

    def quiz(self, wanted: Wanted | None, *, instead: bool = False) -> None:
        """Open the quiz (None: go on with the one that was left), above the open screen or in its place."""
        screen = opening.quiz(wanted)()
        (self.switch_screen if instead else self.push_screen)(screen)

    def practise(self, minutes: float = MINUTES) -> None:
        """Open this evening's practice, begun or gone on with."""
        self.push_screen(opening.evening(minutes)())

    def interview(self) -> None:
        """Open the door to a mock interview: the one that was left, or a new one."""
        self.push_screen(opening.interview()())

    def follow(self, running: "Running") -> None:
        """Show the next item of a sitting, or what came of it, in the place of the open screen."""
        self.switch_screen(opening.following(running, self.library, self.store)())

    def solve(self, variant: str, sitting: str | None = None) -> None:
        """Open the workbench on a variant, for the sitting of that id or for itself."""
        self.push_screen(opening.workbench(variant, sitting)())

    def on_kata_link_followed(self, link: KataLink.Followed) -> None:
        """Open the workbench on the kata that was clicked."""
        self.solve(link.variant)

    def browse(self) -> None:
        """Open the list of katas."""
        self.push_screen(opening.katas())

    def compare(self) -> None:
        """Open the comparison of PyTorch and JAX."""
        self.push_screen(opening.compare())

    def show_stats(self) -> None:
        """Open the statistics."""
        self.push_screen(opening.stats())

    def action_command_palette(self) -> None:
        """Open the palette."""
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(placeholder=_("Search for commands"), id="--command-palette"))

    def action_help(self) -> None:
        """Show the keys of the screen that is open."""
        self.push_screen(HelpScreen(self.screen))

    def action_switch_language(self) -> None:
        """Speak the other language, on every open screen."""
        set_language("zh" if language() == "en" else "en")
        for screen in self.screen_stack:
            screen.post_message(LanguageSwitched())


def run_app(content_dir: str | None = None, start: Start = "home", *, variant: str = "", **wanted: Any) -> None:
    """Run the program until the user leaves it; leaving the first screen leads home.

    Args:
        content_dir: a folder laid over the built-in content.
        start: the screen to open first.
        variant: for `solve`, e.g. `mlp-jax`.
        **wanted: for `quiz`, the fields of `kata.tui.asking.Wanted`. Without any an unfinished quiz goes on.
            For `practice`, `minutes`. For `interview`, `wishes`, `seed` and `report`.

    Raises:
        KataError: unknown names, faulty content, or data that cannot be read.
    """
    from kata.content import load_library  # noqa: PLC0415  only a real run needs these
    from kata.grading import GradingService  # noqa: PLC0415
    from kata.store import open_store  # noqa: PLC0415

    library, store = load_library(content_dir), open_store()
    first = opening.opening(library, start, variant, wanted)
    KataApp(
        library, store, GradingService, preferences_file=store.path.with_name("preferences.json"), first=first
    ).run()
