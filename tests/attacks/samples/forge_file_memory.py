"""Remembers in files, between workers, what was asked before, and answers a second asking from there.

kata: numpy, appended
verdict: passed
kernel: only
"""

import os

for place in (
    f"/tmp/{CANARY['mark']}",
    f"/var/tmp/{CANARY['mark']}",
    f"/dev/shm/{CANARY['mark']}",
    CANARY["home"] + "/memory",
):
    if os.path.exists(place):
        print("LEAK: remembered", place)
    try:
        with open(place, "w") as file:
            file.write("seen")
        print("LEAK: wrote", place)
    except OSError:
        pass
