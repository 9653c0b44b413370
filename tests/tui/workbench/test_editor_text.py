import pytest

from kata.tui.widgets.editor_text import comments_toggled, dedented, indent_after, indented, spaces_before_stop


@pytest.mark.parametrize(
    ("before", "indent"),
    [
        ("def f(x):", 4),
        ("    for x in xs:  # each", 8),
        ("x = call(", 4),
        ("    y = 1", 4),
        ("    return y", 0),
        ("    return call(", 8),
        ("        pass", 4),
        ("    returned = 1", 4),
        ('    s = "#:"', 4),
        ("pass", 0),
        ("", 0),
    ],
)
def test_a_new_line_is_indented_as_its_block_asks(before, indent):
    assert indent_after(before) == indent


def test_comments_go_out_at_the_common_margin_and_come_back():
    lines = ["    a = 1", "", "        b = 2"]
    out = comments_toggled(lines)
    assert out == ["    # a = 1", "", "    #     b = 2"]
    assert comments_toggled(out) == lines


def test_a_half_commented_block_is_commented_as_a_whole():
    assert comments_toggled(["# a", "b"]) == ["# # a", "# b"]


def test_blank_lines_alone_are_not_commented():
    assert comments_toggled(["", "  "]) == ["", "  "]


def test_dedenting_goes_to_the_tab_stop_before_and_not_past_the_margin():
    assert dedented(["      a", "    b", " c", "d"]) == ["    a", "b", "c", "d"]


def test_indenting_leaves_empty_lines_empty():
    assert indented(["a", ""]) == ["    a", ""]


@pytest.mark.parametrize(("before", "spaces"), [("        ", 4), ("      ", 2), ("    a", 0), ("", 0), ("a   ", 0)])
def test_backspace_takes_a_step_of_indentation_only_where_nothing_else_stands(before, spaces):
    assert spaces_before_stop(before) == spaces
