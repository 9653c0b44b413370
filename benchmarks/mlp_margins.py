"""How far right and wrong MLPs lie from the threshold of convergence: the figures in graders/mlp/kata.yaml.

    python benchmarks/mlp_margins.py [--groups 4] [--frameworks numpy torch jax]

Every solution, alternative and mistake trains on every task with 5 seeds, `groups` times over, in a worker and scored
by the kata's own `score`. A grade takes the median of five seeds, and the worst of the three tasks decides; printed
is the lowest such median of all groups for what is right, and the highest for what is wrong. A mistake that reaches
the threshold is invisible to convergence: the cheaper checks are there for it.
"""

import argparse
import sys
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType

import numpy as np

from kata.content import Variant, load_library
from kata.grading import CheckFailed, Subject
from kata.grading.faults import OF_SUBMISSION
from kata.grading.graders import load_grader
from kata.grading.processes import Pool
from kata.grading.subject import Surroundings
from kata.grading.submission import Submission


def submissions(variant: Variant, pool: Pool) -> Iterator[tuple[str, bool, Submission]]:
    """Yield each file's name, whether it is right, and the file as a submission."""
    right = [("solution", variant.solution), *((file.name, file.text) for file in variant.alternatives)]
    wrong = [(mistake.name, mistake.text) for mistake in variant.mistakes]
    spec = variant.spec
    for name, source in [*right, *wrong]:
        rules = {"defines": spec.defines, "forbids": (), "requires": (), "limits": variant.kata.spec.limits}
        submission = Submission(source=source, framework=variant.framework, seed=1, pool=pool, **rules)
        yield name, (name, source) in right, submission


def medians(training: ModuleType, submission: Submission, groups: int) -> np.ndarray:
    """Return the median scores, (groups, tasks); what raises or breaks the contract scores nothing at all."""
    tasks = list(training.TASKS)
    scores = np.full((groups, training.SEEDS, len(tasks)), -np.inf)
    try:
        with submission.open() as worker, np.errstate(all="ignore"):
            subject = Subject(submission.framework, "cpu", worker, Surroundings(submission.open, submission.open_clean))
            for index in np.ndindex(scores.shape):
                seed = 1000 * index[0] + index[1]
                scores[index] = np.nan_to_num(training.score(subject, (tasks[index[2]], index[1], seed)), nan=-np.inf)
    except (CheckFailed, *OF_SUBMISSION):
        return np.full((groups, len(tasks)), -np.inf)
    return np.median(scores, axis=1)


def main() -> None:
    """Print a row for each file and the two margins."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--groups", type=int, default=4)
    parser.add_argument("--frameworks", nargs="+", default=["numpy", "torch", "jax"])
    options = parser.parse_args()
    library = load_library()
    training = import_module(".training", load_grader(library.kata("mlp").grader).__package__)
    lowest_right, highest_wrong = np.inf, -np.inf
    print(f"{'':44}" + "".join(f"{task:>10}" for task in training.TASKS) + "     worst")
    with Pool() as pool:
        for framework in options.frameworks:
            for name, right, submission in submissions(library.variant(f"mlp-{framework}"), pool):
                found = medians(training, submission, options.groups)
                decides = found.min() if right else found.min(axis=1).max()
                seen = not right and decides < training.THRESHOLD
                lowest_right = min(lowest_right, decides) if right else lowest_right
                highest_wrong = max(highest_wrong, decides) if seen else highest_wrong
                note = "right" if right else "wrong" if seen else "wrong, invisible here"
                row = "".join(f"{value:>10.3g}" for value in np.median(found, axis=0))
                print(f"{framework:6} {name:36} {row}{decides:>10.3g}  {note}")
                sys.stdout.flush()
    print(f"right_at_least: {lowest_right:.3f}   wrong_at_most: {highest_wrong:.3f}   threshold: {training.THRESHOLD}")


if __name__ == "__main__":
    main()
