"""The confined side: runs a submission and answers requests about it. It computes and decides nothing.

Nothing here needs protection from the submission: whatever it makes this process say is worth exactly the values said,
because the judge recomputes everything that a pass rests on.
"""

import gc
import os
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from kata.grading import forbidden, stack
from kata.grading.bridges import bridge_to
from kata.grading.bridges.base import SOLUTION, CannotExportError, NotHereError
from kata.grading.frames import FIRST, PREFIX, lengths, prefix
from kata.grading.guard import ForbiddenUseError, Guard
from kata.grading.loading import compiled, load_given, load_module, run_question, unload, user_frames
from kata.grading.values import Given, Handle, Submitted
from kata.grading.wire import CannotTravelError, decode, encode

if TYPE_CHECKING:
    from kata.content.model import Framework

MESSAGE_LIMIT = 4000
_AT_ONCE = 1 << 18  # a reply this small is sent in one piece: each send wakes the judge
Fields = dict[str, Any]
_LIMBERING = '''
"""A module of the kind that is handed in, for `limber`."""

import math
from dataclasses import dataclass


@dataclass
class Layer:
    """Scales."""

    weight: float = 1.0

    def forward(self, x):
        """Return x, scaled."""
        return [self.weight * value for value in x if value > 0.0]


def loss(x, *, eps=1e-8):
    """Return a mean."""
    total = sum(math.exp(-value) + eps for value in x)
    return total / max(len(x), 1)
'''


class Session:
    """One submission in one worker: its module, what it made that stays here, and the guard of the kata's rules."""

    def __init__(self, framework: "Framework") -> None:
        self.bridge = bridge_to(framework)
        self.guard = Guard()
        self.names: dict[str, Any] = {}
        self.given: dict[str, Any] = {}
        self.kept: dict[int, Any] = {}
        self.begun: dict[str, Any] = {}

    def answer(self, op: str, fields: Fields) -> Fields:
        """Do one request. What the submission raises becomes part of the answer."""
        operations: dict[str, Callable[[Fields], Fields]] = {
            "device": self.device,
            "limber": self.limber,
            "load": self.load,
            "remember": self.remember,
            "forget": self.forget,
            "run": self.run,
            "call": self.call,
            "gradient": self.gradient,
            "vjp": self.vjp,
            "parameters": self.parameters,
            "set_parameters": self.set_parameters,
            "buffers": self.buffers,
            "observe": self.observe,
            "export": self.export,
            "run_exported": self.run_exported,
        }
        try:
            reply = operations[op](fields)
        except NotHereError as fault:
            reply = {"kind": "fault", "message": str(fault)}
        except CannotExportError as fault:
            reply = {"kind": "not exportable", "message": str(fault)[:MESSAGE_LIMIT]}
        except BaseException as fault:  # noqa: BLE001  a submission may raise anything at all
            reply = raised(fault)
        return {"kind": "refused", "uses": self.guard.uses} if self.guard.uses else reply

    def device(self, fields: Fields) -> Fields:
        """Choose where tensors live."""
        return {"kind": "value", "value": self.bridge.choose_device(fields["device"])}

    def limber(self, fields: Fields) -> Fields:
        """Do once what is slow the first time, while nobody waits."""
        del fields
        forbidden.scan(_LIMBERING, ["numpy.linalg"], [])
        load_module(compiled(_LIMBERING), _LIMBERING)
        for precision in ("float32", "float64"):
            with self.bridge.precision(precision):
                self.bridge.limber()
        return {"kind": "value", "value": None}

    def load(self, fields: Fields) -> Fields:
        """Scan the source before anything of it runs, then run it as the module `solution`."""
        source = fields["source"]
        uses, missing = forbidden.scan(source, fields["forbids"], fields["requires"])
        if uses:
            return {"kind": "refused", "uses": uses}
        if missing:
            return {"kind": "lacks", "names": missing}
        code = compiled(source)
        self.bridge.seed_globals(fields["seed"])
        self.given = load_given(fields["given"])  # before the kata's rules: they are the submission's
        self.guard.install(fields["forbids"])
        self.names = load_module(code, source)
        undefined = [name for name in fields["defines"] if not callable(self.names.get(name))]
        return {"kind": "undefined", "names": undefined} if undefined else {"kind": "value", "value": None}

    def remember(self, fields: Fields) -> Fields:
        """Note how the process is set up, for `forget`; asked by rehearsals alone, before anything is loaded."""
        del fields
        self.begun = self.bridge.switches()
        return {"kind": "value", "value": None}

    def forget(self, fields: Fields) -> Fields:
        """Drop what was loaded, and say which settings of the process are not as they were: then it may load no other.

        Asked by rehearsals alone, between two files of a kata's own (`shelf.py`). It is no wall against a submission.
        """
        del fields
        self.guard.remove()
        self.names, self.given, self.kept = {}, {}, {}
        self.bridge.forget()
        unload()
        gc.collect()
        now = self.bridge.switches()
        changed = [name for name in now.keys() | self.begun.keys() if now.get(name) != self.begun.get(name)]
        return {"kind": "value", "value": changed}

    def run(self, fields: Fields) -> Fields:
        """Run a question's code, its blanks filled, and its test."""
        self.bridge.seed_globals(0)
        run_question(fields["setup"], fields["code"], fields["proof"])
        return {"kind": "value", "value": None}

    def call(self, fields: Fields) -> Fields:
        """Call a function, or a method of something kept."""
        with self.bridge.precision(fields["precision"]):
            function, args = self.function(fields), self.arguments(fields)
            if fields["seed"] is not None:
                self.bridge.seed_globals(fields["seed"])
            value = function(*args)
            reply = {"kind": "value", "value": self.keep(value) if fields["keep"] else self.out(value)}
            if fields["watching"]:
                reply["after"] = self.out(args)
        return reply

    def gradient(self, fields: Fields) -> Fields:
        """Let the framework differentiate a scalar function."""
        with self.bridge.precision(fields["precision"]):
            function, args = self.function(fields), self.arguments(fields)
            return {"kind": "value", "value": self.out(self.bridge.gradient(function, args, fields["wrt"]))}

    def vjp(self, fields: Fields) -> Fields:
        """Pull a cotangent back to a module's parameters."""
        with self.bridge.precision(fields["precision"]):
            thing = self.bridge.prepare(self.thing(fields["on"]), fields["precision"])
            gradients = self.bridge.vjp(thing, *self.arguments(fields))
            return {"kind": "value", "value": [(name, self.out(value)) for name, value in gradients]}

    def parameters(self, fields: Fields) -> Fields:
        """Return names and values of parameters."""
        found = self.bridge.parameters(self.thing(fields["on"]))
        return {"kind": "value", "value": [(name, self.out(value)) for name, value in found]}

    def buffers(self, fields: Fields) -> Fields:
        """Return names and values of buffers."""
        found = self.bridge.buffers(self.thing(fields["on"]))
        return {"kind": "value", "value": [(name, self.out(value)) for name, value in found]}

    def set_parameters(self, fields: Fields) -> Fields:
        """Write over parameters in place."""
        self.bridge.set_parameters(self.thing(fields["on"]), fields["arrays"])
        return {"kind": "value", "value": None}

    def observe(self, fields: Fields) -> Fields:
        """Measure a fact about calls of a function."""
        with self.bridge.precision(fields["precision"]):
            function = self.function(fields)
            fact = self.bridge.observe(fields["what"], function, lambda: self.arguments(fields))
            return {"kind": "value", "value": self.out(fact)}

    def export(self, fields: Fields) -> Fields:
        """Turn a function into a program that runs without the submission."""
        with self.bridge.precision(fields["precision"]):
            return {"kind": "value", "value": self.bridge.exported(self.function(fields), self.arguments(fields))}

    def run_exported(self, fields: Fields) -> Fields:
        """Run exported programs; asked of workers that have loaded no submission."""
        with self.bridge.precision(fields["precision"]):
            results = self.bridge.run_exported(fields["programs"], self.arguments(fields))
            return {"kind": "value", "value": self.out(results)}

    def function(self, fields: Fields) -> Callable[..., Any]:
        """Return what a request calls; the module's own `__getattr__` has no say in it."""
        name, on = fields["name"], fields["on"]
        if isinstance(name, Given):
            given: Callable[..., Any] = self.given[name.name]
            return given
        if on is None:
            found: Callable[..., Any] = self.names[name]
            return found
        method: Callable[..., Any] = getattr(self.bridge.prepare(self.thing(on), fields["precision"]), name)
        return method

    def arguments(self, fields: Fields) -> list[Any]:
        """Return fresh arguments of the framework's own types."""
        precision = fields["precision"]

        def held(value: Any) -> Any:
            match value:
                case Handle():
                    return self.bridge.prepare(self.thing(value), precision)
                case Given(name):
                    return self.given[name]
                case Submitted(name):
                    return self.names[name]
            return value

        return [self.bridge.tree_in(value, precision, held) for value in fields["args"]]

    def thing(self, handle: Handle) -> Any:
        """Return what a handle stands for."""
        return self.kept[handle.id]

    def keep(self, value: Any) -> Handle:
        """Keep a value here and return its handle."""
        self.kept[len(self.kept)] = value
        return Handle(len(self.kept) - 1, type(value).__name__)

    def out(self, value: Any) -> Any:
        """Return the tree that travels in place of `value`."""
        return self.bridge.tree_out(value, self.keep)


def raised(fault: BaseException) -> Fields:
    """Describe what a submission raised: type, message (cut), and the frames of its own file alone."""
    if isinstance(fault, ForbiddenUseError):
        return {"kind": "refused", "uses": [(fault.name, fault.line)]}
    if isinstance(fault, CannotTravelError):
        return {"kind": "unsendable", "message": str(fault)}
    try:
        # A frame says file and line of what does not parse: without them in the message.
        message = str(fault.msg if isinstance(fault, SyntaxError) and fault.filename == SOLUTION else fault)
    except BaseException as worse:  # noqa: BLE001  its __str__ is the submission's too
        message = f"<{type(worse).__name__} in its __str__>"
    message = message[:MESSAGE_LIMIT].encode("utf-8", "backslashreplace").decode()
    frames = user_frames(fault)
    return {"kind": "raised", "type": type(fault).__name__[:200], "message": message, "frames": frames}


def serve(channel: socket.socket, framework: "Framework") -> None:
    """Answer requests until the judge closes the channel."""
    session = Session(framework)
    while (request := _receive(channel)) is not None:
        number = request.pop("id")
        reply = session.answer(request.pop("op"), request)
        try:
            header, buffers = encode({"id": number, **reply})
        except CannotTravelError as fault:
            header, buffers = encode({"id": number, "kind": "unsendable", "message": str(fault)})
        _flush_output()
        pieces = [prefix(len(header), sum(map(len, buffers))) + header, *buffers]
        for piece in [b"".join(pieces)] if sum(map(len, pieces)) <= _AT_ONCE else pieces:
            channel.sendall(piece)


def take_over_output() -> None:
    """Make `sys.stdout` and `sys.stderr` new, buffered by line, over the descriptors that the judge reads.

    The judge's signal makes the stack be written there too.
    """
    sys.stdin = os.fdopen(0, "r", encoding="utf-8")
    sys.stdout = os.fdopen(1, "w", buffering=1, encoding="utf-8", errors="backslashreplace")
    sys.stderr = os.fdopen(2, "w", buffering=1, encoding="utf-8", errors="backslashreplace")
    stack.tell_on_signal(2)


def _flush_output() -> None:
    """Send on what was printed; the submission may have replaced or closed the streams."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(Exception):
            stream.flush()


def _receive(channel: socket.socket) -> Fields | None:
    """Read one request; None at the end."""
    start = channel.recv(FIRST)
    while 0 < len(start) < PREFIX.size:
        start += channel.recv(FIRST)
    if not start:
        return None
    header, payload = lengths(start[: PREFIX.size])
    body = memoryview(bytearray(header + payload))
    got = len(start) - PREFIX.size
    body[:got] = memoryview(start)[PREFIX.size :]
    while got < len(body):
        more = channel.recv_into(body[got:])
        if more == 0:
            return None
        got += more
    request: Fields = decode(body[:header], body[header:])
    return request
