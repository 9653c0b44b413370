"""`kata import`: what was done on another machine, and questions from other programs."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from kata.content.model import Level
from kata.errors import KataError
from kata.i18n import _, ngettext
from kata.store import open_store

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kata.content.cards import Card

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


_TOPIC = click.option("--topic", metavar="TOPIC", help=_("The bank's topic; the file's name if left out."))
_LEVEL = click.option(
    "--level",
    type=click.Choice(get_args(Level)),
    default="mid",
    show_default=True,
    help=_("How hard the questions are."),
)


@import_command.command(
    "csv",
    help=_(
        "Make a bank of your own from a table: a question, its answer and, if you like, tags in each row. The same "
        "file again updates it."
    ),
    epilog=_("Example: kata import csv my-cards.csv --topic my-cards"),
)
@_FILE
@_TOPIC
@_LEVEL
@click.pass_obj
def csv_command(content_dir: str | None, file: Path, topic: str | None, level: Level) -> None:
    """Take in the rows of a table."""
    from kata.content.card_table import read_table

    _take_in(read_table(read(file), str(file)), file, content_dir, topic, level)


@import_command.command(
    "anki",
    help=_("Make a bank of your own from an Anki package (.apkg). The same deck again updates it."),
    epilog=_("Example: kata import anki my-deck.apkg --level junior"),
)
@_FILE
@_TOPIC
@_LEVEL
@click.pass_obj
def anki_command(content_dir: str | None, file: Path, topic: str | None, level: Level) -> None:
    """Take in the notes of a package."""
    from kata.content.apkg import read_apkg

    notes = read_apkg(read(file), str(file))
    if notes.ours:
        count = len(notes.ours)
        said = ngettext(
            "{count} card is a question of kata's own and was left out.",
            "{count} cards are questions of kata's own and were left out.",
            count,
        )
        click.echo(said.format(count=count), err=True)
    if notes.textless:
        said = ngettext(
            "{count} card has a side without text and was left out.",
            "{count} cards have a side without text and were left out.",
            notes.textless,
        )
        click.echo(said.format(count=notes.textless), err=True)
    if notes.media:
        said = ngettext(
            "{count} card has pictures or sounds, which stay behind.",
            "{count} cards have pictures or sounds, which stay behind.",
            notes.media,
        )
        click.echo(said.format(count=notes.media), err=True)
    if notes.cards:
        _take_in(notes.cards, file, content_dir, topic, level)
    elif not notes.ours:
        raise KataError(_("{path} holds no card with text on both sides. Nothing was changed.").format(path=file))


def _take_in(cards: "Sequence[Card]", file: Path, content_dir: str | None, topic: str | None, level: Level) -> None:
    """Write the bank with the cards in it; say where it is and how many were new."""
    from kata.content.cards import expect_free, take_in, topic_for
    from kata.content.library import built_in_content, user_content
    from kata.files import write_new

    root = user_content() if content_dir is None else Path(content_dir)
    chosen = topic or topic_for(file.name)
    path = root / "questions" / f"{chosen}.yaml"
    expect_free(chosen, path, [built_in_content(), user_content(), root])
    taken = take_in(cards, path, title=file.stem if file.stem != "-" else chosen, level=level)
    if taken.new + taken.changed:
        _make_folder(path.parent)
        write_new(path, taken.text.encode(), force=True)
    said = _("{path}: {new} new, {changed} changed, {known} as they were. Answer them: kata quiz {topic}")
    click.echo(
        said.format(path=path, new=taken.new, changed=taken.changed, known=taken.known, topic=chosen),
    )


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        message = _("{path} cannot be written: {reason}.")
        raise KataError(message.format(path=folder, reason=fault.strerror)) from fault


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
