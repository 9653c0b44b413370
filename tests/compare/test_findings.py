"""What follows from numbers, and what does not."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import json
from msgspec.structs import replace

from kata.compare.findings import SHOWN, Finding, Verdict, findings, links, verdict
from kata.compare.mechanisms import Dispatch, Evened, Fused, Starts, Unrolled, dispatch, evened, fused, unrolled
from kata.compare.prices import Compilation, Kept, Payback, Peak, compilation, kept, peak
from kata.compare.result import VARIANTS, Measured, Program
from kata.compare.statistics import needs_less
from tests.compare import made_up
from tests.compare.any_comparison import comparisons

MIB = made_up.MIB
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


def compared(*sizes: int, last: dict | None = None, **times):
    """One workload; the seconds of each variant, one for each size; and, at the last size, fields for each variant."""
    measured = [
        Measured(workload="w", size=size, variant=name.replace("_", "."), status="done", times=(own[at],) * 11)
        for at, size in enumerate(sizes)
        for name, own in times.items()
        if own[at] is not None
    ]
    measured = [
        replace(one, **(last or {}).get(one.variant.replace(".", "_"), {})) if one.size == sizes[-1] else one
        for one in measured
    ]
    return replace(made_up.quick(), measured=tuple(measured))


@pytest.mark.slow
@given(st.sampled_from(["mlp-small", "from-elsewhere"]).flatmap(comparisons))
@settings(suppress_health_check=SLOW, max_examples=50, deadline=None)
def test_whatever_was_measured_findings_follow_or_none_do(given):
    for workload in {one.workload for one in given.measured}:
        found = findings(given, workload)
        assert not found or isinstance(found[0], Verdict)
        assert len({type(one) for one in found}) == len(found)
        assert json.decode(json.encode(found), type=tuple[Finding, ...]) == found
        assert len(links(given, workload).questions) >= min(1, len(found))


def test_no_two_variants_no_finding():
    assert findings(made_up.nothing_measured(), "matmul") == ()
    assert findings(made_up.comparison("matmul"), "scan") == ()
    assert findings(compared(8, torch=(1.0,)), "w") == ()


def test_every_finding_names_a_question_that_there_is():
    banks = "".join(path.read_text("utf-8") for path in Path("questions").glob("*.yaml"))
    named = {
        one.__struct_defaults__[-1] for one in (Dispatch, Unrolled, Evened, Fused, Peak, Kept, Compilation, Verdict)
    }
    given = made_up.comparison()
    named |= {one.question for name in made_up.SIZES for one in findings(given, name)}
    for question in named | {"performance-operations-per-line", "performance-what-a-compiler-removes"}:
        assert f"- id: {question}\n" in banks, question


def test_result_reason_and_price_come_first():
    kinds = [type(one) for one in findings(made_up.comparison(), "mlp-small")]
    assert kinds[:SHOWN] == [Verdict, Dispatch, Peak]
    quick = [type(one) for one in findings(made_up.quick(), "matmul")]
    assert quick == [Verdict, Evened, Compilation]


def test_links_lead_to_what_explains_what_is_shown_and_to_the_workloads_katas():
    found = links(made_up.comparison("matmul"), "matmul")
    assert found.questions[:2] == ("performance-is-jax-faster", "performance-faster-for-large-models")
    assert "linear" in found.katas


def test_the_verdict_tells_both_ends_and_where_the_lead_changes_hands():
    given = compared(10, 1000, 100_000, torch=(10, 10, 10), jax_jit=(1, 100, 1000), jax=(90, 90, 90))
    found = verdict(given, "w")
    first, last = found.places
    assert (first.size, first.fastest, first.next, first.ratio) == (10, ("jax.jit",), "torch", 10)
    assert (last.size, last.fastest, last.next, last.ratio) == (100_000, ("torch",), "jax", 9)
    assert found.turns == pytest.approx([100])
    assert found.question == "performance-faster-for-large-models"


def test_who_is_joined_in_a_tie_has_not_lost_the_lead():
    given = compared(10, 1000, torch=(10, 10), jax_jit=(1, 10.2), jax=(90, 90))
    assert verdict(given, "w").places[1].fastest == ("torch", "jax.jit")
    assert verdict(given, "w").turns == ()


def test_a_tie_says_how_close():
    (place,) = verdict(compared(8, torch=(1.0,), jax=(1.03,)), "w").places
    assert (place.fastest, place.next) == (("torch", "jax"), None)
    assert place.within == pytest.approx(0.03)


STEP = {"torch": {"program": Program(operations=40)}, "jax": {"program": Program(operations=30)}}


def test_starting_operations_decides_where_more_data_costs_nothing():
    given = compared(
        16,
        256,
        torch=(200e-6, 220e-6),
        torch_compile=(300e-6,) * 2,
        jax=(6.06e-3, 6.2e-3),
        jax_jit=(60e-6, 90e-6),
        last=STEP,
    )
    found = dispatch(given, "w")
    assert (found.size, found.up_to, found.slowest, found.best) == (16, 256, "jax", "jax.jit")
    assert found.starts["torch"] == Starts(40, pytest.approx(5e-6))
    assert found.starts["jax"] == Starts(30, pytest.approx(200e-6))
    assert found.ratio == pytest.approx(101)


def test_where_time_grows_with_the_data_starting_is_not_what_decides():
    assert dispatch(compared(16, 256, torch=(200e-6, 400e-6), jax=(1e-3, 2e-3), last=STEP), "w") is None


def test_a_loop_that_grows_with_the_size_is_counted_by_operation():
    given = compared(
        16, 256, torch=(200e-6, 3200e-6), jax_jit=(1e-5, 1e-4), last={"torch": {"program": Program(operations=640)}}
    )
    assert dispatch(given, "w") is None  # as if there were 640 at the smallest size too
    first = replace(given.measured[0], program=Program(operations=40))
    found = dispatch(replace(given, measured=(first, *given.measured[1:])), "w")
    assert found.starts == {"torch": Starts(40, pytest.approx(5e-6))}


def test_with_one_size_starting_decides_only_where_one_program_is_far_ahead():
    far = compared(64, torch=(2e-4,), torch_compile=(1.5e-4,), jax=(6e-3,), jax_jit=(6e-5,), last=STEP)
    assert dispatch(far, "w").starts.keys() == {"jax"}
    assert dispatch(compared(64, jax=(1.2e-4,), jax_jit=(6e-5,), last=STEP), "w") is None


def test_without_counts_of_operations_nothing_is_said_of_them():
    assert dispatch(compared(16, 256, torch=(1e-4, 1e-4), jax=(1e-3, 1e-3)), "w") is None


def test_an_unrolled_loop_is_told_by_its_operations():
    last = {"torch": {"program": Program(operations=4000)}, "jax_jit": {"program": Program(operations=20)}}
    found = unrolled(compared(1000, torch=(0.02,), jax_jit=(0.001,), last=last), "w")
    assert (found.operations, found.others, found.each) == (4000, 20, pytest.approx(5e-6))
    assert (
        unrolled(compared(2000, torch=(0.02,), jax_jit=(0.001,), last=last), "w") is None
    )  # two a round: perhaps no loop
    both = last | {"jax_jit": {"program": Program(operations=2000)}}
    assert unrolled(compared(1000, torch=(0.02,), jax_jit=(0.001,), last=both), "w") is None
    assert unrolled(compared(8, torch=(0.02,), jax_jit=(0.001,), last=last), "w") is None


def test_kernels_decide_where_all_come_close_that_were_far_apart():
    found = evened(compared(8, 800, numpy=(1, 100), torch=(3, 101), jax=(20, 105), jax_jit=(5, 103)), "w")
    assert (found.small, found.size, found.besides) == (8, 800, ())
    assert (found.before, found.within) == (20, pytest.approx(0.05))


@pytest.mark.parametrize(
    "times",
    [
        {"torch": (1, 100), "jax": (1.5, 101), "jax_jit": (1, 100)},  # close from the beginning
        {"torch": (1, 100), "numpy": (1, 300), "jax": (20, 300), "jax_jit": (5, 101)},  # two stay apart
        {"torch": (1, 100), "torch_compile": (9, 101), "numpy": (2, 100), "jax": (20, 300)},  # one framework
        {"torch": (None, 100), "jax": (20, 101), "jax_jit": (5, 100)},  # nobody knows where it was
    ],
)
def test_otherwise_kernels_are_not_said_to_decide(times):
    assert evened(compared(8, 800, **times), "w") is None


def test_the_one_that_stays_apart_is_named():
    found = evened(compared(8, 800, torch=(1, 100), jax=(90, 400), jax_jit=(5, 103)), "w")
    assert (found.besides, found.before) == (("jax",), 5)


def test_a_compiler_is_told_by_the_kernels_it_saves():
    last = {
        "torch": {"program": Program(operations=9)},
        "torch_compile": {"program": Program(operations=9, kernels=1)},
        "jax": {"program": Program(operations=9)},
        "jax_jit": {"program": Program(operations=9, kernels=9)},
    }
    given = compared(1000, torch=(13.0,), torch_compile=(6.5,), jax=(27.0,), jax_jit=(9.0,), last=last)
    found = fused(given, "w")
    assert (found.compiled, found.eager, found.operations, found.kernels, found.ratio) == (
        "torch.compile", "torch", 9, 1, 2,
    )  # fmt: skip
    assert found.question == "performance-bytes-of-a-chain"
    last["torch"]["saved"] = MIB
    trained = fused(compared(1000, torch=(13.0,), torch_compile=(6.5,), last=last), "w")
    assert trained.question == "performance-what-a-compiler-removes"


def of_peaks(**peaks):
    return compared(8, **dict.fromkeys(peaks, (1.0,)), last={name: {"peak": value} for name, value in peaks.items()})


def test_least_and_most_memory_and_who_lowers_it():
    found = peak(of_peaks(torch=50 * MIB, torch_compile=20 * MIB, jax=80 * MIB, jax_jit=79 * MIB), "w")
    assert (found.least, found.most, found.ratio, found.compilers) == ("torch.compile", "jax", 4, ("torch.compile",))


def test_little_memory_or_nearly_the_same_is_not_told():
    assert peak(of_peaks(torch=5 * MIB, jax=1 * MIB), "w") is None
    assert peak(of_peaks(torch=50 * MIB, jax=60 * MIB), "w") is None
    assert peak(of_peaks(torch=50 * MIB), "w") is None


def test_pages_and_blocks_make_no_difference():
    assert needs_less(100 * MIB, 106 * MIB)
    assert not needs_less(100 * MIB, 104 * MIB)
    assert not needs_less(1, MIB)


def test_what_is_kept_for_the_backward_pass_is_compared_without_compilers():
    last = {"torch": {"saved": 36 * MIB}, "jax": {"saved": 64 * MIB}, "torch_compile": {"saved": 1}}
    found = kept(compared(8, torch=(1,), jax=(1,), torch_compile=(1,), last=last), "w")
    assert (found.torch, found.jax) == (36 * MIB, 64 * MIB)
    assert kept(compared(8, torch=(1,), torch_compile=(1,), last=last), "w") is None


def paid(first, eager=0.02, compiled=0.015, eager_first=None):
    last = {"torch": {"first": eager_first}, "torch_compile": {"first": first}}
    return compilation(compared(8, torch=(eager,), torch_compile=(compiled,), last=last), "w").paid["torch.compile"]


def test_compiling_pays_from_the_run_on_at_which_the_sums_are_equal():
    """Six seconds of compiling, five milliseconds won a run: 1200, as in the question."""
    assert paid(first=6.0149) == Payback(eager="torch", first=6.0149, calls=1200)


def test_what_eager_needs_for_its_own_first_call_counts():
    assert paid(first=1.0, eager_first=1.5).calls == 1
    assert paid(first=1.009, eager_first=1.0).calls == 3


def test_compiling_never_pays_where_runs_are_no_faster():
    assert paid(first=6.0, compiled=0.02).calls is None
    assert paid(first=6.0, compiled=0.0195).calls is None


def test_whether_compiling_pays_is_not_said_of_times_that_scatter():
    given = compared(8, torch=(3.0,), torch_compile=(2.0,), last={"torch_compile": {"first": 6.0}})
    wide = tuple(
        replace(one, times=(one.times[0] * 0.5,) * 5 + (one.times[0],) + (one.times[0] * 2,) * 5)
        for one in given.measured
    )
    assert compilation(replace(given, measured=wide), "w") is None


def test_with_one_size_what_a_compiler_does_is_told_once():
    last = STEP | {"jax_jit": {"program": Program(kernels=9)}}
    given = compared(64, torch=(2e-4,), jax=(6e-3,), jax_jit=(6e-5,), last=last)
    assert fused(given, "w") is not None
    assert [type(one) for one in findings(given, "w")] == [Verdict, Dispatch]


def test_at_every_size_the_largest_that_is_known_is_told():
    given = made_up.with_every_status()
    assert compilation(given, "mlp-small").size == 256  # at 4096 JAX without jit ran out of time
    assert {
        name for one in findings(given, "mlp-small") if isinstance(one, Verdict) for name in one.places[0].fastest
    } <= {*VARIANTS}
