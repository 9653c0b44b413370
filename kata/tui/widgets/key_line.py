"""The last line of a screen: the keys that work now, each a click away.

Textual's own footer holds a widget for each key and builds all of them anew whenever a key comes or goes, which took
longer than everything else that follows a key press. This one is a line of text.
"""

from typing import TYPE_CHECKING, Any, ClassVar, Final, NamedTuple

from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.style import Style
from textual.widgets import Static

if TYPE_CHECKING:
    from textual.binding import ActiveBinding
    from textual.screen import Screen

_KEY: Final = "bold $footer-key-foreground on $footer-key-background"
_DESCRIPTION: Final = "$footer-description-foreground"


class ShownKey(NamedTuple):
    """One key: as Textual names it and as people write it, what it does, and whether it does so now."""

    key: str
    name: str
    description: str
    enabled: bool


class KeyLine(Static):
    """`keys` from the left, the palette's at the right end; what has no room is cut."""

    ALLOW_SELECT: ClassVar[bool] = False
    DEFAULT_CSS = """
    KeyLine {
        dock: bottom;
        height: 1;
        color: $footer-foreground;
        background: $footer-background;
        text-wrap: nowrap;
        &:hover { pointer: pointer; }
    }
    """
    keys: reactive[tuple[ShownKey, ...]] = reactive(())
    palette: reactive[tuple[ShownKey, ...]] = reactive(())
    under_mouse = reactive("")

    def __init__(self, *, show_command_palette: bool = True) -> None:
        super().__init__()
        self._shows_palette = show_command_palette

    def on_mount(self) -> None:
        """Follow the screen's keys."""
        self.screen.bindings_updated_signal.subscribe(self, self._keys_changed)

    def _keys_changed(self, screen: "Screen[Any]") -> None:
        active = screen.active_bindings
        first_of_action: dict[str, ActiveBinding] = {}
        for one in active.values():
            if one.binding.show:
                first_of_action.setdefault(one.binding.action, one)
        self.keys = tuple(self._key(one) for one in first_of_action.values())
        palette = active.get(self.app.COMMAND_PALETTE_BINDING) if self._shows_palette else None
        self.palette = (self._key(palette),) if palette else ()

    def _key(self, active: "ActiveBinding") -> ShownKey:
        binding = active.binding
        return ShownKey(binding.key, self.app.get_key_display(binding), binding.description, active.enabled)

    def render(self) -> Content:
        """Write the keys for the width there is."""
        right = Content("").join(self._written(key) for key in self.palette)
        room = max(self.size.width - right.cell_length, 0)
        return Content("").join(self._written(key) for key in self.keys).truncate(room, pad=True) + right

    def _written(self, key: ShownKey) -> Content:
        written = Content.assemble((f" {key.name} ", _KEY), (f"{key.description} ", _DESCRIPTION))
        if not key.enabled:
            written = written.stylize("dim")
        if key.key == self.under_mouse:
            written = written.stylize("on $block-hover-background")
        return written.stylize(Style.from_meta({"key": key.key}))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Mark the key under the mouse."""
        self.under_mouse = event.style.meta.get("key", "")

    def on_leave(self) -> None:
        """The mouse has gone."""
        self.under_mouse = ""

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Press the key that is written there; one that does nothing now rings the bell."""
        pressed = [key for key in (*self.keys, *self.palette) if key.key == event.style.meta.get("key")]
        for key in pressed[:1]:
            if key.enabled:
                self.app.simulate_key(key.key)
            else:
                self.app.bell()
