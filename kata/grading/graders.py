"""Loads `graders/KATA/grader.py`: trusted code of the content, run in the judge and nowhere else."""

import importlib
import sys
import threading
from pathlib import Path
from types import ModuleType
from typing import Final

from kata.content.model import Framework
from kata.errors import CannotGradeHereError
from kata.grading.checks import Check
from kata.i18n import _

# `sys.modules` is one for all threads; a grader may load another.
_LOADING: Final = threading.RLock()


def load_checks(grader: Path, framework: Framework) -> list[Check]:
    """Return the checks that a grader defines for a framework, in order; raises `CannotGradeHereError`."""
    if not grader.is_file():
        raise CannotGradeHereError(_("{path}: there is no grader.").format(path=grader))
    try:
        module = load_grader(grader)
    except Exception as fault:
        message = _("{path} does not load: {type}: {fault}")
        raise CannotGradeHereError(message.format(path=grader, type=type(fault).__name__, fault=fault)) from fault
    checks = [value for value in vars(module).values() if isinstance(value, Check) and value.applies_to(framework)]
    if not checks:
        raise CannotGradeHereError(
            _("{path} defines no check for {framework}.").format(path=grader, framework=framework)
        )
    return checks


def load_grader(grader: Path) -> ModuleType:
    """Return `grader.py` as a module, read anew, with the modules beside it: it says `from .oracle import forward`.

    Its folder stands as a package for that and not on `sys.path`, so no other import sees it. Raises what they raise.
    """
    package = ModuleType(f"kata_graders_{grader.parent.name.replace('-', '_')}")
    package.__path__ = [str(grader.parent.resolve())]
    with _LOADING:
        for name in [name for name in sys.modules if name.partition(".")[0] == package.__name__]:
            del sys.modules[name]
        sys.modules[package.__name__] = package
        return importlib.import_module(f"{package.__name__}.{grader.stem}")
