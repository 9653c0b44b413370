"""PyTorch against JAX, measured on this machine: workloads, the engine that measures them, and what follows.

Nothing here imports a framework: `engine` and `bench` run in processes of their own.
"""
