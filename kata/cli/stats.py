"""`kata stats`: how ready the reader is and what was done; on the screen, as plain text, or as JSON."""

from collections.abc import Iterator

import click

from kata.cli.content import open_library
from kata.cli.terminal import on_terminal, table
from kata.i18n import _, language
from kata.practice.overviews import read_stats
from kata.report.stats import Section, sections, stats_json
from kata.store import open_store


@click.command(
    "stats",
    help=_("Show how ready you are, topic by topic, what you did, and what comes back when."),
    epilog=_("Example: kata stats --json"),
)
@click.option("--json", "as_json", is_flag=True, help=_("Print JSON, for scripts."))
@click.option("--plain", is_flag=True, help=_("Print text, also on a terminal: for screen readers and scripts."))
@click.pass_obj
def stats_command(content_dir: str | None, as_json: bool, plain: bool) -> None:
    """Open the screen, or print."""
    if on_terminal() and not as_json and not plain:
        from kata.tui.app import run_app

        run_app(content_dir, start="stats")
        return
    library = open_library(content_dir)
    with open_store() as store:
        found = read_stats(library, store)
    if as_json:
        click.echo(stats_json(found, language()))
    elif found.answers:
        click.echo("\n\n".join("\n".join(_lines(section)) for section in sections(found, language())))
    else:
        click.echo(_("Nothing yet."))


def _lines(section: Section) -> Iterator[str]:
    yield section.heading
    if section.rows:
        yield table(section.rows)
    if section.remark:
        yield section.remark
