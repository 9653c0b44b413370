"""The engine seen from the program: a process whose events are read, and which ends with the reading."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import AsyncGenerator, Generator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec

from kata.compare.result import Event, Settings
from kata.errors import CannotGradeHereError
from kata.i18n import _

_COMMAND: Final = (sys.executable, "-m", "kata.compare.engine")
_LINE_LIMIT: Final = 1 << 24
_SHORT: Final = 50


class CannotMeasureError(CannotGradeHereError):
    """The process that measures has ended too early."""


def events(settings: Settings) -> Generator[Event, None, None]:
    """Measure; yield what happens. Closing the generator ends the engine and everything that it has started.

    Raises:
        CannotMeasureError: The engine ended before its last event.
    """
    folder = _new_folder()
    process = subprocess.Popen(  # noqa: S603  our own interpreter
        (*_COMMAND, folder),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=(errors := (folder / "errors").open("wb")),
        env=_environment(folder),
        start_new_session=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        with suppress(BrokenPipeError):
            process.stdin.write(msgspec.json.encode(settings) + b"\n")
            process.stdin.flush()
        for line in process.stdout:
            yield _event(line)
        if process.wait() != 0:
            raise _ended(folder)
    finally:
        _kill(process.pid)
        process.wait()
        process.stdin.close()
        process.stdout.close()
        errors.close()
        shutil.rmtree(folder, ignore_errors=True)


async def stream(settings: Settings) -> AsyncGenerator[Event, None]:
    """Measure without blocking; as `events`. Cancelling whoever reads ends the engine."""
    folder = _new_folder()
    with (folder / "errors").open("wb") as errors:
        process = await asyncio.create_subprocess_exec(
            *_COMMAND,
            str(folder),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=errors,
            env=_environment(folder),
            start_new_session=True,
            limit=_LINE_LIMIT,
        )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(msgspec.json.encode(settings) + b"\n")
        async for line in process.stdout:
            yield _event(line)
        if await process.wait() != 0:
            raise _ended(folder)
    finally:
        _kill(process.pid)
        await process.wait()
        process.stdin.close()
        shutil.rmtree(folder, ignore_errors=True)


def _new_folder() -> Path:
    """Return a new folder with a name so short that sockets can lie in it: the system takes some hundred bytes."""
    long = len(os.fsencode(tempfile.gettempdir())) > _SHORT
    return Path(tempfile.mkdtemp(prefix="kata-compare-", dir="/tmp" if long else None))  # noqa: S108  a fresh folder


def _event(line: bytes) -> Event:
    event: Event = msgspec.json.decode(line, type=Event)
    return event


def _environment(folder: Path) -> Mapping[str, str]:
    """Return the engine's environment: what it leaves lies in a folder that is removed, also when it is killed."""
    return os.environ | {"TMPDIR": str(folder), "PYTHONUNBUFFERED": "1"}


def _kill(group: int) -> None:
    """End the engine with its workers and their compilers: they are one process group."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)


def _ended(folder: Path) -> CannotMeasureError:
    """Say that the engine ended early, with the last line that it wrote."""
    lines = (folder / "errors").read_text(encoding="utf-8", errors="replace").strip().splitlines()
    message = _("The measuring process ended early: {reason}")
    return CannotMeasureError(message.format(reason=lines[-1] if lines else "?"))
