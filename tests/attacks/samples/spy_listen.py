"""Opens a port and a socket of its own, so that somebody outside may come to it.

kata: numpy, appended
verdict: passed
kernel: only
"""

import socket

for family, address in (
    (socket.AF_INET, ("0.0.0.0", 0)),
    (socket.AF_UNIX, "door"),
    (socket.AF_UNIX, "\0" + CANARY["mark"]),
):
    try:
        with socket.socket(family) as door:
            door.bind(address)
            door.listen()
            print("LEAK: listens at", address)
    except OSError:
        pass
