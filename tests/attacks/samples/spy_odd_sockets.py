"""Asks for sockets of kinds that no one thinks of: netlink, packet, vsock, raw, Bluetooth, a pair's far end.

kata: numpy, appended
verdict: passed
kernel: only
"""

import ctypes
import socket

for name, kind in (
    ("AF_NETLINK", 3),
    ("AF_PACKET", 3),
    ("AF_VSOCK", 1),
    ("AF_INET", 3),
    ("AF_INET6", 1),
    ("AF_ALG", 5),
    ("AF_BLUETOOTH", 1),
):
    family = getattr(socket, name, None)
    try:
        if family is not None:
            socket.socket(family, kind).close()
            print("LEAK:", name)
    except OSError:
        pass
try:
    one, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    other.sendto(b"hello", CANARY["unix"])
    print("LEAK: sendto")
except OSError:
    pass
if ctypes.CDLL(None).syscall(425, 8, bytes(120)) >= 0:
    print("LEAK: io_uring")
