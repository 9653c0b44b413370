"""Keeps every tensor that it makes.

kata: torch, appended
verdict: memory, error
memory: 1200
"""

hoard = []


class MLP(MLP):
    def forward(self, x):
        while True:
            hoard.append(torch.full((1 << 23,), 1.0))
