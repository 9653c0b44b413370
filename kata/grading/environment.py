"""How processes of ours are started: the command, and an environment of allowed names and fixed settings."""

import os
import site
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import kata
from kata.grading import xla

# Appended to the path, not put before it: what stands beside the package must not shadow the standard library.
_START: Final = "import sys; sys.path.append(sys.argv.pop(1)); "

_KEPT: Final = (
    "PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "VIRTUAL_ENV",
    "CUDA_VISIBLE_DEVICES", "CUDA_HOME", "CUDA_PATH", "ROCR_VISIBLE_DEVICES", "HIP_VISIBLE_DEVICES",
)  # fmt: skip
_FIXED: Final = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
    # How many threads XLA starts; each costs address space, and a worker computes on one core.
    "NPROC": "2",
    "XLA_PYTHON_CLIENT_PREALLOCATE": "false",
    # Lets torch look for a GPU without initialising CUDA, which no fork survives.
    "PYTORCH_NVML_BASED_CUDA_CHECK": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONUTF8": "1",
}


def clean_environment(*, gpu: bool, environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return what a warm process or a cold worker is started with."""
    kept = {name: environ[name] for name in _KEPT if name in environ}
    user_site = {"PYTHONUSERBASE": site.getuserbase()} if site.ENABLE_USER_SITE else {}
    home = {"HOME": tempfile.gettempdir()}
    on_cpu = {} if gpu else {"JAX_PLATFORMS": "cpu", "XLA_FLAGS": xla.settings()}
    return kept | _FIXED | user_site | home | on_cpu


def python_command(call: str, *arguments: str) -> list[str]:
    """Return the command that runs `call` in a fresh interpreter with `arguments` as `sys.argv[1:]`."""
    return [sys.executable, "-P", "-c", _START + call, str(Path(kata.__file__).parent.parent), *arguments]
