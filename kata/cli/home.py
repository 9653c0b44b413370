"""`kata` alone: the program on a terminal, else what is due and how to start."""

import click

from kata.cli.content import open_library
from kata.cli.terminal import on_terminal
from kata.i18n import _, ngettext
from kata.practice import Today, evenings, scheduling, today
from kata.report.schedule import day_in_words
from kata.store import open_store


def open_home(content_dir: str | None) -> None:
    """Open the program on a terminal; without one print what today holds."""
    if on_terminal():
        from kata.tui.app import run_app

        run_app(content_dir, start="home")
        return
    library = open_library(content_dir)
    with open_store() as store:
        left = evenings.unfinished(store)
        rest = None
        if left is not None and left.kind == "practice":
            rest = evenings.rest_of(left, evenings.go_on(library, store, left))
        held = today(library, scheduling.past(store), left, rest=rest)
    click.echo("\n".join([*_state(held), "", *_commands()]))


def _state(held: Today) -> list[str]:
    """Return the lines that say what today holds."""
    lines = [_due(held)]
    if held.days_in_row > 1:
        days = ngettext("{count} day in a row.", "{count} days in a row.", held.days_in_row)
        lines.append(days.format(count=held.days_in_row))
    lines.append(_next(held))
    if held.drafts and held.next.name != held.drafts[0]:
        lines.append(_("Or go on with {variant}: kata solve {variant}").format(variant=held.drafts[0]))
    return lines


def _due(held: Today) -> str:
    if held.next.kind == "evening":
        left = _("{count} left of tonight, about {minutes} min.")
        return left.format(count=len(held.evening), minutes=held.minutes)
    if held.due + held.new:
        counts = _("{due} due; tonight {new} new, about {minutes} min.")
        return counts.format(due=held.due, new=held.new, minutes=held.minutes)
    if held.next_day is None:
        return _("Nothing is due.")
    return _("Nothing is due before {day}.").format(day=day_in_words(held.next_day))


def _next(held: Today) -> str:
    """Return the one thing to do next, with its command."""
    name = held.next.name
    match held.next.kind:
        case "evening":
            return _("Next: go on with the evening: kata practice")
        case "resume":
            return _("Next: go on with the unfinished quiz: kata quiz")
        case "practise":
            return _("Next: practise: kata practice")
        case "draft":
            return _("Next: go on with {variant}: kata solve {variant}").format(variant=name)
        case "kata":
            return _("Next: solve {variant}: kata solve {variant}").format(variant=name)
        case "rest":
            return _("Next: rest, or look back: kata history")


def _commands() -> list[str]:
    """Return how to start."""
    return [
        _("kata practice          what is due, and something new"),
        _("kata interview         a mock interview against the clock"),
        _("kata quiz              answer questions, line by line without a terminal"),
        _("kata list              the katas with your status"),
        _("kata show VARIANT      what a kata asks for"),
        _("kata start VARIANT     write its starter to a file"),
        _("kata grade VARIANT FILE"),
        _("kata --help            all commands"),
    ]
