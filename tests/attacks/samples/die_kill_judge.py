"""Sends SIGKILL to the judge itself and to another process of the user, whose numbers it has somehow learnt.

kata: numpy, appended
verdict: passed
kernel: only
"""

import os

for pid in (CANARY["bystander"], CANARY["judge"]):
    try:
        os.kill(pid, 9)
        print("LEAK: signalled", pid)
    except OSError:
        pass
