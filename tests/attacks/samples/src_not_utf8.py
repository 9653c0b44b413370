"""Says hello in bytes that are not UTF-8.

kata: numpy, whole
verdict: error
command: only
"""

hello = "ÿþ"
