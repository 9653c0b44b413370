"""`kata new`: the beginning of a question or a kata, for who writes content."""

from collections.abc import Callable
from pathlib import Path
from typing import get_args

import click

from kata.content.library import user_content
from kata.content.model import Framework
from kata.content.scaffold import KINDS, Begun, new_kata, new_question
from kata.errors import KataError
from kata.i18n import _


@click.group(
    "new",
    help=_(
        "Write the beginning of a question or a kata: a small example that passes `kata check`, to be written over. It "
        "goes to the folder given with --content, else to the checkout you stand in, else among your own content."
    ),
)
def new_command() -> None:
    """Group the two kinds of content."""


@new_command.command(
    "question",
    help=_("Append a question to the bank whose topic the ID begins with."),
    epilog=_("Example: kata new question graphs-my-question --kind output"),
)
@click.argument("name", metavar="ID")
@click.option("--kind", type=click.Choice(KINDS), default="choice", show_default=True, help=_("How it is answered."))
@click.pass_obj
def question_command(content_dir: str | None, name: str, kind: str) -> None:
    """Append the example of this kind."""
    _tell(_written(lambda: new_question(content_root(content_dir), name, kind)))


@new_command.command(
    "kata",
    help=_("Make the folder of a kata."),
    epilog=_("Example: kata new kata my-kata --framework numpy --framework torch"),
)
@click.argument("name", metavar="ID")
@click.option(
    "--framework",
    "frameworks",
    type=click.Choice(get_args(Framework)),
    multiple=True,
    help=_("A variant to begin; all three by default."),
)
@click.pass_obj
def kata_command(content_dir: str | None, name: str, frameworks: tuple[Framework, ...]) -> None:
    """Write the example kata with these variants."""
    _tell(_written(lambda: new_kata(content_root(content_dir), name, frameworks)))


def content_root(content_dir: str | None) -> Path:
    """Return the content folder to write to."""
    here = Path.cwd()
    if content_dir is not None:
        return Path(content_dir)
    return here if (here / "questions").is_dir() and (here / "graders").is_dir() else user_content()


def _written(write: Callable[[], Begun]) -> Begun:
    """Return what `write` wrote; a disk that refuses is told."""
    try:
        return write()
    except OSError as fault:
        raise KataError(_("It cannot be written: {reason}").format(reason=fault)) from fault


def _tell(begun: Begun) -> None:
    """Say where it is and what comes next."""
    click.echo(str(begun))
    whole = begun.path.parent if begun.path.name == "kata.yaml" else begun.path
    click.echo(_("Write over it, then: kata check {path}").format(path=whole), err=True)
