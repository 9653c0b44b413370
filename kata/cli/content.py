"""The content that a command works on."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from kata.content import Library, load_library
from kata.errors import KataError
from kata.i18n import _, ngettext


def open_library(content_dir: str | None, *, katas_alone: bool = False) -> Library:
    """Load the content; faulty banks and katas are left out, which is said on stderr.

    `katas_alone`: no question is asked, and no bank is read.

    Raises:
        KataError: `content_dir` is no folder.
    """
    library = load_library(content_dir, katas_alone=katas_alone)
    if library.faults:
        count = len(library.faults)
        message = ngettext(
            "kata: {count} fault in the content: {fault}. `kata check` says more.",
            "kata: {count} faults in the content, the first: {fault}. `kata check` lists them.",
            count,
        )
        click.echo(message.format(count=count, fault=library.faults[0]), err=True)
    return library


@contextmanager
def readable() -> Iterator[None]:
    """Turn a file of the content that is missing or no UTF-8 into a `KataError`."""
    try:
        yield
    except (OSError, UnicodeDecodeError) as fault:
        raise KataError(_("The content is damaged: {reason}").format(reason=fault)) from fault
