"""A sitting from its first question to its summary, left in the middle and gone on with."""

import pytest

from kata.practice import OpenAnswer
from kata.tui.asking import Wanted
from kata.tui.opening import quiz
from kata.tui.screens.home import HomeScreen
from kata.tui.screens.summary import SummaryScreen
from kata.tui.widgets.fields import LineField, TextField
from kata.tui.widgets.verdict import KataLink, Verdict


def asking(*names):
    return quiz(Wanted(questions=names, seed=3))


@pytest.mark.slow
async def test_a_wrong_answer_says_why_it_tempts_and_what_is_true(open_stage):
    async with open_stage(asking("pick-one"), size=(80, 50)) as stage:
        await stage.press("1", "enter")
        text = stage.text()
    assert "✗ Wrong." in text
    assert "Compiled once per signature." in text
    assert "Python runs while jit traces." in text
    assert "https://docs.jax.dev" in text
    assert "len(traces) == 2" in text, "the proof"


async def test_the_question_does_not_move_when_the_verdict_appears(open_stage):
    async with open_stage(asking("pick-one")) as stage:
        parts = [*stage.quiz.query("Prose, CodeView, GutterRow, StatusLine")]
        before = [part.region for part in parts]
        await stage.press("1", "enter")
        assert stage.quiz.query_one(Verdict).region.height > 5
        assert [part.region for part in parts] == before


async def test_the_answer_is_in_the_store_before_the_next_question_shows(open_stage, store, clock):
    async with open_stage(asking("give-number", "give-shape")) as stage:
        clock.pass_by(seconds=12)
        await stage.press("1", "2", "enter")
        attempt = store.attempts()[0]
        assert (attempt.question, attempt.answer, attempt.correct) == ("give-number", "12", False)
        assert attempt.seconds == 12
        assert attempt.misconceptions == ("bias-forgotten",)
        assert attempt.sitting == stage.quiz.running.id
        assert stage.asked.question.id == "give-number"


async def test_enter_twice_answers_once(open_stage, store):
    async with open_stage(asking("give-number", "give-shape")) as stage:
        await stage.press("1", "6", "enter")
        stage.quiz.view.form.submit()
        await stage.settled()
        assert len(store.attempts()) == 1


@pytest.mark.slow
async def test_hints_come_one_by_one_and_are_remembered(open_stage, store):
    async with open_stage(asking("pick-one")) as stage:
        await stage.press("h")
        assert "Hint 1: What does the cache look at?" in stage.text()
        assert "Shapes and dtypes" not in stage.text()
        await stage.press("h", "h")
        assert "Hint 2: Shapes and dtypes." in stage.text()
        await stage.press("1", "enter")
    assert [reveal.number for reveal in store.reveals("pick-one")] == [1, 2]
    assert store.attempts()[0].hints == 2


async def test_unsure_before_the_answer_is_stored_with_it(open_stage, store):
    async with open_stage(asking("true-or-false")) as stage:
        await stage.press("u", "2", "enter")
        assert "✓ Right. · comes back on Wed 25 Nov (hard) · unsure" in stage.text()
    assert store.attempts()[0].unsure


@pytest.mark.slow
async def test_unsure_after_the_answer_is_stored_and_can_be_taken_back(open_stage, store):
    async with open_stage(asking("true-or-false")) as stage:
        await stage.press("2", "enter", "f2")
        assert store.attempts()[0].unsure
        assert "(hard)" in stage.text()
        await stage.press("f2")
        assert not store.attempts()[0].unsure
        assert "unsure" not in stage.text().splitlines()[-2]


@pytest.mark.slow
async def test_the_reader_s_own_rating_moves_the_day_on_which_it_comes_back(open_stage, store):
    async with open_stage(asking("true-or-false")) as stage:
        await stage.press("2", "enter")
        assert "comes back on Thu 26 Nov (good)" in stage.text()
        await stage.press("4")
        assert "comes back on Wed 2 Dec (easy)" in stage.text()
        await stage.press("1")
        assert "comes back on Wed 25 Nov (again)" in stage.text()
        assert store.attempts()[0].rating == 1


@pytest.mark.slow
async def test_an_answer_taken_back_counts_for_nothing_and_is_asked_again(open_stage, store):
    async with open_stage(asking("true-or-false", "give-shape")) as stage:
        await stage.press("t", "enter", "u")
        assert not stage.asked.answered
        assert store.attempts() == []
        await stage.press("f", "enter")
        assert "✓ Right." in stage.text()
        assert [(it.correct, it.undone) for it in store.attempts(undone=True)] == [(True, False), (False, True)]


@pytest.mark.slow
async def test_ctrl_z_takes_the_last_answer_back_from_the_next_question_on(open_stage, store):
    async with open_stage(asking("true-or-false", "own-words")) as stage:
        await stage.press("ctrl+z", "f", "enter", "enter")
        await stage.press(*"half", "ctrl+z")
        assert stage.asked.question.id == "own-words", "it belongs to what is being typed"
        stage.quiz.query_one(TextField).text = ""
        await stage.press("ctrl+z")
        assert stage.asked.question.id == "true-or-false"
        assert store.attempts() == []


@pytest.mark.parametrize("key", ["f2", "f3"])
async def test_function_keys_do_it_while_typing(open_stage, key):
    async with open_stage(asking("give-number")) as stage:
        await stage.press("u", "f", key)
        assert stage.quiz.query_one(LineField).value == "uf"
        assert (stage.asked.unsure, stage.asked.flagged) == (key == "f2", key == "f3")
        assert "f2 Unsure  f3 Flag" in stage.text().splitlines()[-1]


@pytest.mark.slow
async def test_a_flag_is_kept_and_taken_back(open_stage, store):
    async with open_stage(asking("pick-one")) as stage:
        await stage.press("f")
        assert store.flagged() == {"pick-one"}
        assert "flagged" in stage.text()
        await stage.press("f")
        assert store.flagged() == set()


async def test_f_is_false_until_a_statement_is_judged_and_then_flags(open_stage, store):
    async with open_stage(asking("true-or-false")) as stage:
        await stage.press("f")
        assert store.flagged() == set()
        await stage.press("enter", "f")
        assert store.flagged() == {"true-or-false"}


@pytest.mark.slow
async def test_code_that_passes_its_test_is_right_however_it_is_written(open_stage):
    async with open_stage(asking("fill-blanks")) as stage:
        stage.grading.passes = True
        await stage.press(*"average", "enter", "2", "enter")
        assert stage.grading.asked == [("fill-blanks", ["average", "2"])]
        assert "✓ Right." in stage.text()


@pytest.mark.slow
async def test_code_that_fails_its_test_is_wrong_and_shows_what_it_said(open_stage):
    async with open_stage(asking("fill-blanks")) as stage:
        await stage.press(*"sum", "enter", "2", "enter")
        assert "✗ Wrong." in stage.text()
        assert "AssertionError on line 2" in stage.text()
        assert "That is the sum." in stage.text()


@pytest.mark.slow
async def test_while_code_runs_the_screen_says_so_and_stays_alive(open_stage, store):
    async with open_stage(asking("fill-blanks")) as stage:
        stage.grading.go.clear()
        await stage.press(*"sum", "enter", "2", "enter")
        assert "Running your code." in stage.text()
        await stage.press("f3", "ctrl+s")
        assert stage.asked.flagged
        assert store.attempts() == []
        stage.grading.go.set()
        await stage.until(lambda: stage.asked.answered)
        assert len(stage.grading.asked) == 1


@pytest.mark.slow
async def test_where_code_cannot_run_the_accepted_fillings_decide(open_stage):
    async with open_stage(asking("fill-blanks")) as stage:
        stage.grading.passes = None
        await stage.press(*"average", "enter", "2", "enter")
        assert "✗ Wrong." in stage.text()
        assert "no framework" in stage.text()


@pytest.mark.slow
async def test_leaving_and_going_on_asks_the_next_question_in_the_same_order(open_stage):
    async with open_stage(asking("pick-one", "put-in-order", "give-shape")) as stage:
        await stage.press("1", "enter", "enter")
        before = stage.text()
        await stage.press("escape")
        assert isinstance(stage.app.screen, HomeScreen)
        await stage.press("w")
        assert stage.text().replace(" n New questions ", " ").splitlines()[:-1] == before.splitlines()[:-1]
        assert "2 of 3" in stage.text()


@pytest.mark.slow
async def test_what_was_typed_and_not_submitted_is_there_again(open_stage):
    async with open_stage(asking("own-words")) as stage:
        await stage.press(*"half an ans", "escape", "w")
        assert stage.quiz.query_one(TextField).text == "half an ans"
        await stage.press(*"wer", "ctrl+s", "enter")
        assert stage.asked.answer == OpenAnswer("half an answer", ())


@pytest.mark.slow
async def test_a_pause_in_typing_keeps_it(open_stage, store):
    async with open_stage(asking("give-shape")) as stage:
        await stage.press("8", "x")
        await stage.until(lambda: store.draft("question:give-shape"))
        assert store.draft("question:give-shape").source == '"8x"'


async def test_what_was_typed_in_an_earlier_sitting_is_forgotten(open_stage, store, clock):
    store.save_draft("question:give-shape", '"old"')
    clock.pass_by(days=1)
    async with open_stage(asking("give-shape")) as stage:
        assert stage.quiz.query_one(LineField).value == ""


async def test_without_a_wish_an_unfinished_sitting_goes_on(open_stage, store):
    saved = store.begin_sitting(3, ("give-number", "give-shape"))
    async with open_stage(quiz(None)) as stage:
        assert stage.quiz.running.id == saved.id
        await stage.press("f2")
        assert "1 of 2" in stage.text()


async def test_new_questions_instead_of_the_unfinished_ones(open_stage, store):
    saved = store.begin_sitting(3, ("true-or-false", "give-shape"))
    async with open_stage(quiz(None)) as stage:
        await stage.press("n")
        assert stage.quiz.running.id != saved.id
        assert len(stage.quiz.running.sitting.questions) == 10
        assert store.open_sitting().id == stage.quiz.running.id


@pytest.mark.slow
async def test_the_summary_names_what_comes_back_and_what_is_believed(open_stage, store):
    async with open_stage(asking("give-number", "true-or-false", "give-shape")) as stage:
        await stage.press("1", "2", "enter", "enter")
        await stage.press("f", "enter", "enter")
        await stage.press(*"8x16", "f2", "enter", "enter")
        assert isinstance(stage.app.screen, SummaryScreen)
        text = stage.text()
        assert "2 of 3 questions right. 1 guess." in text
        assert "· How many parameters has nn.Linear(3, 4)?" in text
        assert "· JAX arrays" not in text
        assert "· What shape has" in text
        assert "Wed 25 Nov" in text
        assert "What you held comes back on Thu 26 Nov." in text
        assert "• The bias is missing." in text
        assert store.open_sitting() is None
        await stage.press("enter")
        assert isinstance(stage.app.screen, HomeScreen)


@pytest.mark.slow
async def test_r_repeats_what_was_missed(open_stage):
    async with open_stage(asking("give-number", "true-or-false")) as stage:
        await stage.press("1", "2", "enter", "enter", "f", "enter", "enter")
        await stage.press("r")
        assert stage.quiz.running.sitting.questions == ("give-number",)
        await stage.press("1", "6", "enter", "enter")
        assert "Nothing to come back to." in stage.text()
        assert "Repeat" not in stage.text()


async def test_a_wish_that_nothing_fits_says_so_and_leads_home(open_stage, store):
    async with open_stage(quiz(Wanted(framework="numpy", level="junior"))) as stage:
        assert "No question fits what was asked for." in stage.text()
        await stage.press("enter", "u", "h", "escape")
        assert isinstance(stage.app.screen, HomeScreen)
    assert store.open_sitting() is None


@pytest.mark.slow
async def test_the_kata_that_practises_it_is_one_key_or_click_away(open_stage, monkeypatch):
    opened = []
    monkeypatch.setattr("kata.tui.app.KataApp.solve", lambda _app, name: opened.append(name))
    async with open_stage(asking("pick-one"), size=(80, 50)) as stage:
        await stage.press("p")
        assert opened == []
        await stage.press("1", "enter", "p")
        await stage.click(KataLink)
        assert opened == ["descent-jax", "descent-jax"]


async def test_a_full_disk_is_said_and_the_answer_can_be_given_again(open_stage, store, monkeypatch):
    from kata.store import StoreError

    def full(**_facts):
        raise StoreError("The disk is full.")

    async with open_stage(asking("true-or-false")) as stage:
        with monkeypatch.context() as patch:
            patch.setattr(store, "add_answer", full)
            await stage.press("t", "enter")
            assert "The disk is full." in stage.text()
            assert not stage.asked.answered
        await stage.press("enter")
        assert stage.asked.answered


@pytest.mark.slow
async def test_wide_code_is_not_wrapped_and_scrolls_sideways(open_stage, library):
    from msgspec.structs import replace

    from kata.tui.widgets.code import CodeView

    question = library.question("what-it-prints")
    library._questions[question.id] = replace(question, code="print(" + "1234567890" * 12 + ")")
    async with open_stage(asking(question.id)) as stage:
        code = stage.quiz.query_one(CodeView)
        assert code.max_scroll_x > 40
        assert sum("1234567890" in line for line in stage.text().splitlines()) == 1
        await stage.press("f2", "ctrl+s")
        await stage.press(*"nothing", "ctrl+s", "greater_than_sign")
        assert code.scroll_x == 8
        await stage.press("less_than_sign")
        assert code.scroll_x == 0
