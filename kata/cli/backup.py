"""`kata backup`: a copy of everything that is remembered, in one file."""

from pathlib import Path

import click

from kata.i18n import _
from kata.store import open_store


@click.command(
    "backup",
    help=_(
        "Copy everything that is remembered to FILE, also while the program runs. To go back to it, close the program "
        "and put the file in the place of kata.sqlite3."
    ),
    epilog=_("Example: kata backup kata-2026-12-01.sqlite3"),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help=_("Write over FILE if it is there."))
def backup_command(file: Path, *, force: bool) -> None:
    """Copy the database."""
    with open_store() as store:
        store.backup(file, force=force)
        size = file.stat().st_size / 1e6
        said = _("{path} ({size:.1f} MB) holds everything that is in {store}.")
        click.echo(said.format(path=file, size=size, store=store.path))
