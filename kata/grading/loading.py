"""A submission's source becomes a module, and its exceptions become frames of its own file alone."""

import contextlib
import io
import linecache
import sys
from types import CodeType, ModuleType
from typing import Any
from unicodedata import east_asian_width

from kata.grading.bridges.base import SOLUTION

GIVEN = "/given.py"  # absolute, as libraries are: the rules for the submission are not its rules
MAX_FRAMES = 20


def compiled(source: str) -> CodeType:
    """Compile `source`; raises what the compiler raises, `SyntaxError` above all."""
    return compile(source, SOLUTION, "exec", dont_inherit=True)


def load_module(code: CodeType, source: str) -> dict[str, Any]:
    """Run `code` as the module `solution` and return its names."""
    module = ModuleType("solution")
    module.__file__ = SOLUTION
    lines = source.splitlines(keepends=True)
    # Without an mtime linecache never drops the entry: tracebacks that the submission prints show its lines.
    linecache.cache[SOLUTION] = (len(source), None, lines, SOLUTION)
    sys.modules["solution"] = module
    exec(code, module.__dict__)
    return module.__dict__


def load_given(source: str) -> dict[str, Any]:
    """Run a kata's `given.py` and return its names; its lines are none of the submission's."""
    module = ModuleType("given")
    module.__file__ = GIVEN
    linecache.cache[GIVEN] = (len(source), None, source.splitlines(keepends=True), GIVEN)
    exec(compile(source, GIVEN, "exec", dont_inherit=True), module.__dict__)
    return module.__dict__


def unload() -> None:
    """Forget the module `solution` and the lines of what was loaded."""
    sys.modules.pop("solution", None)
    for file in (SOLUTION, GIVEN):
        linecache.cache.pop(file, None)


def run_question(setup: str, code: str, proof: str) -> None:
    """Run a question's snippets in one fresh module, as its proof is run: the proof sees `printed`, `raised`, `CODE`.

    What `code` raises counts, unless the proof looks at it.
    """
    module = ModuleType("__main__")
    sys.modules["__main__"] = module
    names = module.__dict__
    exec(compile(setup, "<setup>", "exec"), names)
    printed = io.StringIO()
    raised: BaseException | None = None
    linecache.cache[SOLUTION] = (len(code), None, code.splitlines(keepends=True), SOLUTION)
    with contextlib.redirect_stdout(printed):
        try:
            exec(compiled(code), names)
        except BaseException as fault:  # noqa: BLE001  a snippet may raise anything
            raised = fault
    if raised is not None and "raised" not in proof:
        raise raised
    names |= {"printed": printed.getvalue(), "raised": raised, "CODE": code}
    exec(compile(proof, "<test>", "exec"), names)


def user_frames(fault: BaseException) -> list[tuple[int, str, str]]:
    """Return (line, function, text) of each frame that lies in the submission, the outermost first."""
    if isinstance(fault, SyntaxError) and fault.filename == SOLUTION:
        return [(fault.lineno or 0, "", _with_caret(fault))]
    frames = []
    trace = fault.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if code.co_filename == SOLUTION:
            text = linecache.getline(SOLUTION, trace.tb_lineno).strip()[:300]
            frames.append((trace.tb_lineno, code.co_name, text))
        trace = trace.tb_next
    return _shortened(frames)


def _with_caret(fault: SyntaxError) -> str:
    """Return the line that does not parse and, below it, a caret under the place."""
    line = (fault.text or "").rstrip()[:300]
    text = line.lstrip()
    column = (fault.offset or 0) - 1 - (len(line) - len(text))
    if not 0 <= column <= len(text):
        return text
    before = "".join(" " * (1 + (east_asian_width(letter) in "WF")) for letter in text[:column])
    return f"{text}\n{before}^"


def _shortened(frames: list[tuple[int, str, str]]) -> list[tuple[int, str, str]]:
    """Keep both ends of a deep recursion."""
    if len(frames) <= MAX_FRAMES:
        return frames
    return frames[: MAX_FRAMES // 2] + frames[-MAX_FRAMES // 2 :]
