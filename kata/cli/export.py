"""`kata export`: what is remembered, and what is asked, for other machines and other programs."""

import sys
from pathlib import Path

import click

from kata.files import write_new
from kata.i18n import _, ngettext
from kata.store import open_store

_FORCE = click.option("--force", is_flag=True, help=_("Write over FILE if it is there."))
_FILE = click.argument("file", type=click.Path(path_type=Path, allow_dash=True))


@click.group("export", help=_("Write what is remembered, or the questions, to FILE (- for standard output)."))
def export_command() -> None:
    """Group the formats."""


@export_command.command(
    "json",
    help=_("Write everything you did, to be merged on another machine with `kata import json FILE`."),
    epilog=_("Example: kata export json kata.json"),
)
@_FILE
@_FORCE
def json_command(file: Path, *, force: bool) -> None:
    """Write the whole history."""
    from kata.store.history_file import to_bytes

    with open_store() as store:
        history = store.history()
    write(file, to_bytes(history), force=force)
    tell_attempts(file, len(history.attempts))


@export_command.command(
    "csv",
    help=_("Write your attempts as a table for a spreadsheet, the oldest first."),
    epilog=_("Example: kata export csv attempts.csv"),
)
@_FILE
@_FORCE
def csv_command(file: Path, *, force: bool) -> None:
    """Write the table of attempts."""
    from kata.report.attempts_csv import attempts_csv

    with open_store() as store:
        attempts = store.attempts(whole=False, undone=True)[::-1]
    write(file, attempts_csv(attempts), force=force)
    tell_attempts(file, len(attempts))


def write(file: Path, data: bytes, *, force: bool) -> None:
    """Write a file whole, or to standard output for `-`."""
    if str(file) == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        write_new(file, data, force=force)


def tell_attempts(file: Path, count: int) -> None:
    """Say on stderr what was written."""
    said = ngettext("{count} attempt written to {path}.", "{count} attempts written to {path}.", count)
    click.echo(said.format(count=count, path=file), err=True)
