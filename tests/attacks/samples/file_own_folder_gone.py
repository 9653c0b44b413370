"""Removes its own folder from under itself and puts a link to the user's home in its place.

kata: numpy, appended
verdict: passed, error
kernel: only
"""

import os

here = os.getcwd()
for step in (
    lambda: os.rmdir(here),
    lambda: os.rename(here, here + "-moved"),
    lambda: os.symlink(CANARY["home"], here),
):
    try:
        step()
    except OSError:
        pass
