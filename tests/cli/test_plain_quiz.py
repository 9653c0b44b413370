"""The quiz can be answered line by line, in any kind, left and resumed, without losing anything."""

import re

import pytest

from kata.cli.plain_quiz import LINES_WITHOUT_ANSWER
from kata.store import QuestionAttempt

ONE = ("quiz", "--seed", "1", "--count", "1", "kinds")

# kind -> (right answer as typed, wrong answer as typed)
TYPED = {
    "choice": ("b\n", "a\n"),
    "multi": ("c a\n", "a b\n"),
    "boolean": ("yes\n", "f\n"),
    "number": ("203,530 parameters\n", "203264\n"),
    "shape": ("8x16\n", "(16, 8)\n"),
    "output": ("1\ntwo\nValueError\n\n", "1\n\n"),
    "cloze": ("1\n2\n", "2\n1\n"),
    "bug": ("2 a\n", "3 b\n"),
}


@pytest.fixture
def only(monkeypatch):
    """Let a quiz ask one question alone: `only("choice")`."""

    def choose(*kinds):
        names = tuple(f"kinds-{kind}" for kind in kinds)
        monkeypatch.setattr("kata.practice.choose_questions", lambda *_args, **_kwargs: names)

    return choose


@pytest.fixture
def no_filling_passes(monkeypatch):
    """Keep a wrong filling from being run: running is the grader's matter."""
    monkeypatch.setattr("kata.cli.quiz.filling_passed", lambda *_args: False)


def last(store) -> QuestionAttempt:
    return store.attempts(limit=1)[0]


def typed_order(out: str, right: list[str]) -> str:
    """Return the numbers, as shown, that put the lines in the right order."""
    shown = dict(re.findall(r"^(\d)\) (.*)$", out, re.MULTILINE))
    return " ".join(number for line in right for number, text in shown.items() if text == line)


@pytest.mark.parametrize("kind", TYPED)
@pytest.mark.usefixtures("no_filling_passes")
def test_every_kind_is_answered_rightly_and_wrongly_by_typing(kata, store, only, kind):
    only(kind)
    right, wrong = TYPED[kind]
    ran = kata(*ONE, typed=right)
    assert (ran.code, ran.err) == (0, "")
    assert "\nRight.\n" in ran.out
    assert "Right is:" not in ran.out
    assert last(store).correct is True
    ran = kata(*ONE, typed=wrong)
    assert "Right is:" in ran.out
    assert last(store).correct is False


def test_lines_are_ordered_by_the_numbers_shown(kata, store, only):
    only("order")
    left = kata(*ONE, typed="q\n")
    numbers = typed_order(left.out, ["first()", "second()", "third()"])
    assert numbers != "1 2 3"
    assert "Right." in kata("quiz", typed=f"{numbers}\n").out
    assert last(store).answer == [0, 1, 2]


def test_a_table_is_answered_row_by_row_and_only_a_faulty_row_again(kata, store, only):
    only("match")
    left = kata(*ONE, typed="q\n")
    letter = {text: letter for letter, text in re.findall(r"^([a-e])\) (\w+)$", left.out, re.MULTILINE)}
    rows = [f"{letter['size']} {letter['shape']}", f"{letter['backward']} {letter['grad']}"]
    ran = kata("quiz", typed=f"z z\n{rows[0]}\n{rows[1]}\n")
    assert ran.out.count("shape (PyTorch, JAX):") == 2
    assert ran.out.count("gradient (PyTorch, JAX):") == 1
    assert last(store).answer == ["size", "shape", "backward", "grad"]
    assert last(store).correct is True


def test_an_open_answer_is_compared_by_the_reader_with_the_key_points(kata, store, only):
    only("open")
    ran = kata(*ONE, typed="Because\nit is.\n\n1 9\n1, 3\n")
    assert ran.out.index("Because of three things.") < ran.out.index("point three")
    assert "Type the numbers of points, 1 to 3" in ran.out
    assert "2 of 3 points made." in ran.out
    assert "It is said that…" in ran.out
    attempt = last(store)
    assert (attempt.correct, attempt.score) == (None, pytest.approx(2 / 3))
    assert attempt.answer == {"text": "Because\nit is.", "points": [0, 2]}


def test_a_filling_that_nobody_foresaw_is_run(kata, only, monkeypatch):
    run = []
    monkeypatch.setattr("kata.cli.quiz.filling_passed", lambda _question, fillings: run.append(fillings) or True)
    only("cloze")
    assert "Right." in kata(*ONE, typed="3 - 2\n1 + 1\n").out
    assert run == [("3 - 2", "1 + 1")]
    assert "Right." in kata(*ONE, typed="1\n2\n").out
    assert len(run) == 1  # an accepted filling needs no running


def test_after_an_answer_come_the_explanation_the_reason_and_the_sources(kata, only):
    only("choice")
    out = kata(*ONE, typed="a\n").out
    parts = ["Wrong.", "Right is: b) the right one", "A tempts.", "Because of B.", "Sources:", "https://numpy.org"]
    places = [out.index(part) for part in parts]
    assert places == sorted(places)


def test_an_answer_that_cannot_be_read_is_asked_for_again_and_not_stored(kata, store, only):
    only("shape")
    ran = kata(*ONE, typed="what?\n8,16\n")
    assert "no shape" in ran.out
    assert len(store.attempts()) == 1
    assert not last(store).unsure  # the doubt went with the answer that was not read


@pytest.mark.parametrize(
    ("kind", "typed"), [("choice", "b?\n"), ("choice", "b ?\n"), ("output", "1\ntwo ?\nValueError\n\n")]
)
def test_a_question_mark_behind_an_answer_says_unsure(kata, store, only, kind, typed):
    only(kind)
    assert "Right." in kata(*ONE, typed=typed).out
    assert last(store).unsure


def test_a_sentence_of_an_open_answer_may_end_in_a_question_mark(kata, store, only):
    only("open")
    kata(*ONE, typed="Why not?\n\n\n")
    assert (last(store).answer["text"], last(store).unsure) == ("Why not?", False)


def test_doubt_can_come_after_the_answer(kata, store, only):
    only("choice", "shape")
    ran = kata(*ONE, typed="?u\nb\n?u\n8,16\n")
    assert "Nothing is answered yet." in ran.out
    assert "It comes back." in ran.out
    assert [attempt.unsure for attempt in store.attempts()] == [False, True]
    assert "Unsure of 1." in ran.out


def test_hints_come_one_by_one_and_are_counted_even_over_a_break(kata, store, only):
    only("choice")
    ran = kata(*ONE, typed="?h\n")
    assert "Not the first." in ran.out
    ran = kata("quiz", typed="?h\n? h\n？ｈ\n?h\nb\n")
    assert "The second." in ran.out
    assert "There is no further hint." in ran.out
    assert last(store).hints == 2
    assert [reveal.number for reveal in store.reveals("kinds-choice")] == [1, 2]


def test_flagged_questions_are_listed_with_their_bank_and_what_they_ask(kata, store):
    assert kata("quiz", "--flagged").out == "No question is flagged. In the quiz, `f` flags one.\n"
    store.flag("kinds-choice")
    store.flag("kinds-gone")
    ran = kata("quiz", "--flagged")
    assert ran.out.split()[:2] == ["kinds-choice", "kinds"]
    assert (ran.out.count("\n"), ran.err) == (1, "kinds-gone: no longer in the content\n")


def test_a_question_can_be_flagged(kata, store, only):
    only("choice")
    kata(*ONE, typed="?f\n")
    assert store.flagged() == {"kinds-choice"}
    kata("quiz", typed="?f\n")
    assert store.flagged() == set()


def test_a_lone_question_mark_says_what_can_be_typed(kata, only):
    only("choice")
    out = kata(*ONE, typed="?\n").out
    assert all(command in out for command in ("?h", "?u", "?f", "q "))


def test_leaving_loses_nothing_and_the_next_quiz_goes_on(kata, store, only):
    only("choice", "shape", "boolean")
    left = kata(*ONE, typed="b\nq\n")
    assert left.code == 0
    assert "Nothing is lost" in left.out
    assert "1 of 1 right." in left.out
    ran = kata("quiz", typed="8,16\nt\n")
    assert "Question 2 of 3" in ran.out
    assert "3 of 3 right." in ran.out
    assert store.open_sitting() is None
    assert len({attempt.sitting for attempt in store.attempts()}) == 1


def test_the_end_of_the_input_is_leaving(kata, store, only):
    only("choice", "open")
    ran = kata(*ONE, typed="b\nBecause\n")
    assert (ran.code, ran.err) == (0, "")
    assert "Nothing is lost" in ran.out
    assert [attempt.question for attempt in store.attempts()] == ["kinds-choice"]
    assert store.open_sitting() is not None


def test_an_endless_stream_of_empty_lines_comes_to_an_end(kata, store, only):
    only("choice")
    ran = kata(*ONE, typed="\n" * (LINES_WITHOUT_ANSWER + 50))
    assert ran.code == 0
    assert "Nothing is lost" in ran.out
    assert store.attempts() == []


def test_new_gives_up_the_unfinished_quiz(kata, store, only):
    only("choice", "shape")
    kata(*ONE, typed="b\nq\n")
    given_up = store.open_sitting()
    ran = kata("quiz", "--new", typed="q\n")
    assert "Question 1 of 2" in ran.out
    assert store.open_sitting().id != given_up.id
    kata("quiz", "--new", typed="b\n8,16\n")
    assert store.open_sitting() is None


def test_a_quiz_asked_for_in_particular_does_not_lose_the_unfinished_one(kata, only):
    only("choice", "shape")
    kata(*ONE, typed="b\nq\n")
    only("boolean")
    assert "Question 1 of 1" in kata("quiz", "kinds", typed="t\n").out
    assert "Question 2 of 2" in kata("quiz", typed="q\n").out


def test_a_quiz_whose_questions_are_all_answered_or_gone_is_not_resumed(kata, store, only):
    gone = store.begin_sitting(1, ["kinds-gone"])
    only("choice")
    assert "Question 1 of 1" in kata("quiz", typed="b\n").out
    assert store.open_sitting() is None
    assert last(store).sitting != gone.id


def test_the_summary_names_what_to_revisit_and_the_beliefs_to_doubt(kata, only):
    only("choice", "multi", "shape")
    out = kata(*ONE, typed="a\na b\n8,16\n").out
    summary = out[out.index("1 of 3 right.") :]
    assert "Every kind: 1 of 3" in summary
    assert "- kinds-choice: Which one? (" in summary
    assert "- takes-a (1)\n- takes-b (1)" in summary
    assert "kinds-shape" not in summary


def test_the_quiz_speaks_chinese(kata, only):
    only("choice")
    out = kata(*ONE, typed="a\n", lang="zh").out
    assert "哪一个？" in out
    assert "A 很诱人。" in out
    assert "Which one?" not in out


def test_the_plain_quiz_draws_no_boxes_and_no_colours(kata, only):
    only(*(kind for kind in TYPED if kind != "cloze"))
    out = kata(*ONE, typed="".join(right for kind, (right, _) in TYPED.items() if kind != "cloze")).out
    assert "7 of 7 right." in out
    assert not re.search(r"[\u2500-\u259f\u2800-\u28ff\x1b]", out)


def test_the_same_seed_asks_the_same_questions(kata):
    command = ("quiz", "kinds", "--seed", "7", "--count", "3")
    assert kata(*command).out == kata(*command).out
    assert kata(*command).out != kata("quiz", "kinds", "--seed", "8", "--count", "3").out


def test_level_framework_and_count_are_obeyed(kata, store):
    kata("quiz", "kinds", "--level", "senior", "--framework", "numpy", "--count", "5")
    assert set(store.open_sitting().questions) == {"kinds-number", "kinds-open"}


def test_nothing_that_fits_is_said(kata, store):
    ran = kata("quiz", "kinds", "--framework", "jax")
    assert (ran.code, ran.out) == (2, "")
    assert "no such question" in ran.err
    assert store.open_sitting() is None


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["kids"], "kinds"),
        (["--level", "senor"], "senior"),
        (["--count", "0"], "--count"),
        (["--seed", "9" * 30], "--seed"),
        (["--framework", "tf"], "torch"),
    ],
)
def test_bad_usage_is_one_message_and_exit_code_2(kata, arguments, named):
    ran = kata("quiz", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert named in ran.err
    assert "Traceback" not in ran.err


def test_a_store_that_cannot_be_opened_is_one_message_and_exit_code_2(kata, monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("KATA_HOME", str(tmp_path / "file"))
    ran = kata("quiz", "kinds")
    assert ran.code == 2
    assert "KATA_HOME" in ran.err
