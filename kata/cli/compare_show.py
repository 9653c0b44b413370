"""`kata compare --show`: what is measured, each framework's source beside the others', or below them."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

import click

from kata.cli.compare_lines import heading_lines
from kata.cli.terminal import width
from kata.compare.workloads import Workload
from kata.content.model import Framework, say
from kata.i18n import _, language

if TYPE_CHECKING:
    from rich.text import Text

_GAP: Final = 3
File: TypeAlias = tuple[str, str]  # name and text
_FRAMEWORKS: Final[tuple[Framework, ...]] = ("numpy", "torch", "jax")


def sources(workload: Workload) -> list[File]:
    """Return the names and texts of a workload's files: the data, then what each framework does with them."""
    inputs = (workload.folder / "inputs.py").read_text(encoding="utf-8")
    found = [(f"{name}.py", text) for name in _FRAMEWORKS if (text := workload.source(name)) is not None]
    return [("inputs.py", inputs), *found]


def beside(files: Sequence[File], columns: int) -> list[list[File]]:
    """Return the files in rows that fit without cutting a line: PyTorch beside JAX before anything else."""
    alone = [[file] for file in files]
    *rest, torch, jax = files
    for rows in ([list(files)], [rest, [torch, jax]], [*alone[:-2], [torch, jax]]):
        if all(sum(_widest(file) + _GAP for file in row) - _GAP <= columns for row in rows if len(row) > 1):
            return rows
    return alone


def _widest(file: File) -> int:
    name, text = file
    return max(width(line) for line in [name, *text.splitlines()])


def print_plainly(workloads: Sequence[Workload]) -> None:
    """Print text, a file below the other."""
    for workload in workloads:
        for line in _heading(workload):
            click.echo(line)
        for name, text in sources(workload):
            click.echo(f"\n# {name}\n{text.rstrip()}")
        click.echo()


def _heading(workload: Workload) -> Iterator[str]:
    yield from ("".join(span.text for span in line) for line in heading_lines(workload.name))
    for variant, why in workload.unsuited.items():
        yield _("{variant}: {text}").format(variant=variant, text=say(why, language()))


def print_coloured(workloads: Sequence[Workload]) -> None:
    """Print on a terminal: in colour, beside each other where there is room."""
    from rich.console import Console
    from rich.table import Table

    from kata.tui.wrapping import break_between_characters

    break_between_characters()
    console = Console(highlight=False)
    for workload in workloads:
        title, *rest = _heading(workload)
        console.print(title, style="bold", markup=False)
        for line in rest:
            console.print(line, style="dim", markup=False)
        for group in beside(sources(workload), console.width):
            grid = Table.grid(padding=(0, _GAP, 0, 0))
            for file in group:
                grid.add_column(no_wrap=True, min_width=min(_widest(file), console.width))
            grid.add_row(*(_coloured(name, text) for name, text in group))
            console.print()
            console.print(grid)
        console.print()


def _coloured(name: str, text: str) -> "Text":
    from rich.syntax import Syntax
    from rich.text import Text

    code = Syntax("", "python", theme="ansi_dark", background_color="default").highlight(text.rstrip())
    code.rstrip()
    return Text().append(f"── {name} ──\n", "bold").append_text(code)
