"""Leaves folders that nobody may enter or list, with files in them.

kata: numpy, appended
verdict: passed
"""

import os

for name in ("a", "b"):
    os.mkdir(name)
    with open(f"{name}/file", "w") as file:
        file.write("x")
    os.mkdir(f"{name}/locked", mode=0)
    try:
        os.chmod(name, 0)
    except OSError:
        pass  # denied where the kernel confines; the folders made with mode 0 stay
os.umask(0o777)
