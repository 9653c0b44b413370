"""`kata compare`: the same computation in PyTorch, JAX and NumPy, measured here; and what else one does with it."""

from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click
from click.core import ParameterSource

from kata.cli.terminal import on_terminal, table
from kata.compare.result import Device, DType
from kata.errors import KataError
from kata.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kata.cli.compare_run import Paper, View
    from kata.compare.result import Comparison, Settings

# What one does instead of measuring, and which options it may have.
_MODES = {
    "as_list": {"plain"},
    "show": {"names", "plain"},
    "diff": {"plain"},
    "mine": {"plain", "json_file", "force"},
}


def _sizes(_ctx: click.Context, _param: click.Parameter, value: str | None) -> tuple[int, ...] | None:
    """Return the numbers of a list with commas."""
    try:
        return None if value is None else tuple(int(part) for part in value.split(","))
    except ValueError as fault:
        message = _("{value} is no list of whole numbers such as 16,256.")
        raise click.BadParameter(message.format(value=value)) from fault


_FILE = click.Path(path_type=Path)


@click.command(
    "compare",
    help=_("Measure what PyTorch and JAX take for WORKLOADs, or for all of them, on this machine, and say why."),
    epilog=_("Example: kata compare matmul mlp-small --quick --json mine.json"),
)
@click.argument("names", nargs=-1, metavar="[WORKLOAD]...")
@click.option("--list", "as_list", is_flag=True, help=_("List the workloads; measure nothing."))
@click.option("--show", is_flag=True, help=_("Print the sources of the workloads; measure nothing."))
@click.option("--quick", is_flag=True, help=_("Fewer sizes and rounds: under half a minute, and less certain."))
@click.option("--device", type=click.Choice(get_args(Device)), default="cpu", help=_("Where to compute."))
@click.option("--sizes", callback=_sizes, metavar="N,N…", help=_("These sizes instead of each workload's own."))
@click.option(
    "--dtype",
    type=click.Choice(get_args(DType)),
    default="float32",
    metavar="DTYPE",
    help=_("What to compute in: float32 (by default), float64, bfloat16 or float16."),
)
@click.option("--threads", type=click.IntRange(min=1), default=1, help=_("Threads for each framework (1 by default)."))
@click.option("--predict", is_flag=True, help=_("Say first what you expect; both are recorded."))
@click.option("--json", "json_file", type=_FILE, metavar="FILE", help=_("Write everything to FILE, for --diff."))
@click.option("--html", "html_file", type=_FILE, metavar="FILE", help=_("Write a page with everything to FILE."))
@click.option("--force", is_flag=True, help=_("Write over FILE if it is there."))
@click.option("--diff", type=(_FILE, _FILE), metavar="A B", help=_("Compare two files that --json has written."))
@click.option("--mine", metavar="KATA", help=_("Race your passed solutions of a kata against the references."))
@click.option("--plain", is_flag=True, help=_("Print text, also on a terminal: for screen readers and scripts."))
@click.pass_context
def compare_command(ctx: click.Context, /, names: tuple[str, ...], plain: bool, **asked: Any) -> None:
    """Measure and tell, or do one of the other things. Exits with 3 where nothing can be measured."""
    match _mode(ctx):
        case "as_list":
            _list()
        case "show":
            _show(names, plain=plain)
        case "diff":
            from kata.cli.compare_diff import difference_lines

            view, (first, second) = _view(plain=plain), asked["diff"]
            view.write(list(difference_lines(first, second, view.columns)))
        case "mine":
            from kata.cli.compare_mine import race_mine

            race_mine(asked["mine"], ctx.obj, json_file=asked["json_file"], force=asked["force"])
        case _:
            for other in _MODES:
                asked.pop(other)
            _measure(names, plain=plain, **asked)


def _mode(ctx: click.Context) -> str | None:
    """Return what is to be done instead of measuring; raises KataError for options that do not go together."""
    given = [name for name in ctx.params if ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE]
    if "force" in given and not {"json_file", "html_file"} & set(given):
        raise KataError(_("--force is for the files of --json and --html."))
    mode = next((name for name in given if name in _MODES), None)
    if mode is None:
        return None
    foreign = [name for name in given if name != mode and name not in _MODES[mode]]
    if foreign:
        words = {
            param.name: param.opts[0] if param.opts[0].startswith("-") else "WORKLOAD" for param in ctx.command.params
        }
        message = _("{option} cannot be used together with {other}.")
        raise KataError(message.format(option=words[mode], other=words[foreign[0]]))
    return mode


def _view(*, plain: bool) -> "View":
    """Return where it is shown."""
    if plain or not on_terminal():
        from kata.cli.compare_run import PlainView

        return PlainView()
    from kata.cli.compare_live import LiveView

    return LiveView()


def _list() -> None:
    from kata.cli.compare_lines import workload_rows
    from kata.compare.workloads import chosen

    click.echo(table(workload_rows(chosen(()))))


def _show(names: tuple[str, ...], *, plain: bool) -> None:
    from kata.cli import compare_show
    from kata.compare.workloads import chosen

    found = chosen(names)
    if plain or not on_terminal():
        compare_show.print_plainly(found)
    else:
        compare_show.print_coloured(found)


def _measure(
    names: tuple[str, ...],
    *,
    plain: bool,
    predict: bool,
    json_file: Path | None,
    html_file: Path | None,
    force: bool,
    **asked: Any,
) -> None:
    from kata.cli.compare_run import finish, known, measure, opened, tell_rest
    from kata.compare.running import events
    from kata.compare.settings import settings_for

    settings = settings_for(names, **asked)
    papers, view = _papers(json_file, html_file), _view(plain=plain)
    with ExitStack() as files:
        write = files.enter_context(opened(papers, force=force))
        with _predicting(settings, wanted=predict) as tell_predictions:
            outcome = measure(events(settings), view)
            comparison = known(outcome)
            write(comparison)
            files.close()  # whatever is told, and ends the telling: the files are there
            tell_rest(comparison, outcome, view)
            tell_predictions(comparison)
    for paper in papers:
        click.echo(_("{path} written.").format(path=paper.path), err=True)
    finish(comparison, outcome)


@contextmanager
def _predicting(settings: "Settings", *, wanted: bool) -> "Iterator[Callable[[Comparison], None]]":
    """Ask what is expected, where that is wanted, and give what tells it beside what was found."""
    if not wanted:
        yield lambda _comparison: None
        return
    from kata.cli.compare_predict import ask_predictions, tell_predictions
    from kata.compare.workloads import chosen
    from kata.store import open_store

    with open_store() as store:  # a damaged one is told before anything is measured
        predictions = ask_predictions(chosen(list(settings.sizes)), settings)
        yield lambda comparison: tell_predictions(predictions, comparison, store)


def _papers(json_file: Path | None, html_file: Path | None) -> "list[Paper]":
    """Return the files that were asked for."""
    from kata.cli.compare_run import Paper

    papers = []
    if json_file is not None:
        from kata.report.comparison_json import to_json

        papers.append(Paper(json_file, to_json))
    if html_file is not None:
        from kata.report.comparison_html import to_html

        papers.append(Paper(html_file, to_html))
    if len({paper.path.absolute() for paper in papers}) < len(papers):
        raise KataError(_("--json and --html name the same file."))
    return papers
