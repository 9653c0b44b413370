"""`kata grade`: grade one file from the command line."""

import shutil
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from kata.cli.ownership import is_own
from kata.errors import KataError
from kata.i18n import _, language

if TYPE_CHECKING:
    from kata.content import Variant
    from kata.content.model import Framework
    from kata.grading.processes import Pool
    from kata.grading.ready import Ready
    from kata.grading.report import Event, GradeReport

MAX_BYTES = 512 << 10
Device = Literal["cpu", "gpu"]


@click.command("grade", help=_("Grade a file."), epilog=_("Example: kata grade mlp-jax mlp.py"))
@click.argument("variant")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--device", type=click.Choice(["cpu", "gpu"]), default="cpu", help=_("Where to compute."))
@click.option(
    "--seed", type=click.IntRange(0), help=_("Replay the data of an earlier grade; its report names the seed.")
)
@click.option("--json", "as_json", is_flag=True, help=_("Print one JSON object and nothing else."))
@click.option("--trust-submission", "trust", is_flag=True, help=_("Grade a file of somebody else unconfined, too."))
@click.pass_obj
def grade_command(
    content_dir: str | None, *, variant: str, file: Path, device: Device, seed: int | None, as_json: bool, trust: bool
) -> None:
    """Grade `file`; exit with 0 if it passes, 1 if it does not, 2 for bad input, 3 if it cannot be graded here."""
    from kata.grading.processes import Pool

    with Pool() as pool:
        warm_up(pool, variant)
        found = find_variant(content_dir, variant)
        source = read_submission(file)
        report = grade_source(
            pool, found, source, file, device=device, seed=seed, show=not as_json, trusted=trust or is_own(file)
        )
    if as_json:
        click.echo(report_json(report))
    record(report, source)
    sys.exit(0 if report.verdict == "passed" else 1)


def warm_up(pool: "Pool", variant: str) -> None:
    """Start importing the framework before anything else is done; its absence is told later, in its turn."""
    ending = variant.rpartition("-")[2]
    frameworks: tuple[Framework, ...] = ("numpy", "torch", "jax")
    with suppress(KataError):
        for framework in frameworks:
            if framework == ending:
                pool.starter(framework)


def find_variant(content_dir: str | None, name: str) -> "Variant":
    """Return the variant; raises `UnknownNameError` with the nearest names."""
    from kata.cli.content import open_library

    return open_library(content_dir, katas_alone=True).variant(name)


def read_submission(file: Path) -> str:
    """Return the file's text; raises `KataError` where it is missing, empty, too long or no text."""
    if not file.is_file():
        raise KataError(_("{file}: there is no such file.").format(file=file))
    try:
        if file.stat().st_size > MAX_BYTES:
            raise KataError(_("{file}: longer than {limit} KiB.").format(file=file, limit=MAX_BYTES >> 10))
        data = file.read_bytes()
        source = data.decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as fault:
        raise KataError(_("{file}: cannot be read: {reason}").format(file=file, reason=fault.strerror)) from fault
    except UnicodeDecodeError as fault:
        raise KataError(_("{file}: not a text in UTF-8.").format(file=file)) from fault
    if "\0" in source:
        raise KataError(_("{file}: not a text in UTF-8.").format(file=file))
    if not source.strip():
        raise KataError(_("{file}: the file is empty.").format(file=file))
    return source


def grade_source(
    pool: "Pool",
    variant: "Variant",
    source: str,
    file: Path,
    *,
    device: Device = "cpu",
    seed: int | None = None,
    show: bool = True,
    trusted: bool = True,
    ready: "Ready | None" = None,
) -> "GradeReport":
    """Grade a source in this process, printing events and report unless `show` is false."""
    from kata.cli import leave_quietly
    from kata.cli.grade_report import print_event, print_report
    from kata.grading.judge import grade
    from kata.grading.report import GradeRequest

    request = GradeRequest(
        variant=variant.name,
        source=source,
        filename=file.name,
        device=device,
        seed=seed,
        language=language(),
        trusted=trusted,
    )

    def listen(event: "Event") -> None:
        try:
            print_event(event)
        except BrokenPipeError:  # not the grader's fault, as which the judge would report it
            leave_quietly()

    report = grade(request, variant, listen if show else lambda _event: None, pool=pool, ready=ready)
    if show:
        print_report(report, min(shutil.get_terminal_size().columns, 100))
    return report


def report_json(report: "GradeReport") -> str:
    """Return the report as one JSON object, without what only a screen needs."""
    import msgspec

    value = msgspec.to_builtins(report)
    for check in value["checks"]:
        del check["title"]
    return msgspec.json.encode(value).decode()


def record(report: "GradeReport", source: str) -> None:
    """Keep the attempt. A store that fails must not cost the verdict: it is said on stderr."""
    try:
        from kata.store import open_store

        with open_store() as store:
            store.add_grade(report, source)
    except Exception as fault:  # noqa: BLE001  whatever is wrong with the store, the verdict stands
        click.echo(_("kata: the attempt was not recorded: {reason}").format(reason=fault), err=True)
