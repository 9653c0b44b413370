"""Keeps every array that it makes.

kata: jax, appended
verdict: memory, error
memory: 1200
seconds: 20
"""

hoard = []


def forward(params, x):
    while True:
        hoard.append(jnp.full((1 << 23,), float(len(hoard))).block_until_ready())
