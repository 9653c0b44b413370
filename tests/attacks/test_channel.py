"""Whatever a worker writes into the channel, what comes of it is a verdict: never a fault of the judge, never a wait."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.fuzz_channel import VERDICTS
from kata.content.model import Limits
from kata.grading import Handle, Subject
from kata.grading.channel import Worker, WorkerLostError
from kata.grading.frames import PREFIX, prefix
from kata.grading.processes import WorkerProcess
from kata.grading.subject import Surroundings
from kata.grading.wire import decode

from .canaries import CHECKOUT

pytestmark = pytest.mark.slow

LIMITS = Limits(seconds=10, memory_mb=1 << 20)
calm = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])

atoms = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats()
    | st.text(max_size=9)
    | st.binary(max_size=9)
)
tags = st.sampled_from(["l", "t", "d", "h", "r", "x", "a", "s", "float64", "bool", "kind", "value", "raised", "id"])
shapes = st.lists(st.integers(-1, 1 << 41), max_size=10)
nodes = st.recursive(
    atoms | tags | shapes,
    lambda inner: (
        st.lists(inner, max_size=5) | st.tuples(tags, st.lists(inner, max_size=4)) | st.dictionaries(tags, inner)
    ),
    max_leaves=20,
)


@pytest.fixture(autouse=True, scope="module")
def unmoved() -> Iterator[None]:
    """The judge asks late workers where they are by a signal; the workers here are threads of this process."""
    before = signal.signal(signal.SIGUSR1, signal.SIG_IGN)
    yield
    signal.signal(signal.SIGUSR1, before)


class Answering:
    """Starts a worker that gives one answer, made of the request's number, and hangs up."""

    folder = None

    def __init__(self, answer, *, early: bytes = b"") -> None:
        self._answer = answer
        self._early = early

    def start(self, _confinement: object) -> WorkerProcess:
        channel, theirs = socket.socketpair()
        theirs.sendall(self._early)
        output, writing = os.pipe()
        os.close(writing)
        threading.Thread(target=self._speak, args=(theirs,), daemon=True).start()
        return WorkerProcess(channel, output, os.getpid(), lambda _grace: None)

    def _speak(self, channel: socket.socket) -> None:
        with channel, channel.makefile("rb") as requests:
            start = requests.read(PREFIX.size)
            if len(start) == PREFIX.size:
                _magic, header, payload = PREFIX.unpack(start)
                request = decode(requests.read(header), requests.read(payload))
                channel.sendall(self._answer(request["id"]))


def asked(answer, **more) -> object:
    """Ask for a call and for parameters; return what came, or the verdict's exception."""
    with Worker(Answering(answer, **more), LIMITS) as worker:
        subject = Subject("numpy", "cpu", worker, Surroundings(lambda: worker, lambda: worker))
        try:
            return subject.parameters(Handle(0, "MLP"))
        except VERDICTS as fault:
            return fault


def framed(number: int, pairs: list[list[object]], payload: bytes = b"") -> bytes:
    header = msgspec.msgpack.encode(["d", [["id", number], *pairs]])
    return prefix(len(header), len(payload)) + header + payload


def test_a_right_answer_comes_through():
    value = ["l", [["l", ["W", ["a", "float64", [1]]]]]]
    found = asked(lambda number: framed(number, [["kind", "value"], ["value", value]], bytes(8)))
    assert [(name, array.tolist()) for name, array in found] == [("W", [0.0])]


@calm
@given(st.binary(max_size=300))
def test_any_bytes_are_a_lost_worker(data):
    assert isinstance(asked(lambda _number: data), WorkerLostError)


@calm
@given(nodes, st.binary(max_size=40))
def test_any_value_in_a_right_frame_is_a_value_or_a_verdict(node, payload):
    found = asked(lambda number: framed(number, [["kind", "value"], ["value", node]], payload))
    assert isinstance(found, (list, *VERDICTS))


@calm
@given(
    st.lists(st.tuples(tags, nodes).map(list), max_size=6), st.sampled_from(["raised", "refused", "unsendable", "?"])
)
def test_any_reply_that_is_no_value_is_a_verdict(pairs, kind):
    found = asked(lambda number: framed(number, [*pairs, ["kind", kind]]))
    assert isinstance(found, (list, *VERDICTS))


@pytest.mark.parametrize(
    "answer",
    [
        lambda number: framed(number + 1, [["kind", "value"], ["value", None]]),
        lambda number: framed(number, [["kind", "value"]])[:-1],
        lambda number: framed(float(number), [["kind", "value"], ["value", None]]),
        lambda _number: framed(True, [["kind", "value"], ["value", None]]),
        lambda number: framed(number, [["kind", None], ["value", None]]),
        lambda _number: prefix(1 << 20, 64 << 20),
        lambda _number: b"",
    ],
    ids=["another number", "cut", "a float", "a truth value", "no kind", "announced alone", "nothing"],
)
def test_what_answers_nothing_is_a_lost_worker(answer):
    assert isinstance(asked(answer), WorkerLostError)


def test_bytes_that_were_not_asked_for_are_a_lost_worker():
    found = asked(lambda number: framed(number, [["kind", "value"], ["value", ["l", []]]]), early=b"K")
    assert isinstance(found, WorkerLostError)
    assert "channel" in str(found)


@pytest.mark.slow
def test_twenty_seconds_of_lies_find_no_fault():
    command = [sys.executable, "benchmarks/fuzz_channel.py", "--seconds", "20"]
    ran = subprocess.run(command, check=False, cwd=CHECKOUT, capture_output=True, text=True, timeout=120)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "0 faults" in ran.stdout
