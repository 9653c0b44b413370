"""`kata practice`: the evening, on the screen or line by line; settings, rules, cards derived anew."""

import secrets
from typing import TYPE_CHECKING

import click

from kata.cli.content import open_library
from kata.cli.terminal import on_terminal, table
from kata.i18n import _, language, ngettext
from kata.store import SavedSitting, Store, open_store

if TYPE_CHECKING:
    from kata.content import Library

MINUTES = 20


@click.group(
    "practice",
    help=_("Practise what is due, and something new. An evening that was left today goes on."),
    epilog=_("Example: kata practice --minutes 30"),
    invoke_without_command=True,
)
@click.option("--minutes", type=click.IntRange(1, 600), default=MINUTES, help=_("How long (20 by default)."))
@click.option("--new", is_flag=True, help=_("Give up the unfinished evening and plan a new one."))
@click.option("--plain", is_flag=True, help=_("Ask line by line, also on a terminal: for screen readers and scripts."))
@click.option("--settings", "list_them", is_flag=True, help=_("List the settings; ask nothing."))
@click.option("--set", "changes", multiple=True, metavar="NAME=VALUE", help=_("Change a setting; ask nothing."))
@click.option("--rules", is_flag=True, help=_("Show how answers and gradings are rated; ask nothing."))
@click.option("--fit", is_flag=True, help=_("Fit the schedule to your own history; ask nothing."))
@click.pass_context
def practice_command(
    ctx: click.Context,
    /,
    *,
    minutes: int,
    new: bool,
    plain: bool,
    list_them: bool,
    changes: tuple[str, ...],
    rules: bool,
    fit: bool,
) -> None:
    """Open the evening, or do one of the other things."""
    if ctx.invoked_subcommand is not None:
        return
    content_dir: str | None = ctx.obj
    if rules:
        click.echo(_rules_text())
    elif fit:
        _fit()
    elif changes or list_them:
        _settings(changes)
    else:
        _practise(content_dir, minutes, new=new, plain=plain)


@practice_command.command("rebuild", help=_("Derive the whole schedule from your attempts anew."))
def rebuild_command() -> None:
    """Throw the cards away and say whether that changed anything."""
    from kata.practice import scheduling

    with open_store() as store:
        rebuilt = scheduling.rebuild(store)
    cards = ngettext("{count} card derived anew.", "{count} cards derived anew.", rebuilt.cards)
    click.echo(cards.format(count=rebuilt.cards))
    if rebuilt.changed:
        changed = ngettext(
            "{count} was not what it should be.", "{count} were not what they should be.", rebuilt.changed
        )
        click.echo(changed.format(count=rebuilt.changed))
    else:
        click.echo(_("Each is, bit for bit, what it was."))


def _practise(content_dir: str | None, minutes: int, *, new: bool, plain: bool) -> None:
    with open_store() as store:
        if new:
            from kata.practice import evenings

            evenings.give_up(store)
        if plain or not on_terminal():
            _ask_plainly(open_library(content_dir), store, minutes)
            return
    from kata.tui.app import run_app

    run_app(content_dir, start="practice", minutes=minutes)


def _ask_plainly(library: "Library", store: Store, minutes: int) -> None:
    from kata.cli.plain_evening import PlainEvening
    from kata.cli.quiz import edit_lines, filling_passed, read_line
    from kata.practice import evenings

    saved = _unfinished(library, store)
    if saved is not None:
        click.echo(_("Going on with the evening that you left. `kata practice --new` plans another.") + "\n")
    else:
        saved = evenings.begin(library, store, minutes=minutes, seed=secrets.randbelow(2**31))
    if saved is None:
        click.echo(_nothing(library, store))
        return
    edit_lines()
    PlainEvening(
        library, store, saved, language=language(), read=read_line, write=click.echo, fill=filling_passed
    ).run()


def _unfinished(library: "Library", store: Store) -> SavedSitting | None:
    """Return today's evening to go on with; one that has nothing left to ask is ended."""
    from kata.practice import evenings

    left = evenings.unfinished_evening(store)
    if left is not None and evenings.go_on(library, store, left).finished:
        store.end_sitting(left.id)
        return None
    return left


def _nothing(library: "Library", store: Store) -> str:
    """Return what an empty evening says."""
    from kata.practice import called, next_day, scheduling
    from kata.practice.queue import due_items
    from kata.report.schedule import nothing_to_do

    past = scheduling.past(store)
    calls = called(library, past)
    return nothing_to_do(next_day(library, past, calls), len(due_items(library, past, calls)))


def _rules_text() -> str:
    from kata.report.schedule import rules_in_words

    tables = [(title, table([("  " + rating, words) for rating, words in rows])) for title, rows in rules_in_words()]
    own = _("What you say yourself (1 to 4 after an answer) goes before this. FSRS makes the days from the ratings.")
    return "\n\n".join([*(f"{title}\n{rows}" for title, rows in tables), own])


def _settings(changes: tuple[str, ...]) -> None:
    from kata.practice import scheduling
    from kata.practice.settings import LIMITS, read_setting

    read = [read_setting(change) for change in changes]  # all of them, before the first is kept
    with open_store() as store:
        for name, value in read:
            scheduling.change_setting(store, name, value)
        scheduling.refresh(store)
        held = scheduling.settings(store)
    rows = [
        (name, f"{getattr(held, name):g}", f"{limit.least:g} - {limit.most:g}", _(limit.words))
        for name, limit in LIMITS.items()
    ]
    parameters = _("of FSRS") if held.parameters is None else _("fitted to you")
    click.echo(table([*rows, ("parameters", parameters, "", _("the 21 numbers of the forgetting curve"))]))


def _fit() -> None:
    from kata.practice import scheduling
    from kata.practice.fitting import fit

    with open_store() as store:
        fitted = fit(store)
        scheduling.refresh(store)
    click.echo(_("Fitted: {numbers}").format(numbers=", ".join(f"{value:.4f}" for value in fitted)))
    click.echo(_("`kata practice --set parameters=default` goes back."))
