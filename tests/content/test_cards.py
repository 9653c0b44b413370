"""Cards become a bank of one's own: clean, stable, updated by the same cards."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kata.content import load_library
from kata.content.card_table import read_table
from kata.content.cards import Card, expect_free, take_in, topic_for
from kata.content.html_text import plain
from kata.content.selection import lint, select
from kata.errors import KataError


def card(key="k", front="What is a VJP?", back="A product with `J^T`.", **more) -> Card:
    return Card(key=key, front=front, back=back, origin="Deck", **more)


def taken(path: Path, *cards: Card, level="mid"):
    result = take_in(cards, path, title="Mine", level=level)
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text(result.text, encoding="utf-8")
    return result.new, result.changed, result.known


def questions(path: Path):
    library = load_library(path.parents[1], user_dir=path.parents[1] / "none", built_in=path.parents[1] / "none")
    assert library.faults == ()
    assert lint(select(path), library) == []
    return library.questions


@pytest.fixture
def bank(tmp_path) -> Path:
    return tmp_path / "questions" / "mine.yaml"


def test_cards_become_open_questions_without_a_fault(bank):
    assert taken(
        bank, card(tags=("PyTorch", "a::b", "中文")), card("l", back="- one\n- two\n- three", more="Extra.")
    ) == (2, 0, 0)
    first, second = questions(bank)
    assert (first.prompt, first.model_answer, first.tags) == (
        "What is a VJP?",
        "A product with `J^T`.",
        ("pytorch", "a-b"),
    )
    assert (first.frameworks, first.level, str(first.explanation)) == (("torch",), "mid", "From Deck.")
    assert [str(point.text) for point in first.points] == ["It says what the card says."]
    assert [point.text for point in second.points] == ["one", "two", "three"]
    assert (second.explanation, second.frameworks) == ("Extra.", ())


def test_the_same_card_updates_its_question_and_leaves_the_others_as_they_were_edited(bank):
    taken(bank, card("a"), card("b", front="Why?"))
    names = [question.id for question in questions(bank)]
    edited = bank.read_text().replace('prompt: "Why?"', 'prompt: {en: "Why?", zh: 为什么？}')
    own = '\n  - id: mine-by-hand\n    kind: boolean\n    level: mid\n    frameworks: [torch]\n    tags: []\n    prompt: "So?"\n    answer: true\n    misconception: x\n    explanation: "Yes."\n    proof: |\n      truth = bool(1)\n'
    bank.write_text(edited + own)
    assert taken(bank, card("a", back="changed"), card("b", front="Why?"), card("c")) == (1, 1, 1)
    first, second, third, fourth = questions(bank)
    assert [first.id, second.id, third.id] == [*names, "mine-by-hand"]
    assert (first.model_answer, str(second.prompt), second.prompt.zh) == ("changed", "Why?", "为什么？")
    assert fourth.id not in names
    assert taken(bank, card("a", back="changed"), card("b", front="Why?"), card("c")) == (0, 0, 3)


def test_a_file_that_was_moved_changes_no_card(bank):
    taken(bank, *read_table(b"q,a\n", "here/f.csv"))
    assert "From f.csv." in bank.read_text()
    assert taken(bank, *read_table(b"q,a\n", "/elsewhere/g.csv")) == (0, 0, 1)


def test_another_level_is_a_change(bank):
    taken(bank, card())
    assert taken(bank, card(), level="senior") == (0, 1, 0)
    assert questions(bank)[0].level == "senior"


@pytest.mark.parametrize(
    "text",
    ["no", "1e5", "0x1f", "~", "- a", "a: b", "# c", "&x", "*x", "{a}", "'", '"', "中文：是", "a\n  b\n\n\tc", "{{1}}", "%x", "2026-01-01", "a\\n"],
)  # fmt: skip
def test_text_stays_text_whatever_it_looks_like(bank, text):
    taken(bank, card(front=text, back=text))
    (question,) = questions(bank)
    assert (question.prompt, question.model_answer) == (text, text)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(front=st.text(max_size=60), back=st.text(max_size=60))
def test_any_text_comes_back_as_it_was(tmp_path, front, back):
    front, back = plain(front) or "x", plain(back) or "x"
    bank = tmp_path / "questions" / "mine.yaml"
    bank.unlink(missing_ok=True)
    taken(bank, card(front=front, back=back))
    (question,) = questions(bank)
    assert (question.prompt, question.model_answer) == (front, back)


def test_a_bank_with_faults_is_not_touched(bank):
    bank.parent.mkdir()
    bank.write_text("format: 1\ntopic: mine\n  title: x\n")
    with pytest.raises(KataError, match=r"mine.yaml:3: .*Mend the bank"):
        taken(bank, card())


def test_a_bank_laid_out_in_another_way_is_not_touched(bank):
    bank.parent.mkdir()
    text = "format: 1\ntopic: mine\ntitle: x\nquestions: []\n"
    bank.write_text(text)
    with pytest.raises(KataError, match="Choose another topic"):
        taken(bank, card())
    assert bank.read_text() == text


def test_a_bank_that_would_hide_another_is_refused(tmp_path, bank):
    taken(bank, card())
    expect_free("mine", bank, [tmp_path])
    with pytest.raises(KataError, match="--topic my-mine"):
        expect_free("mine", tmp_path / "other" / "questions" / "mine.yaml", [tmp_path])
    with pytest.raises(KataError, match="no id"):
        expect_free("My Cards", bank, [])


@pytest.mark.parametrize(
    ("name", "topic"), [("My Cards.csv", "my-cards"), ("面试题.csv", "cards"), ("a/b_c.apkg", "b-c")]
)
def test_a_topic_comes_from_the_files_name(name, topic):
    assert topic_for(name) == topic


@pytest.mark.parametrize(
    "text",
    [
        "q,a,t1 t2\n",
        "question,answer,tags\nq,a,t1 t2\n",
        "tags;Back;Front\nt1,t2;a;q\n",
        "q\ta\tt1 t2\n",
        "#separator:tab\n#html:true\nq\ta\tt1 t2\n",
        "\n\nq,a,t1;t2\n,,\n",
        "题目,答案,标签\r\nq,a,t1，t2\r\n",
        '"q","a","t1 t2"',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_tables_are_read_as_spreadsheets_write_them(text, encoding):
    (found,) = read_table(text.encode(encoding), "f.csv")
    assert (found.front, found.back, found.tags, found.origin) == ("q", "a", ("t1", "t2"), "f.csv")


def test_cells_hold_lines_html_and_formulas():
    rows = '"one\ntwo",<b>a</b> &lt;,\n\'=1+1,List<int>\n'
    first, second = read_table(rows.encode(), "f")
    assert (first.front, first.back, second.front, second.back) == ("one\ntwo", "a <", "=1+1", "List<int>")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "f: no card|f holds no card"),
        (b"question,answer\n", "f holds no card"),
        (b"q,a\nlonely\n", "f:2: a row is a question"),
        (b"q,a\n,b\n", "f:2: a row"),
        (b'q,"a\nb,c\n', r"f:1: not a table .*quotation mark"),
        ("题目,答案".encode("gb18030"), "f:1: not UTF-8 text. Save the table as “CSV UTF-8”"),
        (b"q,a\x00", "f is no text"),
        (b"PK\x03\x04\x00\x00\x00", "f is no text"),
        (b"at,day,type,item\n2026,x,y,z\n", "table of attempts"),
        (b"q," + b"a" * 2_000_000, "f:1: not a table"),
    ],
)  # fmt: skip
def test_a_table_that_cannot_be_read_is_told_with_its_line(data, said):
    with pytest.raises(KataError, match=said):
        read_table(data, "f")
