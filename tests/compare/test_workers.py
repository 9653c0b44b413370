"""What the engine asks of a worker: within a time that stands still while the worker does."""

import pytest

from kata.compare import workers
from kata.compare.result import Settings
from kata.compare.workers import LostError, Worker


class Process:
    """None that the system knows."""

    pid = exitcode = None
    ended = 0

    def __init__(self, **_about):
        Process.now = self

    def start(self):
        self.ended = 0

    def join(self, _seconds=None):
        """It has ended."""

    def kill(self):
        self.ended += 1


class Connection:
    """Answers what is in `answers`, or nothing; `asks` is called at each glance."""

    def __init__(self):
        self.answers, self.asks = [("value", (None, None))], []

    def send(self, _question):
        """It is not read."""

    def poll(self, _seconds):
        if self.asks:
            self.asks.pop(0)()
        return bool(self.answers)

    def recv(self):
        return self.answers.pop(0)

    def close(self):
        """Nothing is open."""


@pytest.fixture
def connection(monkeypatch):
    ours, theirs = Connection(), Connection()
    context = type("Context", (), {"Pipe": lambda _: (ours, theirs), "Process": Process})
    monkeypatch.setattr(workers, "get_context", lambda _kind: context())
    return ours


def test_time_stands_still_while_a_worker_does(connection):
    worker = Worker(Settings(sizes={}, limit=2.0), "numpy")
    connection.asks = [worker.pause, *[lambda: None] * 5, worker.go_on, lambda: connection.answers.append(("value", 7))]
    assert worker.ask("drop") == 7
    with pytest.raises(LostError, match="timeout"):
        worker.ask("drop")
    assert Process.now.ended == 1


def test_without_the_framework_no_process_stays(connection):
    connection.answers = [("fault", "missing", "no-framework")]
    with pytest.raises(LostError, match="no-framework"):
        Worker(Settings(sizes={}), "jax")
    assert Process.now.ended == 1
