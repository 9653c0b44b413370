"""What is asked for, turned into settings: faults in it are told before anything is started."""

import os
from collections.abc import Sequence
from typing import Final

import msgspec

from kata.compare.result import VARIANTS, Device, DType, Settings
from kata.compare.workloads import chosen
from kata.errors import KataError
from kata.i18n import _

# Fewer rounds and less time for each; besides, no process for memory, and nothing that compiles for seconds.
_QUICK: Final = (7, 0.1)
_SIZE_LIMIT: Final = 1 << 24


def settings_for(
    names: Sequence[str],
    *,
    device: Device = "cpu",
    sizes: tuple[int, ...] | None = None,
    dtype: DType = "float32",
    threads: int = 1,
    quick: bool = False,
) -> Settings:
    """Return the settings for these workloads, all where none is named.

    `sizes`: instead of each workload's own. `threads`: for each framework.

    Raises:
        KataError: Sizes or threads are out of range, or there is no such workload.
    """
    wanted = chosen(names)
    if sizes is not None and not all(0 < size <= _SIZE_LIMIT for size in sizes):
        raise KataError(_("Sizes are whole numbers from 1 to {limit}.").format(limit=_SIZE_LIMIT))
    if not 1 <= threads <= available_cores():
        raise KataError(
            _("Threads: from 1 to {cores}, as many as there are cores here.").format(cores=available_cores())
        )
    own = None if sizes is None else tuple(sorted(set(sizes)))
    settings = Settings(
        device=device,
        dtype=dtype,
        threads=threads,
        sizes={one.name: own or one.sizes_on(device, quick=quick) for one in wanted},
        variants=VARIANTS if device == "cpu" else tuple(name for name in VARIANTS if name != "numpy"),
    )
    if not quick:
        return settings
    rounds, seconds = _QUICK
    without = {one.name: one.too_long for one in wanted if one.too_long}
    return msgspec.structs.replace(settings, rounds=rounds, seconds=seconds, memory=False, without=without)


def available_cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
