"""What the program remembers about its looks, in one small JSON file of the user's data directory."""

from pathlib import Path

import msgspec
from msgspec import Struct

from kata.tui.themes import DARK, THEMES


class Preferences(Struct, frozen=True):
    """The theme's name."""

    theme: str = DARK.name


def load_preferences(file: Path | None) -> Preferences:
    """Read the preferences; no file, an unreadable or a damaged one mean the defaults."""
    if file is None:
        return Preferences()
    try:
        found = msgspec.json.decode(file.read_bytes(), type=Preferences)
    except (OSError, msgspec.DecodeError):
        return Preferences()
    return found if found.theme in {theme.name for theme in THEMES} else Preferences()


def save_preferences(file: Path | None, preferences: Preferences) -> bool:
    """Write the preferences and say whether that worked; with no file there is nothing to do."""
    if file is None:
        return True
    try:
        file.write_bytes(msgspec.json.encode(preferences))
    except OSError:
        return False
    return True
