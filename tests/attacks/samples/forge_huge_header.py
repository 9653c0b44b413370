"""Announces a reply of 2**63 bytes on every descriptor that it can find.

kata: numpy, appended
verdict: crashed
says: channel
"""

import os
import struct

announcement = struct.pack("<4sIQ", b"KAT1", 16, 1 << 63)
for descriptor in range(3, 256):
    try:
        os.write(descriptor, announcement)
    except OSError:
        pass
