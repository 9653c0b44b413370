"""Leaves twelve hundred folders inside each other, deeper than any path may be long.

kata: numpy, appended
verdict: passed
"""

import os

here = os.getcwd()
for _ in range(1200):
    os.mkdir("deeper-and-deeper")
    os.chdir("deeper-and-deeper")
os.chdir(here)
