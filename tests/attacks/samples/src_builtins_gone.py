"""Removes the built-in functions and replaces the import system.

kata: numpy, appended
verdict: passed, failed, error, crashed
"""

import builtins
import sys

sys.meta_path.clear()
sys.path.clear()
for name in ("open", "print", "len", "isinstance", "type", "getattr", "dict"):
    delattr(builtins, name)
