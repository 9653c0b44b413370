"""Starts programs by the calls that are neither fork nor exec by name: posix_spawn, system, popen.

kata: numpy, appended
verdict: passed, error
"""

import os

for start in (
    lambda: os.posix_spawn("/bin/sleep", ["sleep", "3600"], {}),
    lambda: os.system("sleep 3600 >/dev/null 2>&1 &"),
    lambda: os.popen("sleep 3600 >/dev/null 2>&1 &"),
    lambda: os.spawnv(os.P_NOWAIT, "/bin/sleep", ["sleep", "3600"]),
):
    try:
        start()
    except OSError:
        pass
