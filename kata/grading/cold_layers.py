"""What confines workers that are started one by one: found out from outside, once for a starter."""

import subprocess
import sys
from typing import Final

import msgspec

from kata.errors import CannotGradeHereError
from kata.grading.environment import clean_environment, python_command
from kata.grading.kernel_errors import LayerError
from kata.grading.kernel_macos import try_sandbox
from kata.grading.layers import Layers

_SECONDS: Final = 120.0


def cold_layers() -> Layers:
    """Find out what confines cold workers; raises `CannotGradeHereError` where a layer does not hold."""
    try:
        return _with_sandbox() if sys.platform == "darwin" else _described()
    except (LayerError, OSError, subprocess.SubprocessError, msgspec.DecodeError) as fault:
        raise CannotGradeHereError(str(fault)) from fault


def _with_sandbox() -> Layers:
    missing = try_sandbox()
    return Layers(sandbox_exec=missing is None, missing=(("sandbox-exec", missing),) if missing else ())


def _described() -> Layers:
    """Let a process of its own find out."""
    command = python_command("from kata.grading.warm import describe; describe()")
    environment = clean_environment(gpu=False)
    told = subprocess.run(command, env=environment, capture_output=True, timeout=_SECONDS, check=False)
    if told.returncode != 0:
        raise LayerError("self-test", told.stderr.decode("utf-8", "replace").strip())
    layers: Layers = msgspec.json.decode(told.stdout, type=Layers)
    return layers
