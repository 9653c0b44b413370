"""Changes mode, times and attributes of files outside, which Landlock does not govern.

kata: numpy, appended
verdict: passed
kernel: only
"""

import os

for path in [CANARY["home"], *CANARY["files"]]:
    for change in (
        lambda p: os.chmod(p, 0o777),
        lambda p: os.utime(p, (1, 1)),
        lambda p: os.setxattr(p, "user.kata", b"was here"),
        lambda p: os.chown(p, os.getuid(), os.getgid()),
        lambda p: os.chmod(os.open(p, os.O_PATH), 0o777),
    ):
        try:
            change(path)
            print("LEAK: changed", path)
        except OSError:
            pass
