"""`kata` alone: the program on a terminal, else what is due and how to start."""

import click

from kata.cli.content import open_library
from kata.cli.terminal import on_terminal
from kata.i18n import _, ngettext
from kata.practice import Today, today
from kata.store import open_store, utc_now


def open_home(content_dir: str | None) -> None:
    """Open the program on a terminal; without one print what today holds."""
    if on_terminal():
        from kata.tui.app import run_app

        run_app(content_dir, start="home")
        return
    library = open_library(content_dir)
    with open_store() as store:
        attempts = store.attempts(whole=False)
        held = today(library, attempts, store.drafts(), utc_now().astimezone(), store.open_sitting())
    click.echo("\n".join([*_state(held), "", *_commands()]))


def _state(held: Today) -> list[str]:
    """Return the lines that say what today holds."""
    lines = [
        _("{due} due, {new} new, about {minutes} min.").format(due=held.due, new=held.new, minutes=held.minutes)
        if held.due + held.new
        else _("Nothing is due.")
    ]
    if held.days_in_row > 1:
        days = ngettext("{count} day in a row.", "{count} days in a row.", held.days_in_row)
        lines.append(days.format(count=held.days_in_row))
    lines.append(_next(held))
    return lines


def _next(held: Today) -> str:
    """Return the one thing to do next, with its command."""
    name = held.next.name
    match held.next.kind:
        case "resume":
            return _("Next: go on with the unfinished quiz: kata quiz")
        case "practise":
            return _("Next: practise what is due: kata quiz")
        case "draft":
            return _("Next: go on with {variant}: kata solve {variant}").format(variant=name)
        case "learn":
            return _("Next: answer new questions: kata quiz")
        case "kata":
            return _("Next: solve {variant}: kata solve {variant}").format(variant=name)
        case "rest":
            return _("Next: rest, or look back: kata history")


def _commands() -> list[str]:
    """Return how to start."""
    return [
        _("kata quiz              answer questions, line by line without a terminal"),
        _("kata list              the katas with your status"),
        _("kata show VARIANT      what a kata asks for"),
        _("kata start VARIANT     write its starter to a file"),
        _("kata grade VARIANT FILE"),
        _("kata --help            all commands"),
    ]
