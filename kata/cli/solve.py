"""`kata solve`: the workbench on one variant."""

from typing import TYPE_CHECKING

import click

from kata.cli.content import open_library, readable
from kata.cli.terminal import on_terminal
from kata.errors import KataError
from kata.i18n import _, language

if TYPE_CHECKING:
    from kata.content import Variant


@click.command("solve", help=_("Open the workbench on a kata."), epilog=_("Example: kata solve mlp-jax"))
@click.argument("variant")
@click.pass_obj
def solve_command(content_dir: str | None, variant: str) -> None:
    """Open the workbench, once it is clear that it can be of use here."""
    with readable():
        found = open_library(content_dir, katas_alone=True).variant(variant)
        _read(found)
    from kata.grading.processes import require

    require(found.framework)
    if not on_terminal():
        message = _(
            "The workbench needs a terminal. Without one: kata start {variant} FILE writes the starter, "
            "kata grade {variant} FILE grades it."
        )
        raise KataError(message.format(variant=found.name))
    from kata.tui.app import run_app

    run_app(content_dir, start="solve", variant=found.name)


def _read(variant: "Variant") -> None:
    """Read what the workbench will show, here, where a damaged file still becomes a message."""
    for text in (variant.starter, variant.statement(language()), variant.solution):
        text.encode()
