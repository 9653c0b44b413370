"""A process that runs proofs, seen from outside: started, asked, watched, killed with all that it started."""

import contextlib
import os
import selectors
import signal
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import msgspec

import kata
from kata.content.model import Question
from kata.content.proving import Report
from kata.i18n import _, language

_ABOVE_PACKAGE: Final = str(Path(kata.__file__).parents[1])


class Worker:
    """A process that proves one question after another; it is started when first asked, and anew after it died.

    `python` is the interpreter whose frameworks are asked; it needs what this program needs, and not the program.
    JAX forgets what it has traced before each question; what XLA made of the same program stays in `programs`.
    """

    def __init__(self, python: str, programs: str) -> None:
        self.python = python
        self.programs = programs
        self.folder = tempfile.TemporaryDirectory(prefix="kata-proof-")
        self.process: subprocess.Popen[bytes] | None = None
        self.reports = -1
        self.rest = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        self.folder.cleanup()

    def ask(self, question: Question, seconds: float) -> Report:
        """Return the report on a question; TimeoutError or ConnectionError (with the last words) if none comes."""
        if self.process is None:
            self.start()
        assert self.process is not None
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(msgspec.json.encode(question) + b"\n")
            self.process.stdin.flush()
            return msgspec.json.decode(self._line(seconds), type=Report)
        except BrokenPipeError as error:
            raise ConnectionError(self._last_words()) from error
        except (TimeoutError, ConnectionError):
            self.stop()
            raise

    def start(self) -> None:
        """Start the process in a session of its own, with one descriptor for reports."""
        self.reports, write_end = os.pipe()
        self.rest = b""
        with self._errors().open("wb") as errors:
            self.process = subprocess.Popen(
                [self.python, "-m", "kata.content.proving", str(write_end)],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                cwd=self.folder.name,
                env=_environment(self.programs),
                pass_fds=[write_end],
                start_new_session=True,
            )
        os.close(write_end)

    def stop(self) -> None:
        """End the process and all that it started."""
        self.kill()
        if self.process is None:
            return
        self.process.wait()
        assert self.process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.close()
        os.close(self.reports)
        self.process = None

    def kill(self) -> None:
        """Kill the process and all that it started, and leave the rest to `stop`."""
        if self.process is not None and self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)

    def _line(self, seconds: float) -> bytes:
        """Return the next line of the reports."""
        with selectors.DefaultSelector() as selector:
            selector.register(self.reports, selectors.EVENT_READ)
            while b"\n" not in self.rest:
                if not selector.select(seconds):
                    raise TimeoutError
                chunk = os.read(self.reports, 65536)
                if not chunk:
                    raise ConnectionError(self._last_words())
                self.rest += chunk
        line, _newline, self.rest = self.rest.partition(b"\n")
        return line

    def _errors(self) -> Path:
        """Return the file that takes the process's stderr."""
        return Path(self.folder.name) / "stderr"

    def _last_words(self) -> str:
        """Return the last line that the process wrote to stderr, else how it ended."""
        assert self.process is not None
        lines = self._errors().read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return lines[-1] if lines else _("exit status {code}").format(code=self.process.wait())


def _environment(programs: str) -> dict[str, str]:
    """Return the environment of a worker: CPU only, one thread, our language.

    Bytecode is read where installing a framework left it: elsewhere, where nothing is written, all is compiled anew.
    """
    kept = {name: value for name, value in os.environ.items() if name not in ("XLA_FLAGS", "PYTHONPYCACHEPREFIX")}
    ours = {
        "KATA_LANG": language(),
        "JAX_PLATFORMS": "cpu",
        "JAX_COMPILATION_CACHE_DIR": programs,
        "JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS": "0",
        "JAX_PERSISTENT_CACHE_MIN_ENTRY_SIZE_BYTES": "-1",
        "CUDA_VISIBLE_DEVICES": "",
        "OMP_NUM_THREADS": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": os.pathsep.join(filter(None, [os.environ.get("PYTHONPATH"), _ABOVE_PACKAGE])),
    }
    return kept | ours
