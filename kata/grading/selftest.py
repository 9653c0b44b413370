"""Self-tests of the boundary in real workers: what a hostile submission would try, tried by a harmless one.

`kata doctor` shows the findings. A finding says what was seen, never what a version promises.
"""

import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, Literal

from msgspec import Struct

from kata.content.model import Limits
from kata.grading.channel import Worker, WorkerLostError
from kata.grading.layers import Layers
from kata.grading.processes import Pool
from kata.grading.replies import SubmissionRaisedError
from kata.grading.scratch import make_scratch, remove_scratch
from kata.grading.submission import Submission
from kata.i18n import _

Status = Literal["ok", "missing", "bad"]
_PATIENT: Final = Limits(seconds=30, memory_mb=512)
_SHORT: Final = Limits(seconds=0.5, memory_mb=512)
_SMALL: Final = Limits(seconds=30, memory_mb=256)
_LEAVE_SECONDS: Final = 5.0

_FORGERY: Final = """
import os
for descriptor in range(3, 64):
    try:
        os.write(descriptor, b"KATA" + b"\\0" * 60)
    except OSError:
        pass
"""
_LOOP: Final = "while True: pass"
_HOARD: Final = "kept = []\nwhile True: kept.append(bytearray(b'x') * (16 << 20))"
# Each action returns, or raises PermissionError because the kernel refuses it. Nothing of it does harm.
_PROBE: Final = """
import ctypes, os, socket, sys, tempfile
def start_a_process():
    if os.fork() == 0:
        os._exit(0)
def run_a_program(): os.execv(sys.executable, [sys.executable, "-c", "raise SystemExit(77)"])
def open_a_socket(): socket.socket().close()
def signal_the_parent(): os.kill(os.getppid(), 0)
def read_a_key(path): open(path).read()
def list_a_folder(path): os.listdir(path)
def write_outside(path): open(path, "w").close()
def change_a_mode(path): os.chmod(path, 0o600)
def hide_memory(): os.close(os.memfd_create("kata"))
def tried(name, *path):
    try:
        globals()[name](*path)
    except PermissionError:
        return True
    except OSError as fault:
        return fault.errno == 2 and name == "read_a_key"
    return False
"""
_ACTIONS: Final = (
    "start_a_process", "open_a_socket", "signal_the_parent", "read_a_key", "list_a_folder", "write_outside",
    "change_a_mode", "hide_memory", "run_a_program",
)  # fmt: skip


class Finding(Struct, frozen=True):
    """What one test found: `name` is stable, the texts are in the reader's language. `missing` is no fault."""

    area: str
    name: str
    status: Status
    text: str
    advice: str = ""


def try_boundary(pool: Pool) -> Iterator[Finding]:
    """Try the boundary in workers of `pool`; raises `CannotGradeHereError` where there can be none."""
    pool.starter("numpy")  # its descriptors are no leftovers
    layers = pool.layers("numpy")
    pids: list[int] = []
    descriptors = _open_descriptors()
    yield _ended(_submission(pool, _FORGERY, _PATIENT), pids, "forged replies", "crashed")
    yield _ended(_submission(pool, _HOARD, _SMALL), pids, "memory", "memory")
    yield _ended(_submission(pool, _LOOP, _SHORT), pids, "endless loop", "timeout")
    yield from _refused(pool, pids, layers)
    yield _left(pool, pids, _open_descriptors() - descriptors)


def _submission(pool: Pool, source: str, limits: Limits) -> Submission:
    return Submission(source, "numpy", (), (), (), limits, 0, pool)


def _ended(submission: Submission, pids: list[int], name: str, expected: str) -> Finding:
    """Expect that a worker is ended with this verdict, or raises for want of memory."""
    found = _("it was not noticed")
    began = time.monotonic()
    try:
        submission.open(lambda worker: pids.append(worker.pid)).close()
    except WorkerLostError as fault:
        found = fault.verdict
    except SubmissionRaisedError as fault:
        found = "memory" if fault.type == "MemoryError" else fault.type
    seconds = time.monotonic() - began
    if found == expected:
        return Finding("boundary", name, "ok", _("ended after {seconds:.1f} s").format(seconds=seconds))
    return Finding("boundary", name, "bad", _("not as it should be: {found}").format(found=found))


def _refused(pool: Pool, pids: list[int], layers: Layers) -> Iterator[Finding]:
    """Let a worker try what the kernel must refuse it."""
    with _canary() as key, _submission(pool, _PROBE, _PATIENT).open(lambda worker: pids.append(worker.pid)) as worker:
        paths = {"read_a_key": key, "list_a_folder": key.parent, "write_outside": key.parent / "written"}
        paths["change_a_mode"] = key
        for action in _ACTIONS:
            path = [str(paths[action])] if action in paths else []
            yield _finding(action.replace("_", " "), _try(worker, action, path), layers)


def _try(worker: Worker, action: str, path: list[str]) -> bool:
    """Say whether the kernel refuses an action."""
    fields = {"name": "tried", "on": None, "args": [action, *path], "precision": "float32"}
    try:
        reply = worker.request("call", fields | {"keep": False, "seed": None, "watching": False})
    except WorkerLostError:  # a program took the worker's place
        return False
    return reply.get("value") is True


def _finding(name: str, refused: bool, layers: Layers) -> Finding:
    if refused:
        return Finding("boundary", name, "ok", _("refused"))
    if layers.level == "kernel":
        return Finding("boundary", name, "bad", _("not refused, although the kernel should"))
    return Finding("boundary", name, "missing", _("not refused: the kernel's layers are not here"))


def _left(pool: Pool, pids: list[int], descriptors: int) -> Finding:
    """Look for processes, files and descriptors that the tests left behind."""
    deadline = time.monotonic() + _LEAVE_SECONDS
    while (left := [pid for pid in pids if _lives(pid)]) and time.monotonic() < deadline:
        time.sleep(0.01)
    folder = pool.starter("numpy").folder
    files = len(list(folder.iterdir())) if folder is not None else 0
    if left or files or descriptors > 0:
        text = _("{processes} processes, {files} folders, {descriptors} open files")
        text = text.format(processes=len(left), files=files, descriptors=descriptors)
        return Finding("boundary", "leftovers", "bad", text)
    return Finding("boundary", "leftovers", "ok", _("no process, folder or open file"))


def _lives(pid: int) -> bool:
    with suppress(ProcessLookupError, PermissionError):
        os.kill(pid, 0)
        return True
    return False


def _open_descriptors() -> int:
    """Return how many descriptors this process has open; 0 where the system does not tell."""
    for folder in ("/proc/self/fd", "/dev/fd"):
        with suppress(OSError):
            return len(os.listdir(folder))  # noqa: PTH208  names are enough
    return 0


@contextmanager
def _canary() -> Iterator[Path]:
    """Make a file with a secret, outside every scratch folder, and remove it."""
    folder = make_scratch()
    key = folder / "key"
    key.write_text(secrets.token_hex(), encoding="utf-8")
    try:
        yield key
    finally:
        remove_scratch(folder)
