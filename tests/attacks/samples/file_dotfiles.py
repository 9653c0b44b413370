"""Adds a line to the shell's start-up file, truncates another, renames and removes the rest.

kata: numpy, appended
verdict: passed
kernel: only
"""

import os

tries = [
    lambda path: open(path, "a").write("echo owned\n"),
    lambda path: os.truncate(path, 0),
    lambda path: os.rename(path, path + CANARY["mark"]),
    lambda path: os.unlink(path),
    lambda path: os.symlink("/etc/passwd", path + ".link"),
    lambda path: os.mkdir(os.path.join(os.path.dirname(path), "made-by-" + CANARY["mark"])),
]
for path in CANARY["files"]:
    for change in tries:
        try:
            change(path)
            print("LEAK: changed", path)
        except OSError:
            pass
