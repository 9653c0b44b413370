"""Trees of arrays, and how far results lie from what is expected."""

import math

import numpy as np
import pytest

from kata.compare.trees import deviation, leaves, mapped


def test_every_array_is_converted_and_nothing_else():
    tree = {"a": (np.zeros(2), 3), "b": [np.ones(1), None]}
    assert mapped(tree, lambda array: array.size) == {"a": (2, 3), "b": [1, None]}


def test_leaves_come_in_the_order_of_sorted_keys():
    assert list(leaves({"b": (1, [2]), "a": 3})) == [3, 1, 2]


def test_a_deviation_is_relative_to_the_largest_value_of_its_own_result():
    expected = [np.array([0.0, 100.0]), np.array([1e-3])]
    assert deviation([np.array([1.0, 100.0]), np.array([1e-3])], expected) == pytest.approx(0.01)
    assert deviation([np.array([0.0, 100.0]), np.array([2e-3])], expected) == pytest.approx(1.0)


@pytest.mark.parametrize("results", [[], [np.zeros(3)], [np.array([np.nan, 0.0])], [np.array([np.inf, 0.0])]])
def test_other_shapes_fewer_results_and_what_is_no_number_are_infinitely_far(results):
    assert deviation(results, [np.zeros(2)]) == math.inf


def test_zeros_are_held_to_the_difference_itself():
    assert deviation([np.array([1e-9])], [np.zeros(1)]) == pytest.approx(1e-9)
