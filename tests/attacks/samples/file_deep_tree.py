"""Leaves three thousand folders inside each other, deeper than any path may be long.

kata: numpy, appended
verdict: passed
"""

import os

here = os.getcwd()
for _ in range(3000):
    os.mkdir("deeper-and-deeper")
    os.chdir("deeper-and-deeper")
os.chdir(here)
