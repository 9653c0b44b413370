"""Questions, coding katas and graders for interviews about PyTorch and JAX."""

__version__ = "0.1.0"
