"""What saves every test time and changes no claim: bytecode is kept, content read once a process, neighbours together."""

import os
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def keep_bytecode() -> None:
    """Keep bytecode apart where the environment forbids it beside the sources, as images of containers like to do.

    Without it each process compiles, and pytest rewrites, every module anew: half of what it takes to begin.
    """
    if sys.dont_write_bytecode and sys.pycache_prefix is None:
        sys.dont_write_bytecode, sys.pycache_prefix = False, str(ROOT / ".pytest_cache" / "bytecode")
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix


def read_once() -> None:
    """Let a process read each bank and kata of ours once: no test changes them, and hundreds load them."""
    from kata.content import library

    library.read_bank = once(library.read_bank, ROOT / "questions")
    library.read_kata = once(library.read_kata, ROOT / "graders")


def once(read, folder):
    """Return `read`, which remembers what it has read directly below `folder`."""
    kept = cache(read)
    return lambda path: kept(path) if path.parent == folder else read(path)


@pytest.hookimpl(optionalhook=True, tryfirst=True)
def pytest_xdist_make_scheduler(config, log):
    """Hand out long stretches of tests: what neighbours share, such as warm processes, is then made in one process."""
    from xdist.scheduler import WorkStealingScheduling

    return WorkStealingScheduling(config, log) if config.getoption("dist") == "load" else None


keep_bytecode()
read_once()
