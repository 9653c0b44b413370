"""Starts a thread that never ends: a clean exit of the interpreter would wait for it.

kata: numpy, appended
verdict: passed
"""

import threading

threading.Thread(target=threading.Event().wait).start()
