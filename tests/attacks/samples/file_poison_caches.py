"""Leaves what a later grade might pick up: a numpy.py, a sitecustomize.py, bytecode and compile caches.

kata: numpy, appended
verdict: passed, error
kernel: only
"""

import os
import sys

poison = "raise SystemExit('poisoned')\n"
homes = [".", os.path.expanduser("~"), CANARY["home"]]
places = ["numpy.py", "sitecustomize.py", "__pycache__/numpy.cpython-311.pyc", ".cache/jax/x", ".triton/cache/x.so"]
targets = [os.path.join(home, place) for home in homes for place in places]
targets += [
    f"/tmp/torchinductor_{CANARY['mark']}/x",
    os.path.join(os.path.dirname(np.__file__), CANARY["mark"] + ".pth"),
]
for target in targets:
    try:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "x") as file:
            file.write(poison)
    except OSError:
        pass
sys.path.insert(0, os.getcwd())
