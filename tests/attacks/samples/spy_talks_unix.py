"""In a kata that allows sockets: reaches for UNIX sockets by name, by a pair, and by a family in a number's upper half.

kata: numpy, appended
verdict: passed
kernel: only
talks: yes
"""

import ctypes
import socket

libc = ctypes.CDLL(None)
pair = socket.socketpair()
made = [lambda: socket.socket(socket.AF_UNIX), lambda: socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)]
made += [lambda: pair[0].dup(), lambda: socket.socket(fileno=libc.syscall(41, ctypes.c_long(1 << 32 | 1), 1, 0))]
for make in made:
    for address in (CANARY["unix"], "\0" + CANARY["abstract"]):
        try:
            with make() as outwards:
                outwards.settimeout(1)
                outwards.connect(address)
                outwards.send(b"hello")
                print("LEAK: reached", address)
        except (OSError, ValueError):
            pass
