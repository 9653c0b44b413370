"""The quiz on a real terminal, killed in the middle, and gone on with."""

import fcntl
import os
import pty
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kata.store import Store, open_store
from tests.tui.bank import write_content

pytestmark = pytest.mark.slow

SECONDS = 60.0


class Terminal:
    """A program on a pseudo-terminal; what it writes is read and kept."""

    def __init__(self, words: list[str], home: Path) -> None:
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        environ = os.environ | {"KATA_HOME": str(home), "KATA_LANG": "en", "TERM": "xterm-256color"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "kata", *words], stdin=theirs, stdout=theirs, stderr=theirs, env=environ
        )
        os.close(theirs)
        self._ours, self.written = ours, b""
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def press(self, keys: str) -> None:
        os.write(self._ours, keys.encode())

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self._reader.join()
        os.close(self._ours)

    def _read(self) -> None:
        while True:
            try:
                found = os.read(self._ours, 65536)
            except OSError:  # the other end is closed
                return
            if not found:
                return
            self.written += found


@contextmanager
def terminal(words: list[str], home: Path) -> Iterator[Terminal]:
    opened = Terminal(words, home)
    try:
        yield opened
    finally:
        opened.kill()


def until(condition: Callable[[], object], opened: Terminal) -> None:
    end = time.monotonic() + SECONDS
    while not condition():
        assert opened.process.poll() is None, opened.written.decode(errors="replace")[-2000:]
        assert time.monotonic() < end, opened.written.decode(errors="replace")[-2000:]
        threading.Event().wait(0.05)


def test_killed_in_the_middle_the_quiz_goes_on_where_it_was(tmp_path):
    home = tmp_path / "home"
    words = ["--content", str(write_content(tmp_path / "content")), "quiz"]
    with open_store(home) as store:
        first, answered = begin(store)
        with terminal(words, home) as opened:
            until(lambda: b"2 of 3" in opened.written, opened)
            opened.press("8x")
            until(lambda: store.draft("question:give-shape"), opened)
        assert [attempt.question for attempt in store.attempts()] == [answered]
        with terminal(words, home) as opened:
            until(lambda: b"8x" in opened.written, opened)
            opened.press("16\r")
            until(lambda: len(store.attempts()) == 2, opened)
        assert store.attempts()[0].answer == "8x16"
        assert store.attempts()[0].correct
        assert store.open_sitting().id == first


def begin(store: Store) -> tuple[str, str]:
    """Begin a sitting and answer its first question: the sitting's id and the question's."""
    saved = store.begin_sitting(3, ("give-number", "give-shape", "pick-one"))
    store.add_answer(
        question="give-number",
        topic="kinds",
        kind="number",
        answer="16",
        correct=True,
        score=1.0,
        seconds=5,
        sitting=saved.id,
    )
    return saved.id, "give-number"
