"""Names what is forbidden only in a comment and in a string: honest, and must not be refused.

kata: torch, appended
verdict: passed
"""

NOTE = "torch.optim is not used here"  # nor torch.optim.SGD
