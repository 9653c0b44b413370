"""Imports the forbidden module from a string that it runs, and swallows the exception.

kata: torch, appended
verdict: refused
"""

try:
    exec("import torch\nchosen = vars(torch)['op' + 'tim'].Adam")
except Exception:
    pass
