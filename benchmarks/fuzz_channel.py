"""How many spoilt replies the judge takes without a fault of its own.

    python benchmarks/fuzz_channel.py [--seconds 600] [--seed 0]

Two loops share the time. One spoils encoded trees and gives them to the decoder. The other plays a lying worker on a
live channel: it answers each request of a `Subject` with frames that are right, spoilt, cut, doubled, early or late,
and what comes through is looked at as graders look at it. Allowed are the exceptions that mean a verdict, and no
others. Printed are the inputs, the faults, the slowest input, and by how much the process has grown.
"""

import argparse
import os
import random
import resource
import signal
import socket
import struct
import sys
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import msgspec
import numpy as np

from kata.content.model import Limits, Localized
from kata.grading import CheckFailed, Subject, expect_close, expect_dtype, expect_equal, expect_finite, expect_shape
from kata.grading.channel import Worker
from kata.grading.faults import OF_SUBMISSION
from kata.grading.frames import MAX_HEADER, PREFIX, ProtocolViolationError, lengths, prefix
from kata.grading.processes import WorkerProcess
from kata.grading.subject import GraderFaultError, Surroundings
from kata.grading.values import Deleted, Handle, Rng
from kata.grading.wire import Bits, decode, encode

# `GraderFaultError` is what a worker may say of itself: no verdict, and no pass either.
VERDICTS = (*OF_SUBMISSION, CheckFailed, GraderFaultError)
KINDS = ("value", "raised", "refused", "lacks", "undefined", "unsendable", "fault", "not exportable", "passed")
PATIENCE = Limits(seconds=0.1, memory_mb=1 << 20)
EXITS = (None, 0, 1, -9, -11, -24, -63)
WHAT = Localized("what came")
Spoil = Callable[[random.Random, bytes], bytes]


def random_leaf(rng: random.Random) -> Any:
    """Return something that the wire has a form for."""
    shape = tuple(rng.randrange(5) for _ in range(rng.randrange(4)))
    return rng.choice((
        None, True, rng.randrange(-(1 << 63), 1 << 63), rng.choice((0.0, float("nan"), float("inf"), 1e308)),
        "x" * rng.randrange(300), "\x1b[2J\u202e", Handle(rng.randrange(1 << 40), "T" * rng.randrange(300)),
        Rng(rng.randrange(1 << 62)), Deleted(), np.float32(rng.random()), np.zeros(shape),
        np.full(shape, np.nan, np.float16), np.ones(shape, rng.choice(("bool", "int8", "uint64", "complex64"))),
        Bits("bfloat16", np.ones(shape, np.uint16)),
    ))  # fmt: skip


def random_tree(rng: random.Random, depth: int = 0) -> Any:
    """Return lists, tuples and dicts of leaves, now and then as deep as is allowed, or deeper."""
    if depth > 17 or rng.random() < 0.3 + 0.1 * depth:
        return random_leaf(rng)
    items = [random_tree(rng, depth + 1) for _ in range(rng.randrange(4))]
    keys = (rng.choice(("kind", "value", "W", 3, -1)) for _ in items)
    return rng.choice((items, tuple(items), dict(zip(keys, items, strict=False))))


def random_reply(rng: random.Random, number: int) -> dict[str, Any]:
    """Return a reply as a worker might give it: mostly of the right form."""
    tree = random_tree(rng)
    fields = {
        "value": tree,
        "after": rng.choice((tree, [tree, tree], [])),
        "type": rng.choice(("ValueError", "MemoryError", "", tree)),
        "message": rng.choice(("out of memory", "x" * 5000, tree)),
        "frames": rng.choice(([(1, "f", "text")], [[1, 2, 3]], tree)),
        "uses": rng.choice(([("torch.optim", 3)], [[3, 3]], tree)),
        "names": rng.choice((["f"], [3], tree)),
    }
    kept = {name: value for name, value in fields.items() if rng.random() < 0.95}
    return {"id": number, "kind": rng.choice((*KINDS[:2], *KINDS)), **kept}


# Ways to spoil bytes.


def flip(rng: random.Random, data: bytes) -> bytes:
    """Change some bytes, mostly to those that mean lengths."""
    spoilt = bytearray(data)
    for _ in range(rng.randrange(1, 6)):
        if spoilt:
            spoilt[rng.randrange(len(spoilt))] = rng.choice((0, 0xFF, 0xC1, 0xDD, 0xDF, 0xC9, rng.randrange(256)))
    return bytes(spoilt)


def cut(rng: random.Random, data: bytes) -> bytes:
    """Leave out the end."""
    return data[: rng.randrange(len(data) + 1)]


def insert(rng: random.Random, data: bytes) -> bytes:
    """Put bytes in the middle."""
    place = rng.randrange(len(data) + 1)
    return data[:place] + rng.randbytes(rng.randrange(1, 20)) + data[place:]


def repeat(rng: random.Random, data: bytes) -> bytes:
    """Say a part many times."""
    start = rng.randrange(len(data) + 1)
    return data[:start] + data[start : start + 40] * rng.randrange(2, 50) + data[start:]


def keep(_rng: random.Random, data: bytes) -> bytes:
    """Spoil nothing."""
    return data


SPOILERS: tuple[Spoil, ...] = (flip, flip, cut, insert, repeat)


def respelt(rng: random.Random, header: bytes) -> bytes:
    """Return a header whose msgpack is right and whose meaning is not: a node exchanged, a shape or a type replaced."""

    def walk(node: Any) -> Any:
        if rng.random() < 0.05:
            return rng.choice((
                None, 1 << 63, -1, 1.5, "float64", [], {}, {"a": 1}, b"x", ["a", "float64", [1 << 39, 1 << 39, 0]],
                ["a", "object", [1]], ["a", "float64", [-1]], ["s", "bool", [2]], ["h", True, "x"], ["d", [[[], 1]]],
                msgspec.Raw(b"\xd6\xff\xff\xff\xff\xff"), msgspec.Raw(b"\xc1"), msgspec.Raw(b"\x91" * 3000 + b"\x00"),
            ))  # fmt: skip
        if isinstance(node, list):
            return [walk(item) for item in node]
        return node

    with suppress(msgspec.DecodeError, RecursionError, ValueError, TypeError):
        return msgspec.msgpack.encode(walk(msgspec.msgpack.decode(header)))
    return header


# The decoder alone.


def fuzz_decoder(rng: random.Random) -> None:
    """Spoil one encoded tree, and decode it."""
    header, payload = encoded(random_tree(rng))
    header = rng.choice((keep, flip, cut, insert, repeat, respelt))(rng, header)
    payload = rng.choice((keep, keep, flip, cut, insert))(rng, payload)
    with suppress(ProtocolViolationError):
        decode(header[:MAX_HEADER], payload)
    with suppress(ProtocolViolationError):
        lengths(flip(rng, prefix(len(header), len(payload))))


def encoded(tree: Any) -> tuple[bytes, bytes]:
    """Return header and payload of a tree, or of nothing where it is too deep."""
    with suppress(Exception):
        header, buffers = encode(tree)
        return header, b"".join(buffers)
    return b"\xc0", b""


# A live channel.


class Liar:
    """The far end of a channel: reads requests, and answers as it likes."""

    def __init__(self, rng: random.Random, channel: socket.socket) -> None:
        self._rng = rng
        self._channel = channel

    def run(self) -> None:
        """Answer until the channel ends, or end it."""
        with self._channel, suppress(OSError, EOFError):
            while self._channel.send(b"" if self._rng.random() < 0.99 else b"early") >= 0:
                whole = self._rng.random() < 0.85
                reply = self._reply(self._request())
                self._channel.sendall(reply if whole else self._rng.choice(SPOILERS)(self._rng, reply))
                if self._rng.random() < (0.02 if whole else 0.95):  # else the judge waits for the rest in vain
                    return

    def _request(self) -> int:
        """Read one request and return its number."""
        _magic, header, payload = PREFIX.unpack(self._exactly(PREFIX.size))
        request = decode(self._exactly(header), self._exactly(payload))
        return int(request["id"])

    def _exactly(self, count: int) -> bytes:
        data = b""
        while len(data) < count:
            more = self._channel.recv(count - len(data))
            if not more:
                raise EOFError
            data += more
        return data

    def _reply(self, number: int) -> bytes:
        rng = self._rng
        header, payload = encoded(random_reply(rng, number))
        if rng.random() < 0.25:
            header = rng.choice((respelt, respelt, flip))(rng, header)
        frame = prefix(len(header), len(payload)) + header + payload
        if rng.random() < 0.05:
            sizes = rng.choice(((0, 0), (1 << 20, 0), (len(header), 1 << 63), (len(header), 64 << 20), (7, 7)))
            frame = struct.pack("<4sIQ", b"KAT1", *sizes) + header
        return frame


class LyingStarter:
    """Starts liars in place of workers."""

    folder = None

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng

    def start(self, _confinement: object) -> WorkerProcess:
        """Return the judge's end of a channel to a liar in a thread."""
        channel, theirs = socket.socketpair()
        output, writing = os.pipe()
        os.write(writing, self._rng.randbytes(self._rng.randrange(100)))
        os.close(writing)
        liar = threading.Thread(target=Liar(random.Random(self._rng.random()), theirs).run, daemon=True)
        liar.start()
        return WorkerProcess(
            channel, output, os.getpid(), lambda _grace: self._rng.choice((None, 0, 1, -9, -11, -24, -63))
        )

    def deepen(self) -> None:
        """Nothing to prepare."""

    def close(self) -> None:
        """Nothing is kept."""


def questions(subject: Subject, rng: random.Random) -> Iterator[Callable[[], Any]]:
    """Yield what a grader asks, in no order, without end."""
    x, handle = np.ones((3, 2)), Handle(0, "MLP")
    asked: tuple[Callable[[], Any], ...] = (
        lambda: subject.call("forward", [x, (x, None)], seed=3),
        lambda: subject.call_watching("forward", x, x)[1][1],
        lambda: subject.parameters(handle),
        lambda: subject.buffers(handle),
        lambda: subject.set_parameters(handle, [x]),
        lambda: subject.gradient("loss", x),
        lambda: subject.vjp(handle, x, x),
        lambda: subject.observe("global_rng", "train", x),
        lambda: subject.observe("traces", "train", x),
    )
    while True:
        yield rng.choice(asked)


def look_at(value: Any, rng: random.Random) -> None:
    """Look at a value as a grader does."""
    expected = rng.choice((np.ones((3, 2)), 1.0, [1.0, 2.0], {"W": np.ones(3)}, None, "x", (np.ones(2), np.ones(2))))
    look = rng.choice((
        lambda: expect_close(value, expected, rtol=1e-6, what=WHAT),
        lambda: expect_shape(value, (3, 2), what=WHAT),
        lambda: expect_dtype(value, "float32", what=WHAT),
        lambda: expect_finite(value, what=WHAT),
        lambda: expect_equal(value, expected, what=WHAT),
    ))  # fmt: skip
    with suppress(*VERDICTS):
        look()


def fuzz_channel(rng: random.Random, counts: Counter[str]) -> None:
    """Ask one liar until the channel ends; count the answers by what they came to."""
    counts["liars"] += 1
    value: Any = None
    with Worker(LyingStarter(rng), PATIENCE) as worker:
        subject = Subject("numpy", "cpu", worker, Surroundings(lambda: worker, lambda: worker))
        for question in questions(subject, rng):
            try:
                value = question()
            except VERDICTS as fault:
                counts[type(fault).__name__] += 1
                if worker._closed:  # noqa: SLF001  graders have no need to ask
                    break
                continue
            counts["values"] += 1
            look_at(value, rng)
    worker.output.text()


def main() -> int:
    """Fuzz for some seconds; return 1 if the judge has faulted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=None)
    options = parser.parse_args()
    signal.signal(
        signal.SIGUSR1, signal.SIG_IGN
    )  # the judge asks a worker that is late where it is: here, this process
    seed = random.randrange(1 << 32) if options.seed is None else options.seed
    counts, faults, slowest = fuzz(random.Random(seed), options.seconds)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    trees, liars = counts.pop("decoder"), counts.pop("liars")
    print(f"seed {seed}: {trees} spoilt trees; {counts.total()} answers of {liars} liars")
    print(", ".join(f"{count} {name}" for name, count in counts.most_common()))
    print(f"slowest {slowest * 1e3:.0f} ms, at most {grown} MB, {sum(faults.values())} faults")
    for fault, count in faults.most_common():
        print(f"\n{count} times:\n{fault}")
    return 1 if faults else 0


def fuzz(rng: random.Random, seconds: float) -> tuple[Counter[str], Counter[str], float]:
    """Return how much was tried, each fault with its count, and the seconds of the slowest input."""
    counts: Counter[str] = Counter()
    faults: Counter[str] = Counter()
    slowest, end = 0.0, time.monotonic() + seconds
    while time.monotonic() < end:
        began = time.monotonic()
        try:
            if rng.random() < 0.8:
                counts["decoder"] += 1
                fuzz_decoder(rng)
            else:
                fuzz_channel(rng, counts)
        except Exception:  # noqa: BLE001  each one is what is looked for
            faults[traceback.format_exc(limit=-6)] += 1
        slowest = max(slowest, time.monotonic() - began)
    return counts, faults, slowest


if __name__ == "__main__":
    sys.exit(main())
