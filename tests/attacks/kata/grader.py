"""The MLP kata's own checks, less those that train at length: what attacks are tried against."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from kata.grading.checks import Check

_REAL = Path(__file__).parents[3] / "graders" / "mlp" / "grader.py"
_spec = spec_from_file_location("attacked_grader", _REAL)
_real = module_from_spec(_spec)
_spec.loader.exec_module(_real)
globals().update(
    {name: value for name, value in vars(_real).items() if isinstance(value, Check) and value.name != "convergence"}
)
