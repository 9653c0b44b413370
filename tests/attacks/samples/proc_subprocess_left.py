"""Starts a program in the background and forgets it.

kata: numpy, appended
verdict: passed, error
"""

import subprocess

try:
    subprocess.Popen(["sleep", "3600"], start_new_session=True)
except OSError:
    pass
