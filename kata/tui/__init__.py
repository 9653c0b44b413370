"""The screens, in Textual: they show and ask, and decide nothing."""
