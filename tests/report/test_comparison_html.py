"""The page of a comparison: one file that loads nothing, in which all that a file may hold is text."""

import re
from html.parser import HTMLParser

import pytest
from msgspec.structs import replace

from kata.compare.result import VARIANTS
from kata.i18n import set_language
from kata.report.comparison_html import page_of, to_html
from tests.compare import made_up

EVIL = '</p><script>alert(1)</script><img src="https://evil.example/x.png" onerror="x">'
VOID = {"meta", "img", "br"}
EVERY = (
    made_up.comparison,
    made_up.quick,
    made_up.on_gpu,
    made_up.without_torch,
    made_up.with_every_status,
    made_up.interrupted,
    made_up.nothing_measured,
)


@pytest.fixture(autouse=True)
def english():
    set_language("en")
    yield
    set_language("en")


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.open, self.attributes = [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, self.getpos()


def parsed(given):
    text = to_html(given).decode()
    tags = Tags()
    tags.feed(text)
    assert tags.open == []
    return text, tags


@pytest.mark.parametrize("make", EVERY, ids=lambda make: make.__name__)
def test_the_page_is_well_formed_and_loads_nothing(make):
    text, tags = parsed(make())
    assert not {"script", "link", "img", "iframe", "object"} & set(tags.tags)
    assert not [name for name, _value in tags.attributes if name in ("src", "href", "style") or name.startswith("on")]
    assert "default-src 'none'" in text
    assert "http" not in text.replace("http-equiv", "")


def test_what_a_file_says_is_text():
    given = made_up.but(made_up.comparison("matmul"), "matmul", "jax", status="failed", note=EVIL, **made_up.NOTHING)
    given = replace(given, at=EVIL, machine=replace(given.machine, processor=EVIL, versions={EVIL: EVIL}))
    given = replace(given, measured=tuple(replace(one, workload=EVIL) for one in given.measured))
    given = replace(given, settings=replace(given.settings, sizes={EVIL: (16, 128, 1024)}))
    text, tags = parsed(given)
    assert "script" not in tags.tags
    assert "img" not in tags.tags
    assert text.count("&lt;script&gt;") >= 4


def test_a_plot_tells_its_variants_by_form_too():
    text, _tags = parsed(made_up.comparison("mlp-small"))
    plot = text[text.index('<svg class="plot"') : text.index("</svg>", text.index('<svg class="plot"'))]
    shapes = {
        variant: re.findall(rf'<(\w+) class="mark {re.escape(variant.replace(".", "-"))}"', plot)
        for variant in VARIANTS
    }
    assert shapes == {
        "numpy": ["path"] * 3,
        "torch": ["circle"] * 3,
        "torch.compile": ["circle"] * 3,
        "jax": ["path"] * 3,
        "jax.jit": ["path"] * 3,
    }
    for label in ("4096", "100 µs", "10 ms", "examples in the batch", "time of a run", "≈"):
        assert label in plot
    assert 'role="img" aria-label="Time of a run' in text


def test_a_line_breaks_where_a_size_has_no_time():
    page = page_of(made_up.with_every_status())
    torch = next(one for one in page.sections[0].plot.curves if one.variant == "torch")
    assert torch.runs == ()
    assert len(torch.marks) == 2


def test_everything_that_the_terminal_says_is_on_the_page():
    text, _tags = parsed(made_up.comparison("mlp-small"))
    for words in (
        "MLP training step, small", "examples in the batch", "6.30 s", "36 MiB", "torch 2.13.0", "2 cores", "float32",
        "median", "block_until_ready", "kata solve mlp-torch", "2026-11-26 05:30 UTC", "kata 0.",
    ):  # fmt: skip
        assert words in text, words


def test_an_interrupted_one_says_so():
    assert "Ended early" in page_of(made_up.interrupted()).remarks[0]
    assert page_of(made_up.comparison("matmul")).remarks == ()
    assert [one.name for one in page_of(made_up.nothing_measured()).sections] == ["matmul"]


def test_the_page_speaks_the_language_of_the_program():
    set_language("zh")
    text, _tags = parsed(made_up.comparison("matmul"))
    assert '<html lang="zh-Hans">' in text
    assert "矩阵乘法" in text
