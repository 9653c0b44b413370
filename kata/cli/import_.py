"""`kata import`: what was done on another machine, and questions from other programs."""

import sys
from pathlib import Path

import click

from kata.errors import KataError
from kata.i18n import _, ngettext
from kata.store import open_store

_FILE = click.argument("file", type=click.Path(path_type=Path, allow_dash=True))


@click.group("import", help=_("Take in what you did on another machine, or questions from a table or from Anki."))
def import_command() -> None:
    """Group the formats."""


@import_command.command(
    "json",
    help=_("Merge what `kata export json` wrote elsewhere. What is here already is not taken in twice."),
    epilog=_("Example: kata import json kata.json"),
)
@_FILE
def json_command(file: Path) -> None:
    """Merge a history and derive the cards of what is new."""
    from kata.practice import scheduling
    from kata.store.history_file import from_bytes

    history = from_bytes(read(file), str(file))
    with open_store() as store:
        merged = store.merge(history)
        scheduling.refresh(store)
    new = ngettext("{count} attempt is new", "{count} attempts are new", merged.added).format(count=merged.added)
    known = ngettext("{count} was here already", "{count} were here already", merged.known)
    click.echo(_("{new}, {known}.").format(new=new, known=known.format(count=merged.known)))


def read(file: Path) -> bytes:
    """Return what is in a file, or comes from standard input for `-`.

    Raises:
        KataError: It cannot be read.
    """
    if str(file) == "-":
        return sys.stdin.buffer.read()
    try:
        return file.read_bytes()
    except OSError as fault:
        raise KataError(_("{path} cannot be read: {reason}.").format(path=file, reason=fault.strerror)) from fault
