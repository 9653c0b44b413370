"""Any comparison at all, for hypothesis: every status, any field unknown, times from nothing to hours."""

from typing import get_args

from hypothesis import strategies as st
from msgspec.structs import replace

from kata.compare.result import VARIANTS, Comparison, Measured, Program, Status
from tests.compare import made_up

_counts = st.none() | st.integers(0, 1 << 40)
_seconds = st.floats(0, 1e4)
_measured = st.builds(
    dict,
    status=st.sampled_from(("done", "done", "done", *get_args(Status))),
    note=st.sampled_from(["", "no-framework", "no-compiler", "no-gpu", "no-dtype", "ValueError: {boom}"]),
    first=st.none() | _seconds,
    times=st.lists(_seconds, max_size=7).map(tuple) | _seconds.map(lambda one: (one,) * 11),
    error=st.none() | _seconds,
    peak=_counts,
    saved=_counts,
    program=st.none() | st.builds(Program, operations=_counts, kernels=_counts),
)
_sizes = st.lists(st.sampled_from([1, 8, 100, 128, 1 << 20]), min_size=1, max_size=3, unique=True).map(sorted)


@st.composite
def comparisons(draw, *names: str) -> Comparison:
    """A comparison of these workloads, not every variant of which is there at every size."""
    sizes = {name: tuple(draw(_sizes)) for name in names}
    measured = [
        Measured(workload=name, size=size, variant=variant, **draw(_measured))
        for name, own in sizes.items()
        for size in own
        for variant in draw(st.sampled_from([VARIANTS, VARIANTS, VARIANTS[1:], VARIANTS[::2]]))
    ]
    return replace(made_up.quick(), measured=tuple(measured), settings=made_up.settings(sizes=sizes))
