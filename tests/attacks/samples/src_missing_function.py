"""Defines nothing that was asked for.

kata: numpy, whole
verdict: failed
says: init_params
"""

forward_of_another_kind = 1
