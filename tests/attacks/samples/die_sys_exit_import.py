"""Calls sys.exit(0) while it is imported, before anything is defined.

kata: numpy, whole
verdict: error
says: sys.exit
"""

raise SystemExit(0)
