"""Lists the user's home and reads what it finds, and the grader's own files: reports, drafts, solutions, tests.

kata: numpy, appended
verdict: passed
kernel: only
"""

import os

for root in (
    CANARY["home"],
    CANARY["checkout"] + "/graders",
    CANARY["checkout"] + "/tests",
    CANARY["checkout"] + "/kata/grading",
):
    try:
        print("LEAK: listed", os.listdir(root))
    except OSError:
        pass
for path in (
    CANARY["home"] + "/.local/share/kata/kata.db",
    CANARY["checkout"] + "/graders/mlp/grader.py",
    CANARY["checkout"] + "/graders/mlp/numpy/solution.py",
):
    try:
        with open(path) as file:
            print("LEAK: read", path, len(file.read()))
    except OSError:
        pass
