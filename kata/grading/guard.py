"""The kata's rules at run time: what a kata forbids is unusable in the worker, however its name is reached.

A rule of style and not of security: a determined program finds the objects by other ways. The scan of the source
(`forbidden.py`) catches the plain uses with their lines; this catches aliases, `getattr` and `importlib`.
"""

import sys
from importlib import import_module
from types import FrameType, ModuleType
from typing import Any

from kata.grading.bridges.base import SOLUTION


class ForbiddenUseError(Exception):
    """The submission used a name that its kata forbids, at `line` of its file (0 where that is unknown)."""

    def __init__(self, name: str, line: int) -> None:
        super().__init__(f"{name} may not be used in this kata")
        self.name = name
        self.line = line


class Guard:
    """Puts stand-ins in the place of forbidden names and remembers each use, even one whose exception was swallowed."""

    def __init__(self) -> None:
        self.uses: list[tuple[str, int]] = []

    def install(self, forbids: list[str]) -> None:
        """Replace every forbidden dotted name that exists here."""
        for name in forbids:
            if "." in name:
                self._replace(name)

    def use(self, name: str) -> ForbiddenUseError:
        """Remember a use and return the exception to raise."""
        line = _line_of_submission()
        self.uses.append((name, line))
        return ForbiddenUseError(name, line)

    def _replace(self, name: str) -> None:
        """Replace one name in its parent, and in `sys.modules` where it is a module."""
        parent_name, _, last = name.rpartition(".")
        parent = _resolve(parent_name)
        if parent is None:
            return
        if name in sys.modules or isinstance(getattr(parent, last, None), ModuleType):
            stand_in: Any = _ForbiddenModule(name, self)
            inner = [known for known in sys.modules if known.startswith(name + ".")]
            for known in [name, *inner]:
                sys.modules[known] = stand_in
        elif hasattr(parent, last):
            stand_in = self._forbidden_function(name)
        else:
            return
        setattr(parent, last, stand_in)

    def _forbidden_function(self, name: str) -> Any:
        """Return a function that refuses to be called."""

        def refuse(*_args: Any, **_kwargs: Any) -> Any:
            raise self.use(name)

        return refuse


class _ForbiddenModule(ModuleType):
    """Refuses every attribute but those that the import system reads."""

    def __init__(self, name: str, guard: Guard) -> None:
        super().__init__(name)
        self.__dict__["_refuse"] = guard.use
        self.__path__: list[str] = []

    def __getattr__(self, attribute: str) -> Any:
        if attribute.startswith("__") and attribute.endswith("__"):
            raise AttributeError(attribute)
        raise self._refuse(self.__name__)


def _resolve(name: str) -> Any:
    """Return the module or object of a dotted name, or None where there is none."""
    try:
        return import_module(name)
    except ImportError:
        outer, _, last = name.rpartition(".")
        return getattr(_resolve(outer), last, None) if outer else None


def _line_of_submission() -> int:
    """Return the line in the submission that led here, the innermost one."""
    frame: FrameType | None = sys._getframe()  # noqa: SLF001  the documented way to the caller
    while frame is not None:
        if frame.f_code.co_filename == SOLUTION:
            return frame.f_lineno
        frame = frame.f_back
    return 0
