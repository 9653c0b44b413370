"""The two themes, one dark and one light: text at 7:1 or more on its ground, signs at 4.5:1 or more."""

from typing import Final

from textual.theme import Theme

DARK: Final = Theme(
    name="kata-dark",
    dark=True,
    primary="#7fb4f0",
    secondary="#9aa7b8",
    accent="#d9a8f5",
    warning="#f0c674",
    error="#ff8f88",
    success="#86d993",
    foreground="#e3e7ed",
    background="#14181f",
    surface="#1a2029",
    panel="#232b36",
    variables={
        "text-muted": "#a3adba",
        "text-disabled": "#7d8794",
        "block-cursor-background": "#2c4766",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-text-style": "none",
        "border": "#7fb4f0",
        "border-blurred": "#3a4656",
        "footer-background": "#1a2029",
        "footer-key-foreground": "#7fb4f0",
        "footer-description-foreground": "#c4ccd6",
        "input-selection-background": "#2c4766",
        "code-keyword": "#c792ea",
        "code-string": "#a5d6a7",
        "code-number": "#f7a072",
        "code-comment": "#8d98a7",
        "code-function": "#82aaff",
        "code-type": "#ffcb6b",
    },
)

LIGHT: Final = Theme(
    name="kata-light",
    dark=False,
    primary="#0b57a4",
    secondary="#4d5a69",
    accent="#7b2fa6",
    warning="#7a5200",
    error="#b3261e",
    success="#1a6b30",
    foreground="#1b222b",
    background="#fbfaf7",
    surface="#f3f1ec",
    panel="#e8e5de",
    variables={
        "text-muted": "#505a66",
        "text-disabled": "#6a737d",
        "block-cursor-background": "#cfe2f7",
        "block-cursor-foreground": "#0c1219",
        "block-cursor-text-style": "none",
        "border": "#0b57a4",
        "border-blurred": "#b9b5ab",
        "footer-background": "#efece5",
        "footer-key-foreground": "#0b57a4",
        "footer-description-foreground": "#333c46",
        "input-selection-background": "#b8d4f2",
        "code-keyword": "#8b2fa8",
        "code-string": "#2e6b34",
        "code-number": "#a34a00",
        "code-comment": "#646d77",
        "code-function": "#1f56b5",
        "code-type": "#7a5600",
    },
)

THEMES: Final = (DARK, LIGHT)
