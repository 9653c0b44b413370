"""Leaves links to things outside and a pipe in its folder, for whoever reads or removes through them.

kata: numpy, appended
verdict: passed, error
"""

import os

os.symlink(CANARY["home"], "result")
os.symlink(CANARY["key"], "result.json")
os.symlink("/", "root")
os.symlink("loop", "loop")
os.mkfifo("out.npy")
