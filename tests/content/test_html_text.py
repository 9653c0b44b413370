"""HTML of flash cards as Markdown: what it says stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kata.content.html_text import has_html, markdown_of, plain


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("What does <b>vmap</b> do?", "What does vmap do?"),
        ("a &lt; b &amp;&amp; c&nbsp;&gt; d", "a < b && c > d"),
        ("one<br>two<div>three</div><div>four</div>", "one\ntwo\nthree\nfour"),
        ("<p>one</p>\n<p>two</p>", "one\ntwo"),
        ("<ul><li>first</li><li>second<ul><li>deep</li></ul></li></ul>", "- first\n- second\n  - deep"),
        ("<ol><li>first</li><li>second</li></ol>", "1. first\n2. second"),
        ("call <code>jax.vmap(f)</code> here", "call `jax.vmap(f)` here"),
        ("<code>a `b` c</code>", "`` a `b` c ``"),
        ("<pre><code>if a &lt; b:\n    <span>x</span> = 1  # __init__\n</code></pre>after", "```\nif a < b:\n    x = 1  # __init__\n```\nafter"),
        ("<pre>one<br>two</pre>", "```\none\ntwo\n```"),
        ("<code>one<br>two</code>", "```\none\ntwo\n```"),
        ("<pre>never closed", "```\nnever closed\n```"),
        ("2*3*4 and __init__, x**2", "`2*3*4` and `__init__`, `x**2`"),
        ("a * b * c", "a * b * c"),
        ("x<sup>2</sup>, h<sub>t</sub>", "x^2, h_t"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>", "a | b\nc | d"),
        ("see <img src='graph.png'>[sound:x.mp3]", "see [graph.png]"),
        ("<style>.card {}</style><script>alert(1)</script>text", "text"),
        ("<i>什么是</i>计算图？", "什么是计算图？"),
        ("\x00a\x07b\ud800", "ab"),
    ],
)  # fmt: skip
def test_what_a_card_says_stays(html, markdown):
    assert markdown_of(html) == markdown


@given(st.text(alphabet=st.sampled_from("<>/&;abp codepreulli\n\t`*_=\"' ")))
def test_no_html_brings_it_down(html):
    assert markdown_of(html) == plain(markdown_of(html))


@pytest.mark.parametrize(
    ("text", "meant"), [("a<br>b", True), ("List<int> x", False), ("a < b > c", False), ("<CODE>x</CODE>", True)]
)
def test_html_is_told_from_code(text, meant):
    assert has_html(text) == meant
