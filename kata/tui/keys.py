"""Keys as people write them, and the keys that a screen has: its `BINDINGS` are the only list of them."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final, NamedTuple

from textual.binding import ActiveBinding, Binding
from textual.screen import Screen

NAMES: Final = {
    "question_mark": "?",
    "slash": "/",
    "escape": "esc",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "pgup",
    "pagedown": "pgdn",
    "comma": ",",
    "full_stop": ".",
}


class Key(NamedTuple):
    """One thing that can be done here: the keys that do it, what it is, and doing it."""

    keys: tuple[str, ...]
    description: str
    press: Callable[[], None]


def key_name(key: str) -> str:
    """Return `key` (Textual's name, e.g. `shift+up`) as people write it: `shift+↑`."""
    *modifiers, last = key.split("+")
    return "+".join([*modifiers, NAMES.get(last, last)])


def keys_of(screen: Screen[Any]) -> tuple[Key, ...]:
    """Return what can be done on `screen` now, innermost first: our own bindings, not those of Textual's widgets."""
    found: dict[str, Key] = {}
    for key, active in screen.active_bindings.items():
        if active.binding.description and _is_ours(active):
            name = active.binding.key_display or key_name(key)
            press = partial(screen.app.simulate_key, key)
            earlier = found.get(active.binding.action, Key((), active.binding.description, press))
            found[active.binding.action] = earlier._replace(keys=(*earlier.keys, name))
    return tuple(found.values())


def _is_ours(active: ActiveBinding) -> bool:
    """Say whether a class of this program has declared the binding itself."""
    ours = (base for base in type(active.node).__mro__ if base.__module__.startswith("kata."))
    declared = (one for base in ours for one in base.__dict__.get("BINDINGS", ()))
    return any(isinstance(one, Binding) and active.binding.key in one.key.split(",") for one in declared)
