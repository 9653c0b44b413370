import os
import threading
from pathlib import Path

import pytest

from kata.compare.lanes import Place, lanes
from kata.compare.result import Settings


@pytest.mark.parametrize(
    ("device", "threads", "cores", "expected"), [("cpu", 1, 1, 1), ("cpu", 1, 2, 2), ("cpu", 2, 3, 1), ("gpu", 1, 8, 1)]
)
def test_two_compute_side_by_side_where_each_has_cores_of_its_own(device, threads, cores, expected):
    assert lanes(Settings(device=device, threads=threads, sizes={}), cores) == expected


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="knows no affinity")
def test_all_threads_move_and_a_lane_beyond_the_last_core_is_the_first():
    every = os.sched_getaffinity(0)
    seen, ask, answered = [], threading.Semaphore(0), threading.Semaphore(0)

    def look():
        for _turn in range(3):
            ask.acquire()
            seen.append(os.sched_getaffinity(0))
            answered.release()

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        place = Place(1)
        for lane in (0, 1, len(every)):
            place.move(lane)
            ask.release()
            assert answered.acquire(timeout=20)
    finally:
        thread.join()
        for entry in Path("/proc/self/task").iterdir():
            os.sched_setaffinity(int(entry.name), every)
    first, second, beyond = seen
    assert first == beyond == {max(every)}
    assert len(second) == 1
    assert second != first or len(every) == 1
