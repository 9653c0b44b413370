"""Editing a text in the user's own editor, `$VISUAL` or `$EDITOR`, and coming back with it."""

import shlex
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from kata.errors import KataError
from kata.i18n import _


def editor_command(environ: Mapping[str, str]) -> list[str]:
    """Return the user's editor as a command line.

    Raises:
        KataError: neither `VISUAL` nor `EDITOR` names one.
    """
    for name in ("VISUAL", "EDITOR"):
        try:
            words = shlex.split(environ.get(name, ""))
        except ValueError as fault:
            raise KataError(_("{name} cannot be read as a command: {fault}").format(name=name, fault=fault)) from fault
        if words:
            return words
    raise KataError(_("No editor is set. Set EDITOR before you start kata, e.g. export EDITOR=vim"))


def edit_elsewhere(text: str, command: list[str], filename: str = "solution.py") -> str:
    """Open `text` in a temporary file with `command`, wait for its end, and return what the file then holds.

    Raises:
        KataError: the editor could not be started, ended with an error, or left something that is not text.
    """
    with tempfile.TemporaryDirectory(prefix="kata-") as folder:
        file = Path(folder, filename)
        file.write_text(text, encoding="utf-8", newline="\n")
        try:
            ended = subprocess.run([*command, str(file)], check=False)  # noqa: S603  the user's own editor
            after = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as fault:
            raise KataError(_("The editor {name}: {fault}").format(name=command[0], fault=fault)) from fault
    if ended.returncode != 0:
        message = _("The editor {name} ended with {code}; your text is unchanged.")
        raise KataError(message.format(name=command[0], code=ended.returncode))
    return after
