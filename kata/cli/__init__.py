"""The command line. Each command lives in a module of its own, imported when it is called: `kata --help` stays fast."""

import os
import sys
from importlib import import_module
from typing import Final, NoReturn

import click

from kata import __version__
from kata.errors import KataError
from kata.i18n import LANGUAGES, N_, _, choose_language, set_language

# name of the command -> (module, one line of help). The line stands here so that `--help` imports no module.
COMMANDS: Final[dict[str, tuple[str, str]]] = {
    "quiz": ("kata.cli.quiz", N_("Answer questions, one a screen.")),
    "practice": ("kata.cli.practice", N_("Practise what is due, and something new.")),
    "interview": ("kata.cli.interview", N_("Hold a mock interview against the clock.")),
    "list": ("kata.cli.katas", N_("List the katas with your status.")),
    "show": ("kata.cli.katas", N_("Print a kata's statement.")),
    "start": ("kata.cli.katas", N_("Write a kata's starter to a file.")),
    "solve": ("kata.cli.solve", N_("Open the workbench on a kata.")),
    "grade": ("kata.cli.grade", N_("Grade a file.")),
    "watch": ("kata.cli.watch", N_("Grade a file at each save.")),
    "compare": ("kata.cli.compare", N_("Measure PyTorch against JAX on this machine, and see why.")),
    "stats": ("kata.cli.stats", N_("Show how ready you are and what comes back when.")),
    "history": ("kata.cli.history", N_("Show your attempts.")),
    "backup": ("kata.cli.backup", N_("Copy everything that is remembered to a file.")),
    "export": ("kata.cli.export", N_("Write what you did, or the questions, for other programs.")),
    "import": ("kata.cli.import_", N_("Take in what you did elsewhere, or questions of your own.")),
    "check": ("kata.cli.check", N_("Check banks and katas, and prove their answers.")),
    "new": ("kata.cli.new", N_("Write the beginning of a question or a kata.")),
    "doctor": ("kata.cli.doctor", N_("Test how submissions are confined here, and what may be wrong.")),
}


class LazyGroup(click.Group):
    """A group that imports a command's module only to run it, and translates its help when it is printed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names in the order of `COMMANDS`."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the module and return its click command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(COMMANDS[cmd_name][0]), f"{cmd_name}_command")
        return command

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write what the program is, in the language spoken now."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(_(str(self.help)))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write options and commands, in the language spoken now."""
        records = [record for param in self.get_params(ctx) if (record := param.get_help_record(ctx))]
        with formatter.section(_("Options")):
            formatter.write_dl([(names, _(text)) for names, text in records])
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(line)) for name, (_module, line) in COMMANDS.items()])


@click.group(
    cls=LazyGroup,
    help=N_("Questions, coding katas and graders for interviews about PyTorch and JAX."),
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    help=N_("Language of the program (else KATA_LANG, else the locale)."),
)
@click.option(
    "--content",
    "content_dir",
    metavar="DIR",
    help=N_("A folder with questions/ and graders/, laid over the built-in ones."),
)
@click.version_option(__version__, message="kata %(version)s")
@click.pass_context
def cli(ctx: click.Context, lang: str | None, content_dir: str | None) -> None:
    """Choose the language, then run the command, or open Home where none is named."""
    set_language(choose_language(lang))
    ctx.obj = content_dir
    if ctx.invoked_subcommand is None:
        from kata.cli.home import open_home

        open_home(content_dir)


def asked_language(arguments: list[str]) -> str | None:
    """Return the value of `--lang` before click has parsed anything: help is printed while it parses."""
    for argument, following in zip(arguments, [*arguments[1:], ""], strict=False):  # `kata` alone: no arguments
        if argument == "--lang":
            return following
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
    return None


def leave_quietly() -> NoReturn:
    """Exit with 1 once nobody reads stdout any more (`kata grade … | head`)."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python's last flush would complain
    sys.exit(1)


def main() -> None:
    """Run the command line; faults that a person can mend become one message and an exit code."""
    set_language(choose_language(asked_language(sys.argv[1:])))
    try:
        sys.exit(cli(standalone_mode=False, prog_name="kata"))
    except (click.Abort, KeyboardInterrupt):  # the second while something is being ended after the first
        sys.exit(130)
    except BrokenPipeError:
        leave_quietly()
    except click.ClickException as fault:
        fault.show()
        sys.exit(fault.exit_code)
    except KataError as fault:
        click.echo(f"kata: {fault}", err=True)
        sys.exit(fault.exit_code)
