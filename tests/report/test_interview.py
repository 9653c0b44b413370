"""The page of an interview: one file that loads nothing, in which all that was written is text."""

import re
from datetime import UTC, date, datetime
from html.parser import HTMLParser

import pytest

from kata.content import load_library
from kata.errors import KataError
from kata.i18n import set_language
from kata.practice.interview import Interview, Part, Turn, Wishes
from kata.practice.scorecard import Result, Scorecard, Share
from kata.report.interview import fenced, html, markdown, page_of, write_report
from kata.report.interview_words import topic_title
from kata.store import KataAttempt, QuestionAttempt

LIBRARY = load_library()
NOW = datetime(2026, 11, 24, 20, tzinfo=UTC)
EVIL = '</pre><script>alert(1)</script><img src="https://evil.example/x.png" onerror="x"> `` ``` ````'
OPEN = next(it for it in LIBRARY.questions if type(it).__name__ == "OpenQuestion")
VARIANT = LIBRARY.variants[0].name


@pytest.fixture(autouse=True)
def english():
    set_language("en")
    yield
    set_language("en")


def attempt(question, answer, *, correct=False, score=0.0):
    return QuestionAttempt(
        id=1, at=NOW, day=NOW.date(), question=question.id, topic="t", kind="k", answer=answer, correct=correct,
        score=score, seconds=61, unsure=False, hints=0, misconceptions=(), sitting="1",
    )  # fmt: skip


def grade():
    curve = {"task": EVIL, "seed": 1, "steps": [0, 1, 2], "loss": [3.0, None, 1.0], "reference": [3.0, 2.0, 0.5]}
    report = {
        "checks": [{"name": "c", "title": "slope", "status": "failed", "message": EVIL + "\x1b[31m"}],
        "diagnosis": {"mistake": "m", "message": "The sign."}, "curves": [curve],
    }  # fmt: skip
    return KataAttempt(
        id=2, at=NOW, day=NOW.date(), variant=VARIANT, verdict="failed", passed_checks=0, checks=1, mistake="m",
        seconds=1, source=EVIL, report=report, sitting="1",
    )  # fmt: skip


def page(language="en"):
    """Return the page of an interview with one question of each kind, a kata, and wicked answers."""
    said = attempt(OPEN, {"text": EVIL, "points": [0]}, correct=None, score=0.3)
    by_kind = {type(it).__name__: it for it in LIBRARY.questions if it is not OPEN and type(it) is not type(OPEN)}
    answers = {
        "ChoiceQuestion": "a", "MultiQuestion": ["a", "b"], "BooleanQuestion": True, "NumberQuestion": EVIL,
        "ShapeQuestion": "(1,)", "OutputQuestion": EVIL, "OrderQuestion": [0, 1, 2], "ClozeQuestion": [EVIL, "b"],
        "MatchQuestion": [EVIL] * 4, "BugQuestion": {"line": 1, "reason": "a"},
    }  # fmt: skip
    assert answers.keys() == by_kind.keys()
    tried = [attempt(by_kind[kind], answer) for kind, answer in answers.items()]
    facts = {"part": "warm-up", "kata": False, "topics": ("jit",), "frameworks": ("jax",), "minutes": 1.0}
    results = [Result(item=it.question, status="wrong", score=0.0, seconds=61, attempt=it, **facts) for it in tried]
    results.append(Result(item=OPEN.id, status="partly", score=0.3, seconds=90, attempt=said, **facts))
    graded = {**facts, "part": "kata", "kata": True, "seconds": 600}
    results.append(Result(item=VARIANT, status="failed", score=0.0, attempt=grade(), source=EVIL, **graded))
    card = Scorecard(
        results=tuple(results), topics=(Share("jit", 3, 0.5),), frameworks=(Share("jax", 3, 0.25),), score=0.4,
        seconds=900, minutes=20, pauses=1, away=5.0, planned={OPEN.id: date(2026, 11, 25)},
    )  # fmt: skip
    turns = tuple(Turn(result.item, result.minutes) for result in results)
    parts = (Part("warm-up", 20, turns[:-1]), Part("kata", 10, turns[-1:]))
    interview = Interview(wishes=Wishes(), parts=parts)
    return page_of(LIBRARY, interview, card, NOW, language)


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.open = [], []

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag not in ("meta", "rect", "polyline", "br", "hr"):
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def parsed(text):
    tags = Tags()
    tags.feed(text)
    assert tags.open == []
    return tags.tags


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_loads_nothing_and_runs_nothing(language):
    set_language(language)
    tags = parsed(html(page(language)))
    assert not {"script", "img", "link", "iframe", "object", "image", "use"} & {tag for tag, _attributes in tags}
    for tag, attributes in tags:
        assert "src" not in attributes
        assert not [name for name in attributes if name.startswith("on")]
        assert tag == "a" or "href" not in attributes
    text = html(page(language))
    assert "@import" not in text
    assert "url(" not in text
    assert "default-src 'none'" in text


def test_what_was_written_is_text():
    text = html(page())
    assert "<script>" not in text
    assert text.count("&lt;script&gt;") >= 6
    assert "\x1b" not in text


def test_bars_and_curves_are_drawn_in_place():
    tags = parsed(html(page()))
    curves = [attributes["points"] for tag, attributes in tags if tag == "polyline"]
    assert [len(points.split()) for points in curves] == [3, 2], (
        "the reference, then the loss without what is no number"
    )
    assert ("rect", {"class": "full", "width": "50.0", "height": "6"}) in tags


def test_both_forms_say_the_same_things():
    for text in (html(page()), markdown(page())):
        for said in (
            "40% overall.",
            "15:00 of 20 min",
            "1 pause, 0:05.",
            "Looks like: The sign.",
            "Wed 25 Nov",
            "1:01",
        ):
            assert said in text, said


def test_chinese_pages_are_chinese():
    set_language("zh")
    text = html(page("zh"))
    assert 'lang="zh-Hans"' in text
    assert "模拟面试" in text
    assert not re.search(r">(Your answer|The plan|taken|Kata)<", text)


def test_no_block_of_markdown_is_ended_by_what_is_in_it():
    block = fenced(EVIL)
    assert block[0] == block[-1] == "`" * 5
    outside = re.sub(r"^(`{3,})\w*\n.*?\n\1$", "", markdown(page()), flags=re.MULTILINE | re.DOTALL)
    assert "<script>" not in outside


def test_a_page_goes_into_a_file_as_its_name_ends(tmp_path):
    write_report(tmp_path / "a.html", page())
    write_report(tmp_path / "a.md", page())
    assert (tmp_path / "a.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    assert (tmp_path / "a.md").read_text("utf-8").startswith("# Mock interview")
    with pytest.raises(KataError, match=r"ends in \.html or \.md"):
        write_report(tmp_path / "a.pdf", page())
    with pytest.raises(KataError, match="cannot be written"):
        write_report(tmp_path / "no" / "a.md", page())


def test_every_topic_of_a_kata_has_a_title_in_both_languages():
    for language in ("en", "zh"):
        set_language(language)
        for topic in {topic for kata in LIBRARY.katas for topic in kata.spec.topics}:
            title = topic_title(LIBRARY, topic, language)
            assert title != topic
            assert language == "en" or re.search("[\u4e00-\u9fff]", title) or topic == "vmap"
