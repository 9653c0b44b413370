"""`list`, `show` and `start`: what there is, what it asks for, where to begin."""

import json

import pytest

from kata.cli.terminal import width


def graded(verdict="failed"):
    checks = [{"name": "contract", "status": "passed"}, {"name": "values", "status": "failed"}]
    return {"kata": "line", "framework": "jax", "verdict": verdict, "seconds": 1.0, "checks": checks, "diagnosis": None}


def row(out, name):
    return next(line for line in out.splitlines() if line.startswith(f"{name} "))


def test_the_list_shows_level_minutes_status_and_title(kata, store):
    store.save_draft("line-numpy", "x")
    store.add_grade(graded(), "x")
    ran = kata("list")
    assert ran.code == 0
    assert row(ran.out, "line-numpy").split() == ["line-numpy", "junior", "15", "begun", "A", "line"]
    assert row(ran.out, "line-jax").split() == ["line-jax", "junior", "15", "1", "of", "2", "checks", "A", "line"]
    store.add_grade(graded("passed"), "x")
    assert " passed " in row(kata("list").out, "line-jax")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_columns_align_by_display_width(kata, lang):
    lines = kata("list", lang=lang).out.splitlines()
    title = {"en": "A line", "zh": "一条直线"}[lang]
    places = {width(line[: line.index(title)]) for line in lines if title in line}
    assert len(places) == 1
    header = lines[0]
    assert width(header[: header.rindex("  ")]) + 2 == places.pop()


def test_a_chinese_character_takes_two_columns_and_an_accent_none():
    assert [width(text) for text in ("ab", "直线", "（", "e\u0301", "")] == [2, 4, 2, 1, 0]


def test_the_list_is_json_for_scripts(kata, store):
    store.add_grade(graded(), "x")
    entries = {entry["name"]: entry for entry in json.loads(kata("list", "--json").out)}
    line = entries["line-jax"]
    assert (line["kata"], line["framework"], line["level"], line["minutes"]) == ("line", "jax", "junior", 15)
    assert (line["status"], line["attempts"], line["best_checks"], line["checks"]) == ("tried", 1, 1, 2)
    assert (entries["line-numpy"]["status"], entries["line-numpy"]["last"]) == ("new", None)


def test_the_statement_is_markdown_for_this_framework_in_this_language(kata):
    assert kata("show", "line-jax").out == "# Fit a line\n\nFind slope and intercept.\n\n## JAX\n\nUse `key`.\n"
    assert kata("show", "line-numpy", lang="zh").out.startswith("# 拟合一条直线\n")


def test_looking_at_the_solution_is_recorded_looking_at_the_statement_is_not(kata, store):
    kata("show", "line-jax")
    assert store.reveals("line-jax") == []
    assert "# jax" in kata("show", "line-jax", "--solution").out
    assert [reveal.what for reveal in store.reveals("line-jax")] == ["solution"]


@pytest.mark.parametrize("command", [["show", "line-jx"], ["start", "lin-jax"], ["history", "line-jacks"]])
def test_an_unknown_name_offers_the_nearest(kata, command):
    ran = kata(*command)
    assert (ran.code, ran.out) == (2, "")
    assert "line-jax" in ran.err


def test_the_starter_is_written_under_the_variant_s_name(kata, tmp_path):
    ran = kata("start", "line-jax")
    assert (tmp_path / "work" / "line_jax.py").read_text().startswith("def fit")
    assert "kata grade line-jax line_jax.py" in ran.out


def test_the_starter_is_written_where_it_is_asked_for(kata, tmp_path):
    kata("start", "line-jax", "mine.py")
    assert (tmp_path / "work" / "mine.py").is_file()
    kata("start", "line-numpy", str(tmp_path))
    assert (tmp_path / "line_numpy.py").is_file()


def test_an_existing_file_is_only_overwritten_by_force(kata, tmp_path):
    file = tmp_path / "work" / "line_jax.py"
    file.write_text("my work")
    ran = kata("start", "line-jax")
    assert ran.code == 2
    assert "--force" in ran.err
    assert file.read_text() == "my work"
    assert kata("start", "line-jax", "--force").code == 0
    assert file.read_text().startswith("def fit")


def test_a_file_that_cannot_be_written_is_named(kata):
    ran = kata("start", "line-jax", "nowhere/line.py")
    assert ran.code == 2
    assert "nowhere/line.py" in ran.err


def test_content_that_is_damaged_is_one_message(kata, tmp_path):
    folder = tmp_path / "home" / "content" / "graders" / "bare"
    folder.mkdir(parents=True)
    (folder / "kata.yaml").write_text(
        "format: 1\nid: bare\ntitle: Bare\nsummary: Bare.\nlevel: mid\ntopics: [kinds]\nminutes: 5\n"
        "variants:\n  numpy: {defines: [f]}\n"
    )
    for command in (["show", "bare-numpy"], ["start", "bare-numpy"]):
        ran = kata(*command)
        assert ran.code == 2
        assert "bare" in ran.err
        assert "Traceback" not in ran.err


def test_faults_in_the_content_are_said_once_on_stderr_and_the_rest_works(kata, tmp_path):
    folder = tmp_path / "home" / "content" / "questions"
    folder.mkdir(parents=True)
    (folder / "broken.yaml").write_text("format: 1\ntopic: broken\n")
    ran = kata("list")
    assert ran.code == 0
    assert "broken.yaml" in ran.err
    assert "kata check" in ran.err
    assert row(ran.out, "line-jax")
