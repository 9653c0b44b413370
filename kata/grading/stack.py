"""Where a submission's Python is: the worker writes its stack when the judge sends a signal, even inside a loop in C.

What comes is only shown, and believed no further than a line number of the submission's own file.
"""

import faulthandler
import re
import signal
from typing import Final

from kata.grading.bridges.base import SOLUTION

SIGNAL: Final = signal.SIGUSR1
SHOWN: Final = 4
_BEGIN: Final = b"Stack (most recent call first):\n"
# The worker was started with `python -c`; a deeper stack than a hundred frames is cut.
_END: Final = re.compile(rb'  File "<string>", line \d+ in <module>\n|  \.\.\.\n')
_FRAME: Final = re.compile(rf'  File "{re.escape(SOLUTION)}", line (\d{{1,6}}) in (.{{1,100}})\n')


def tell_on_signal(descriptor: int) -> None:
    """Let the signal write the main thread's stack to `descriptor`, whatever Python or C is being run."""
    faulthandler.register(SIGNAL, descriptor, all_threads=False)


def split(data: bytes) -> tuple[bytes, bytes | None]:
    """Return what was printed and the stack that was written after it, None where that is not whole yet."""
    begin = data.rfind(_BEGIN)
    end = _END.search(data, begin) if begin >= 0 else None
    if end is None:
        return data, None
    return data[:begin] + data[end.end() :], data[begin : end.end()]


def frames(stack: bytes) -> list[tuple[int, str]]:
    """Return line and function of the submission's innermost frames, the outermost first, a repeated one once."""
    found = [(int(line), name) for line, name in _FRAME.findall(stack.decode("utf-8", "replace"))]
    return list(dict.fromkeys(found))[:SHOWN][::-1]
