"""Loads `graders/KATA/grader.py`: trusted code of the content, run in the judge and nowhere else."""

import importlib.util
from pathlib import Path

from kata.content.model import Framework
from kata.errors import CannotGradeHereError
from kata.grading.checks import Check
from kata.i18n import _


def load_checks(grader: Path, framework: Framework) -> list[Check]:
    """Return the checks that a grader defines for a framework, in order; raises `CannotGradeHereError`."""
    spec = importlib.util.spec_from_file_location(f"kata_grader_{grader.parent.name.replace('-', '_')}", grader)
    if spec is None or spec.loader is None or not grader.is_file():
        raise CannotGradeHereError(_("{path}: there is no grader.").format(path=grader))
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as fault:
        message = _("{path} does not load: {type}: {fault}")
        raise CannotGradeHereError(message.format(path=grader, type=type(fault).__name__, fault=fault)) from fault
    checks = [value for value in vars(module).values() if isinstance(value, Check) and value.applies_to(framework)]
    if not checks:
        raise CannotGradeHereError(
            _("{path} defines no check for {framework}.").format(path=grader, framework=framework)
        )
    return checks
