"""A submission's source becomes a module, and its exceptions become frames of its own file alone."""

import linecache
import sys
from types import CodeType, ModuleType
from typing import Any

from kata.grading.bridges.base import SOLUTION

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


def user_frames(fault: BaseException) -> list[tuple[int, str, str]]:
    """Return (line, function, text) of each frame that lies in the submission, the outermost first."""
    if isinstance(fault, SyntaxError) and fault.filename == SOLUTION:
        return [(fault.lineno or 0, "", (fault.text or "").strip()[:300])]
    frames = []
    trace = fault.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if code.co_filename == SOLUTION:
            text = linecache.getline(SOLUTION, trace.tb_lineno).strip()[:300]
            frames.append((trace.tb_lineno, code.co_name, text))
        trace = trace.tb_next
    return _shortened(frames)


def _shortened(frames: list[tuple[int, str, str]]) -> list[tuple[int, str, str]]:
    """Keep both ends of a deep recursion."""
    if len(frames) <= MAX_FRAMES:
        return frames
    return frames[: MAX_FRAMES // 2] + frames[-MAX_FRAMES // 2 :]
