"""In a kata that allows sockets: connects to everything that listens on this machine's own addresses, and beyond.

kata: numpy, appended
verdict: passed
seconds: 20
kernel: only
talks: yes
"""

import socket

for family, kind, address in (
    (socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", CANARY["tcp"])),
    (socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", CANARY["udp"])),
    (socket.AF_INET, socket.SOCK_DGRAM, ("255.255.255.255", CANARY["udp"])),
    (socket.AF_INET, socket.SOCK_STREAM, ("0.0.0.0", CANARY["tcp"])),
    (socket.AF_INET6, socket.SOCK_STREAM, ("::ffff:127.0.0.1", CANARY["tcp"])),
    (socket.AF_INET, socket.SOCK_STREAM, ("192.0.2.1", 80)),
):
    try:
        with socket.socket(family, kind) as outwards:
            outwards.settimeout(1)
            outwards.connect(address)
            outwards.send(b"hello")
            if kind == socket.SOCK_STREAM:
                print("LEAK: reached", address)
    except OSError:
        pass
