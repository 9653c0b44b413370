"""What is asked for becomes settings, or one line that says what is wrong."""

import pytest

from kata.compare.settings import available_cores, settings_for
from kata.compare.workloads import ORDER
from kata.errors import KataError


def test_without_names_every_workload_is_measured_at_its_own_sizes():
    settings = settings_for([])
    assert tuple(settings.sizes) == ORDER
    assert all(len(sizes) >= 2 and list(sizes) == sorted(sizes) for sizes in settings.sizes.values())


def test_sizes_asked_for_replace_all_others_sorted_and_once():
    assert settings_for(["scan", "matmul"], sizes=(64, 8, 64)).sizes == {"matmul": (8, 64), "scan": (8, 64)}


def test_quick_means_fewer_sizes_and_fewer_rounds_enough_for_an_interval():
    quick, whole = settings_for([], quick=True), settings_for([])
    assert sum(map(len, quick.sizes.values())) < sum(map(len, whole.sizes.values()))
    assert 6 <= quick.rounds < whole.rounds


@pytest.mark.parametrize("sizes", [(0,), (-3, 8), (1 << 25,)])
def test_sizes_out_of_range_are_refused(sizes):
    with pytest.raises(KataError, match="from 1 to"):
        settings_for(["matmul"], sizes=sizes)


@pytest.mark.parametrize("threads", [0, -1, 10_000])
def test_threads_that_are_not_there_are_refused(threads):
    with pytest.raises(KataError, match=str(available_cores())):
        settings_for(["matmul"], threads=threads)


def test_quick_leaves_out_what_compiles_for_seconds_and_looks_at_no_memory():
    quick = settings_for(["mlp-small", "transfer"], quick=True)
    assert quick.variants_of("mlp-small") == ("numpy", "torch", "jax", "jax.jit")
    assert quick.variants_of("transfer") == quick.variants
    assert not quick.memory
    assert settings_for(["mlp-small"]).variants_of("mlp-small") == quick.variants


def test_numpy_is_not_asked_for_on_a_gpu():
    assert "numpy" in settings_for(["matmul"]).variants
    assert settings_for(["matmul"], device="gpu").variants == ("torch", "torch.compile", "jax", "jax.jit")


def test_a_name_nearly_right_is_told_which_one_was_meant():
    with pytest.raises(KataError, match="Did you mean matmul"):
        settings_for(["matmull"])
