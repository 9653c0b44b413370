"""Writes to the user's terminal directly, and types into it.

kata: numpy, appended
verdict: passed
kernel: only
"""

import fcntl
import glob
import os

for path in ["/dev/tty", "/dev/console", *glob.glob("/dev/pts/[0-9]*"), "/dev/ptmx"]:
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
    except OSError:
        continue
    print("LEAK: opened", path)
    os.close(descriptor)
for descriptor in range(3):
    try:
        fcntl.ioctl(descriptor, 0x5412, b"x")  # TIOCSTI
        print("LEAK: typed")
    except OSError:
        pass
