"""Connects outwards by TCP, UDP, a socket in the file system and an abstract one.

kata: numpy, appended
verdict: passed
kernel: only
"""

import socket

for family, kind, address in (
    (socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", CANARY["tcp"])),
    (socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", CANARY["udp"])),
    (socket.AF_UNIX, socket.SOCK_STREAM, CANARY["unix"]),
    (socket.AF_UNIX, socket.SOCK_STREAM, "\0" + CANARY["abstract"]),
):
    try:
        with socket.socket(family, kind) as outwards:
            outwards.settimeout(1)
            outwards.connect(address)
            outwards.send(b"hello")
            print("LEAK: sent to", address)
    except OSError:
        pass
