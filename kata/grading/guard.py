"""The kata's rules at run time: what a kata forbids is unusable in the worker, however its name is reached.

A rule of style and not of security: a determined program finds the objects by other ways. The scan of the source
(`forbidden.py`) catches the plain uses with their lines; this catches aliases, `getattr`, `importlib`, `sys.modules`,
and classes found among the objects in memory.
"""

import sys
from contextlib import suppress
from functools import partial, wraps
from importlib.util import find_spec
from types import FrameType, ModuleType
from typing import TYPE_CHECKING, Any

from kata.grading.bridges.base import SOLUTION

if TYPE_CHECKING:
    from collections.abc import Callable

_NOTHING = object()


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
        self._undo: list[Callable[[], object]] = []

    def install(self, forbids: list[str]) -> None:
        """Make every one of these names unusable: what is loaded is replaced, what is not does not load."""
        not_loaded = [name for name in forbids if not self._replace(name)]
        finder = _Finder(not_loaded, self)
        sys.meta_path.insert(0, finder)
        self._undo.append(lambda: sys.meta_path.remove(finder))

    def remove(self) -> None:
        """Put back what was replaced, for the next file of a kata's own that shares this process."""
        while self._undo:
            self._undo.pop()()

    def use(self, name: str) -> ForbiddenUseError:
        """Remember a use and return the exception to raise."""
        line = _line_of_submission()
        self.uses.append((name, line))
        return ForbiddenUseError(name, line)

    def _replace(self, name: str) -> bool:
        """Replace a module that is loaded, or an attribute of one; return whether there was anything to replace."""
        parent_name, _, last = name.rpartition(".")
        parent = _loaded(parent_name)
        stand_in: Any
        if name in sys.modules:
            for known in [key for key in sys.modules if key == name or key.startswith(name + ".")]:
                self._refuse_instances(name, sys.modules[known])
                self._undo.append(partial(sys.modules.__setitem__, known, sys.modules[known]))
                sys.modules[known] = _ForbiddenModule(sys.modules[known], self)
            stand_in = sys.modules[name]
        elif parent is not None and _has(parent, last):
            stand_in = self._forbidden_function(name)
        else:
            return False
        if parent is not None:
            self._undo.append(partial(_put_back, parent, last, vars(parent).get(last, _NOTHING)))
            setattr(parent, last, stand_in)
        return True

    def _refuse_instances(self, name: str, module: ModuleType) -> None:
        """Make the module's own classes refuse the submission: it may find them where they are known already."""
        for value in list(vars(module).values()):
            if isinstance(value, type) and _within(value.__module__, name) and "__init__" in vars(value):
                original = value.__init__  # type: ignore[misc]
                with suppress(AttributeError, TypeError):  # classes written in C cannot be changed
                    value.__init__ = self._guarded(name, original)  # type: ignore[misc]
                    self._undo.append(partial(setattr, value, "__init__", original))

    def _guarded(self, name: str, initialise: Any) -> Any:
        """Return `initialise`, which refuses to be called by the submission."""

        @wraps(initialise)
        def refuse(*args: Any, **kwargs: Any) -> Any:
            if _asked_by_submission():
                raise self.use(name)
            return initialise(*args, **kwargs)

        return refuse

    def _forbidden_function(self, name: str) -> Any:
        """Return a function that refuses to be called."""

        def refuse(*_args: Any, **_kwargs: Any) -> Any:
            raise self.use(name)

        return refuse


class _ForbiddenModule(ModuleType):
    """Refuses the submission every attribute; libraries, which use each other, get the real ones."""

    def __init__(self, real: ModuleType, guard: Guard) -> None:
        super().__init__(real.__name__)
        self.__dict__.update({"_real": real, "_use": guard.use})
        self.__dict__.update({key: value for key, value in vars(real).items() if _is_dunder(key)})

    def __getattr__(self, attribute: str) -> Any:
        if not _is_dunder(attribute) and _asked_by_submission():
            raise self._use(self.__name__)
        return getattr(self._real, attribute)


def _put_back(parent: Any, last: str, before: object) -> None:
    """Let an attribute be what it was; what its owner had from a base class, it has from there again."""
    if before is _NOTHING:
        delattr(parent, last)
    else:
        setattr(parent, last, before)


def _within(dotted: object, name: str) -> bool:
    """Whether a dotted name is the forbidden one or lies inside it."""
    return isinstance(dotted, str) and (dotted == name or dotted.startswith(name + "."))


def _is_dunder(name: str) -> bool:
    """Whether a name is one that the import system reads."""
    return name.startswith("__") and name.endswith("__")


class _Finder:
    """Stands before every other finder and refuses the submission the modules that are forbidden."""

    def __init__(self, names: list[str], guard: Guard) -> None:
        self._names = names
        self._guard = guard

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> None:
        """Find nothing, so that the others are asked; raise for a forbidden name."""
        del path, target
        for name in self._names:
            if _within(fullname, name) and _asked_by_submission():
                raise self._guard.use(name)


def _asked_by_submission() -> bool:
    """Whether the nearest caller, the import system left out, is the submission or code that it made from a string."""
    frame: FrameType | None = sys._getframe(2)  # noqa: SLF001  the documented way to the caller
    while frame is not None and _imports(frame.f_code.co_filename):
        frame = frame.f_back
    return frame is not None and not frame.f_code.co_filename.startswith("/")


def _imports(filename: str) -> bool:
    """Whether a file is part of the import system."""
    return filename.startswith("<frozen") or filename.endswith("importlib/__init__.py")


def _loaded(name: str) -> Any:
    """Return the loaded module or object of a dotted name, or None where there is none."""
    if name in sys.modules:
        return sys.modules[name]
    outer, _, last = name.rpartition(".")
    return getattr(_loaded(outer), last, None) if outer else None


def _has(parent: Any, last: str) -> bool:
    """Say whether there is an attribute to replace; a module that would load when it is asked for is none yet."""
    if isinstance(parent, ModuleType) and last not in vars(parent) and hasattr(parent, "__path__"):
        with suppress(ImportError, ValueError):
            return find_spec(f"{parent.__name__}.{last}") is None and hasattr(parent, last)
    return hasattr(parent, last)


def _line_of_submission() -> int:
    """Return the line in the submission that led here, the innermost one."""
    frame: FrameType | None = sys._getframe()  # noqa: SLF001  the documented way to the caller
    while frame is not None:
        if frame.f_code.co_filename == SOLUTION:
            return frame.f_lineno
        frame = frame.f_back
    return 0
