"""Ties a cold worker to its judge where the system has no signal for a parent's death.

The command runs in this process; a child of it waits for the judge's end of a pipe to close, which happens however
the judge ends, and then kills the worker and removes its scratch folder. It stays outside every sandbox.
"""

import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

from kata.grading.scratch import remove_scratch


def run_tied(lifeline: int, scratch: str, command: list[str]) -> None:
    """Become `command`; when the other side of `lifeline` closes, it is killed with its group."""
    worker = os.getpid()
    if os.fork() == 0:
        _wait_and_kill(worker, lifeline, scratch)
    os.close(lifeline)
    os.execv(command[0], command)


def _wait_and_kill(worker: int, lifeline: int, scratch: str) -> None:
    """Wait for the end of the judge, or of its interest in the worker; never returns."""
    try:
        os.setsid()
        for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        os.dup2(lifeline, 0)
        os.closerange(1, 1024)
        os.read(0, 1)
        # Once the worker is collected its number may be another process's; then this one has another parent.
        if os.getppid() == worker:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(worker, signal.SIGKILL)
        remove_scratch(Path(scratch))
    finally:
        os._exit(0)


def main() -> None:
    """Read the command line: the descriptor, the scratch folder, the command."""
    run_tied(int(sys.argv[1]), sys.argv[2], sys.argv[3:])
