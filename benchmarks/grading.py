"""What a grade costs over the computation that it watches.

python benchmarks/grading.py

cold: `kata grade VARIANT solution.py` as a whole process, against a plain script that imports the framework and trains
      the MLP kata's tasks and seeds once (plain_training.py).
warm: the second and later grades in a sitting, by the judge's wall clock, with workers that were opened since the
      last one, as they are while the reader types, against the same calls in one warm, unconfined interpreter
      (bare_grade.py), in turn. The same calls are all of them, those that a check makes in a fresh worker too;
      loading the grader is in both. The judge runs seeds side by side, the baseline one after the
      other, so that on several cores the difference can be negative where a kata trains several seeds. Medians; the
      difference is the median of the pairs'. On a machine that is busy with other work each of a grade's hundred
      round trips waits for its turn, and the difference says more about that work than about kata: the load is shown.
"""

import os
import statistics
import subprocess
import tempfile
import time

from pairs import ROOT, compare, python

from kata.content import load_library
from kata.grading.judge import grade
from kata.grading.processes import Pool
from kata.grading.ready import Ready
from kata.grading.report import GradeRequest

KATAS = ("softmax-cross-entropy", "linear-regression", "mlp")
FRAMEWORKS = ("numpy", "torch", "jax")
REPETITIONS = 15


def cold(framework: str) -> None:
    """Print a cold grade of the MLP against the plain script."""
    solution = ROOT / "graders" / "mlp" / framework / "solution.py"
    with tempfile.TemporaryDirectory() as home:
        ours = python("-m", "kata", "grade", f"mlp-{framework}", str(solution))
        plain = python("benchmarks/plain_training.py", framework)
        print(
            compare(
                f"cold: kata grade mlp-{framework} / plain script", ours, plain, runs=5, environ={"KATA_HOME": home}
            )
        )


def warm(name: str) -> None:
    """Print a warm grade, the bare computation, and the difference."""
    variant = load_library().variant(name)
    request = GradeRequest(variant=name, source=variant.solution)
    pairs = []
    bare = subprocess.Popen(
        python("benchmarks/bare_grade.py", name), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with bare, Pool() as pool, Ready(pool) as ready:
        assert bare.stdin is not None
        assert bare.stdout is not None
        for seed in range(REPETITIONS + 1):
            ready.fill(variant.framework, variant.kata.spec.limits)
            ready.settle()
            start = time.perf_counter()
            assert grade(request, variant, pool=pool, ready=ready).verdict == "passed"
            graded = time.perf_counter() - start
            print(seed, file=bare.stdin, flush=True)
            pairs.append((graded, float(bare.stdout.readline())))
        bare.stdin.close()
    graded, computed = (statistics.median(side) for side in zip(*pairs[1:], strict=True))
    more = statistics.median(one - other for one, other in pairs[1:])
    print(
        f"warm: {name:28} {graded * 1e3:7.0f} ms   bare {computed * 1e3:7.0f} ms   more {more * 1e3:+6.0f} ms   "
        f"ratio {graded / computed:5.2f}   load {os.getloadavg()[0]:.1f}"
    )


def main() -> None:
    """Print one line per comparison."""
    os.chdir(ROOT)
    os.environ["OMP_NUM_THREADS"] = "1"
    for framework in FRAMEWORKS:
        cold(framework)
    for kata in KATAS:
        for framework in FRAMEWORKS:
            warm(f"{kata}-{framework}")


if __name__ == "__main__":
    main()
