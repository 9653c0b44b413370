"""In a kata that allows programs and sockets: a program of its own connects, reads a key, and looks for another network.

kata: numpy, appended
verdict: passed
seconds: 20
kernel: only
talks: yes
"""

import subprocess
import sys

PROGRAM = """
import os, socket, sys
port, key = int(sys.argv[1]), sys.argv[2]
def connect(): socket.create_connection(("127.0.0.1", port), 1); print("LEAK: connected")
def read(): print("LEAK:", open(key).read())
def other_network(): os.setns(os.open("/proc/1/ns/net", os.O_RDONLY)); connect()
def raw(): socket.socket(socket.AF_PACKET, socket.SOCK_RAW); print("LEAK: raw")
for attempt in (connect, read, other_network, raw):
    try:
        attempt()
    except (OSError, AttributeError):
        pass
"""
subprocess.run([sys.executable, "-c", PROGRAM, str(CANARY["tcp"]), CANARY["key"]], timeout=15)
