"""Renames torch twice and takes the optimiser from the second name.

kata: torch, appended
verdict: refused
"""

t = torch
library = t
Descent = library.optim.SGD
