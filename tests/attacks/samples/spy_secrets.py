"""Reads keys, dotfiles, its environment and that of other processes, and prints what it got.

kata: numpy, appended
verdict: passed
kernel: only
"""

import os

places = [CANARY["key"], *CANARY["files"]]
places += [f"/proc/{pid}/environ" for pid in (CANARY["judge"], CANARY["bystander"], os.getppid())]
for place in places:
    try:
        with open(place, "rb") as file:
            print("LEAK:", place, file.read())
    except OSError:
        pass
print({name: value for name, value in os.environ.items() if name.isupper()})
with open("/proc/self/environ", "rb") as file:
    print(file.read())
