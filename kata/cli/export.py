"""`kata export`: what is remembered, and what is asked, for other machines and other programs."""

import sys
from pathlib import Path

import click

from kata.cli.content import open_library
from kata.files import write_new
from kata.i18n import _, ngettext
from kata.store import open_store, utc_now

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


@export_command.command(
    "anki",
    help=_("Write the questions as an Anki package, a deck for each topic. Imported again, it updates the cards."),
    epilog=_("Example: kata export anki kata.apkg --topic graphs --topic vmap"),
)
@_FILE
@click.option("--topic", "topics", multiple=True, metavar="TOPIC", help=_("Only this topic; may be repeated."))
@_FORCE
@click.pass_obj
def anki_command(content_dir: str | None, file: Path, topics: tuple[str, ...], *, force: bool) -> None:
    """Write the questions as cards."""
    from kata.report.anki import anki_package

    data, count = anki_package(open_library(content_dir), topics, utc_now().timestamp())
    write(file, data, force=force)
    said = ngettext("{count} card written to {path}.", "{count} cards written to {path}.", count)
    click.echo(said.format(count=count, path=file), err=True)


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
