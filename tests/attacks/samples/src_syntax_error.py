"""Does not parse.

kata: numpy, whole
verdict: error
says: solution\.py:8
"""

def forward(params, x) return x
