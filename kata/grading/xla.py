"""Settings of XLA's compiler for katas, which compute little and compile much: what shortens a first call.

No setting changes what a program means. A setting that a jaxlib does not know ends its process, so each is bound to
the versions in which it was tried: 0.5.0, 0.6.2, 0.7.2, 0.8.2, 0.9.2, 0.10.2 and 0.12.0.
"""

from contextlib import suppress
from functools import cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Final

from packaging.version import InvalidVersion, Version

# Setting, the first jaxlib that has it, and the first without it. Measured: CPU time of a small network's first
# calls, operation by operation and as whole steps, on jaxlib 0.10.2.
_SETTINGS: Final = (
    # Without LLVM's optimisations: 2.0 s become 1.4 s.
    ("--xla_backend_optimization_level=0", Version("0.5"), Version("0.13")),
    # One LLVM module a program instead of many: a tenth less.
    ("--xla_cpu_parallel_codegen_split_count=1", Version("0.5"), Version("0.13")),
    # The older emitters of fused loops: half the time. 0.6 has both and gains nothing, 0.11 has only the new ones.
    ("--xla_cpu_use_fusion_emitters=false", Version("0.7"), Version("0.11")),
)


@cache
def settings() -> str:
    """Return what `XLA_FLAGS` should be for the jaxlib that is installed; empty where there is none."""
    try:
        return settings_of(Version(version("jaxlib")))
    except (PackageNotFoundError, InvalidVersion):
        return ""


def share_programs(folder: str) -> None:
    """Let JAX keep what it compiles in `folder`, and take from there what other workers compiled."""
    config = import_module("jax").config
    config.update("jax_compilation_cache_dir", folder)
    config.update("jax_persistent_cache_min_compile_time_secs", 0.0)
    config.update("jax_persistent_cache_min_entry_size_bytes", -1)
    _share_context()


def _share_context() -> None:
    """Let all programs of this process be lowered in one MLIR context: to make one takes a quarter of the time.

    What is private to JAX: only in rehearsals, and where this JAX has it.
    """
    with suppress(ImportError, AttributeError):
        lowering: Any = import_module("jax._src.interpreters.mlir")
        lowering.make_ir_context = cache(lowering.make_ir_context)


def settings_of(jaxlib: Version) -> str:
    """Return the settings that this version of jaxlib is known to take."""
    return " ".join(setting for setting, first, gone in _SETTINGS if first <= Version(jaxlib.base_version) < gone)
