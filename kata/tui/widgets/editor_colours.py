"""The colours of Python in the editor, for dark themes and for light; the rest comes from the app's theme."""

from rich.style import Style
from textual.widgets.text_area import TextAreaTheme

# Roles, not tokens: what reads as one thing has one colour. Contrast with the surface is at least 4.5 in both sets.
_DARK = {
    "keyword": "#c792ea",
    "string": "#a5d6a7",
    "number": "#f7a072",
    "comment": "#8d98a7",
    "function": "#82aaff",
    "type": "#ffcb6b",
}
_LIGHT = {
    "keyword": "#8b2fa8",
    "string": "#2e6b34",
    "number": "#a34a00",
    "comment": "#6a737d",
    "function": "#1f56b5",
    "type": "#7a5600",
}
_TOKENS = {
    "keyword": "keyword",
    "keyword.function": "keyword",
    "keyword.return": "keyword",
    "keyword.operator": "keyword",
    "keyword.coroutine": "keyword",
    "repeat": "keyword",
    "conditional": "keyword",
    "exception": "keyword",
    "include": "keyword",
    "string": "string",
    "string.documentation": "string",
    "number": "number",
    "float": "number",
    "boolean": "number",
    "constant.builtin": "number",
    "comment": "comment",
    "function": "function",
    "function.call": "function",
    "function.builtin": "function",
    "method": "function",
    "method.call": "function",
    "constructor": "type",
    "class": "type",
    "type": "type",
    "type.class": "type",
    "type.builtin": "type",
    "attribute": "type",
}


def _theme(name: str, colours: dict[str, str]) -> TextAreaTheme:
    styles = {token: Style(color=colours[role], italic=role == "comment" or None) for token, role in _TOKENS.items()}
    return TextAreaTheme(name=name, syntax_styles=styles)


def editor_themes() -> tuple[TextAreaTheme, TextAreaTheme]:
    """Return the editor's theme for dark and the one for light, named `kata-dark` and `kata-light`."""
    return _theme("kata-dark", _DARK), _theme("kata-light", _LIGHT)
