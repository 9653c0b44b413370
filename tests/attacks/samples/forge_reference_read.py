"""Looks through every folder it may list for the reference solution and runs its text.

kata: numpy, whole
verdict: failed, error, timeout
kernel: only
"""

import os
import sys

roots = [CANARY["checkout"], *(path for path in sys.path if path), os.getcwd()]
guesses = [os.path.join(root, "graders/mlp/numpy/solution.py") for root in roots]
guesses += [os.path.join(root, "kata/_content/graders/mlp/numpy/solution.py") for root in roots]
for root in roots[:1]:
    for folder, _, names in os.walk(root):
        guesses += [os.path.join(folder, name) for name in names if name.endswith(".py")]
for guess in guesses:
    try:
        with open(guess) as file:
            text = file.read()
    except OSError:
        continue
    if "def init_params" in text:
        print("LEAK: read", guess)
        exec(text, globals())
        break
