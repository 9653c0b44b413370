"""`kata watch`: grade a file at each save, in a warm process, until ctrl+c."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from kata.cli.grade import find_variant, grade_source, read_submission, record, warm_up
from kata.cli.ownership import is_own
from kata.errors import KataError
from kata.i18n import _

POLL_SECONDS = 0.4


@click.command("watch", help=_("Grade a file at each save."), epilog=_("Example: kata watch mlp-torch mlp.py"))
@click.argument("variant")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--trust-submission", "trust", is_flag=True, help=_("Grade a file of somebody else unconfined, too."))
@click.pass_obj
def watch_command(content_dir: str | None, *, variant: str, file: Path, trust: bool) -> None:
    """Grade now and after every change of the file."""
    from kata.grading.processes import Pool
    from kata.grading.ready import Ready

    with Pool() as pool, Ready(pool) as ready:
        warm_up(pool, variant)
        found = find_variant(content_dir, variant)
        read_submission(file)
        click.echo(_("Watching {file}; ctrl+c ends it.").format(file=file))
        for _change in changes(file, lambda: time.sleep(POLL_SECONDS)):
            click.echo()
            try:
                source = read_submission(file)
                record(grade_source(pool, found, source, file, trusted=trust or is_own(file), ready=ready), source)
            except KataError as fault:
                if fault.exit_code != KataError.exit_code:
                    raise
                click.echo(f"kata: {fault}", err=True)
            ready.fill(found.framework, found.kata.spec.limits)


def changes(file: Path, wait: Callable[[], None]) -> Iterator[None]:
    """Yield once now, then whenever the file is another one, or newer, or of another size.

    An editor may remove the file for a moment while it saves: that alone is no change.
    """
    seen: tuple[int, ...] | None = None
    while True:
        now = _state(file)
        if now is not None and now != seen:
            seen = now
            yield
        else:
            wait()


def _state(file: Path) -> tuple[int, ...] | None:
    """Return what changes when a file is saved."""
    try:
        found = file.stat()
    except OSError:
        return None
    return (found.st_ino, found.st_mtime_ns, found.st_size)
