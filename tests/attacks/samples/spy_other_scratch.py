"""Looks into the folders beside its own, where other submissions of the same moment work.

kata: numpy, appended
verdict: passed
kernel: only
"""

import os

above = os.path.dirname(os.getcwd())
for folder in (above, os.path.dirname(above), "/tmp", "/var/tmp"):
    try:
        print("LEAK: listed", os.listdir(folder))
    except OSError:
        pass
    try:
        os.mkdir(os.path.join(folder, CANARY["mark"]))
        print("LEAK: made a folder in", folder)
    except OSError:
        pass
