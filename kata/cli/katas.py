"""`kata list`, `kata show`, `kata start`: the katas, one's statement, one's beginning."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kata.cli.content import open_library, readable
from kata.cli.terminal import table
from kata.errors import KataError
from kata.i18n import _, language
from kata.practice import scheduling, variant_progress
from kata.report.katas import variant_rows, variants_json
from kata.store import open_store

if TYPE_CHECKING:
    from kata.content import Variant


@click.command("list", help=_("List the katas with your status."), epilog=_("Example: kata list --json"))
@click.option("--json", "as_json", is_flag=True, help=_("Print JSON, for scripts."))
@click.pass_obj
def list_command(content_dir: str | None, as_json: bool) -> None:
    """Print every variant with level, minutes and status."""
    library = open_library(content_dir)
    with open_store() as store:
        done = variant_progress(library, scheduling.past(store))
    if as_json:
        click.echo(variants_json(library, done, language()))
    elif done:
        heading = (_("kata"), _("level"), _("minutes"), _("status"), _("title"))
        click.echo(table([heading, *variant_rows(library, done, language())]))
    else:
        click.echo(_("There are no katas here."))


@click.command("show", help=_("Print a kata's statement, as Markdown."), epilog=_("Example: kata show mlp-jax"))
@click.argument("variant")
@click.option(
    "--solution", is_flag=True, help=_("Print the reference solution instead; it is recorded that you looked.")
)
@click.pass_obj
def show_command(content_dir: str | None, variant: str, solution: bool) -> None:
    """Print the statement, or the solution once that is recorded."""
    found = open_library(content_dir, katas_alone=True).variant(variant)
    with readable():
        text = found.solution if solution else found.statement(language())
    if solution:
        with open_store() as store:
            store.reveal(found.name, "solution")
    click.echo(text, nl=False)


@click.command("start", help=_("Write a kata's starter to a file."), epilog=_("Example: kata start mlp-jax mlp.py"))
@click.argument("variant")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help=_("Overwrite the file if it exists."))
@click.pass_obj
def start_command(content_dir: str | None, variant: str, file: Path | None, force: bool) -> None:
    """Write the starter, never over an existing file without `--force`."""
    found = open_library(content_dir, katas_alone=True).variant(variant)
    with readable():
        text = found.starter
    path = _target(found, file)
    _write(path, text, force=force)
    click.echo(_("Wrote {file}. When you are done: kata grade {variant} {file}").format(file=path, variant=found.name))


def _target(variant: "Variant", file: Path | None) -> Path:
    """Return the file to write; without one, and in a folder, it is named after the variant."""
    name = variant.name.replace("-", "_") + ".py"
    if file is None:
        return Path(name)
    return file / name if file.is_dir() else file


def _write(path: Path, text: str, *, force: bool) -> None:
    try:
        with path.open("w" if force else "x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as fault:
        message = _("{file} exists already; --force overwrites it.")
        raise KataError(message.format(file=path)) from fault
    except OSError as fault:
        message = _("Cannot write {file}: {reason}.")
        raise KataError(message.format(file=path, reason=fault.strerror)) from fault
