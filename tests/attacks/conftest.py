"""The bench that grades attacks within hard bounds, and the canaries around it."""

import os
import secrets
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec
import pytest

from kata.content.model import Limits

from .bench import Order, Outcome, descendants
from .canaries import CHECKOUT, Canaries
from .sample import GRADERS, MEMORY, SECONDS

HANGS_AFTER = 120.0
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the bench bounds attacks by what Linux has")

# What only the kernel can deny. Both denied: the confinement is the kernel's.
PROBE = """
import socket
for name, attempt in (("file", lambda: open({key!r}).close()), ("socket", lambda: socket.socket().close())):
    try:
        attempt()
        print("may open a", name)
    except OSError:
        pass
"""


def honest(framework: str) -> str:
    return (GRADERS / framework / "solution.py").read_text()


class HungError(AssertionError):
    """The judge gave no verdict, or is gone."""


class Bench:
    """The process that grades, seen from the tests; a new one where an attack has broken it."""

    def __init__(self, folder: Path) -> None:
        self.token = secrets.token_hex(16)
        self._folder = folder
        self._process: subprocess.Popen[str] | None = None

    @property
    def pid(self) -> int:
        return self._alive().pid

    def honest(self, framework: str) -> Outcome:
        """Grade what is right by a few checks: is all as if nothing had been?"""
        return self.grade(honest(framework), framework, Limits(seconds=60, memory_mb=2048), checks="after")

    def grade(
        self,
        source: str,
        framework: str = "numpy",
        limits: Limits | None = None,
        requires: tuple[str, ...] = (),
        checks: str = ".",
    ) -> Outcome:
        """Grade a source; kill everything if there is no verdict in time."""
        limits = limits or Limits(seconds=SECONDS[framework], memory_mb=MEMORY[framework])
        process = self._alive()
        order = Order(framework, source, limits, requires, checks)
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(msgspec.json.encode(order).decode() + "\n")
        process.stdin.flush()
        if not select.select([process.stdout], [], [], HANGS_AFTER)[0]:
            self.kill()
            raise HungError(f"no verdict within {HANGS_AFTER:g} s")
        line = process.stdout.readline()
        if not line:
            self.kill()
            raise HungError(f"the judge is gone: {(self._folder / 'said').read_text()[-2000:]}")
        return msgspec.json.decode(line, type=Outcome)

    def kill(self) -> None:
        """End the judge and everything below it."""
        if self._process is None:
            return
        for pid in [*descendants(self._process.pid), self._process.pid]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                stream.close()
        self._process = None

    def close(self) -> None:
        """Let it end by itself."""
        if self._process is not None:
            with suppress(OSError):
                self._process.stdin.close()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(20)
            self.kill()

    def _alive(self) -> "subprocess.Popen[str]":
        if self._process is not None and self._process.poll() is not None:
            self.kill()
        if self._process is None:
            inner = self._folder / secrets.token_hex(4)
            inner.mkdir()
            with (self._folder / "said").open("a") as said:
                self._process = subprocess.Popen(
                    [sys.executable, "-m", "tests.attacks.bench"],
                    cwd=CHECKOUT,
                    env=os.environ | {"TMPDIR": str(inner), "KATA_CANARY_TOKEN": self.token},
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=said,
                    text=True,
                    start_new_session=True,
                )
        return self._process


@pytest.fixture(scope="session")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    made = Bench(tmp_path_factory.mktemp("bench"))
    yield made
    made.close()


@pytest.fixture
def canaries(tmp_path: Path, bench: Bench) -> Iterator[Canaries]:
    made = Canaries(tmp_path, bench.token)
    yield made
    made.close()


@pytest.fixture(scope="session")
def confined_by_kernel(bench: Bench, tmp_path_factory: pytest.TempPathFactory) -> bool:
    """Whether the kernel itself denies workers files and sockets, tried rather than believed."""
    key = tmp_path_factory.mktemp("probe") / "key"
    key.write_text("x")
    report = bench.grade(honest("numpy") + PROBE.format(key=str(key)), limits=Limits(seconds=60)).report
    assert report is not None
    return "may open" not in report.output
