"""`kata history`: what was answered and graded."""

import click

from kata.cli.content import open_library
from kata.cli.terminal import table
from kata.content import Library, UnknownNameError
from kata.i18n import _
from kata.report.history import history_json, history_rows
from kata.store import open_store

SHOWN = 20


@click.command(
    "history",
    help=_("Show your attempts, newest first: all, or those at one question or kata (ITEM)."),
    epilog=_("Example: kata history mlp-jax --limit 5"),
)
@click.argument("item", required=False)
@click.option("--json", "as_json", is_flag=True, help=_("Print JSON, for scripts."))
@click.option("--limit", type=click.IntRange(1, 2**31), help=_("How many to show (20 by default; with --json all)."))
@click.pass_obj
def history_command(content_dir: str | None, item: str | None, as_json: bool, limit: int | None) -> None:
    """Print attempts; for an item that was never tried, check its name."""
    with open_store() as store:
        attempts = store.attempts(item, limit=limit if as_json else limit or SHOWN, whole=as_json, undone=True)
    if item is not None and not attempts:
        _expect_known(open_library(content_dir), item)
    if as_json:
        click.echo(history_json(attempts))
    else:
        click.echo(table(history_rows(attempts)) if attempts else _("Nothing yet."))


def _expect_known(library: Library, item: str) -> None:
    """Raise UnknownNameError unless there is a question or variant of that name."""
    known = [question.id for question in library.questions] + [variant.name for variant in library.variants]
    if item not in known:
        message = _("There is no question or kata '{name}'.").format(name=item)
        raise UnknownNameError(message, item, known)
