"""Keys as people write them, and the keys that a screen has: its `BINDINGS` are the only list of them."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final, NamedTuple

from textual.app import App
from textual.binding import ActiveBinding, Binding
from textual.keys import format_key
from textual.screen import Screen

NAMES: Final = {
    "enter": "enter",
    "space": "space",
    "tab": "tab",
    "backspace": "backspace",
    "escape": "esc",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "pgup",
    "pagedown": "pgdn",
}


class Key(NamedTuple):
    """One thing that can be done here: the keys that do it, what it is, doing it.

    `of_widget`: it belongs to the widget that has the focus, such as moving in a list, not to screen or program.
    """

    keys: tuple[str, ...]
    description: str
    press: Callable[[], None]
    of_widget: bool


def key_name(key: str) -> str:
    """Return `key` (Textual's name, e.g. `shift+up`) as people write it: `shift+↑`."""
    *modifiers, last = key.split("+")
    return "+".join([*modifiers, NAMES.get(last) or format_key(last)])


def keys_of(screen: Screen[Any]) -> tuple[Key, ...]:
    """Return what can be done on `screen` now, innermost first: our own bindings, not those of Textual's widgets."""
    found: dict[str, Key] = {}
    for key, active in screen.active_bindings.items():
        if active.binding.description and _is_ours(active):
            name = active.binding.key_display or key_name(key)
            press = partial(screen.app.simulate_key, key)
            of_widget = not isinstance(active.node, App | Screen)
            earlier = found.get(active.binding.action, Key((), active.binding.description, press, of_widget))
            found[active.binding.action] = earlier._replace(keys=(*earlier.keys, name))
    return tuple(found.values())


def _is_ours(active: ActiveBinding) -> bool:
    """Say whether a class of this program has declared the binding itself."""
    ours = (base for base in type(active.node).__mro__ if base.__module__.startswith("kata."))
    declared = (one for base in ours for one in base.__dict__.get("BINDINGS", ()))
    return any(isinstance(one, Binding) and active.binding.key in one.key.split(",") for one in declared)
