"""Makes a hard link to a key in its own folder, and opens it through every alias of its path.

kata: numpy, appended
verdict: passed
kernel: only
"""

import os

key = CANARY["key"]
try:
    os.link(key, "mine")
    print("LEAK: linked")
except OSError:
    pass
up = "../" * 40
for alias in (f"/proc/self/root{key}", f"/proc/self/cwd/{up}{key}", f"/proc/thread-self/root{key}", up + key, "mine"):
    try:
        with open(alias) as file:
            print("LEAK:", file.read())
    except OSError:
        pass
