"""Static faults of katas: missing files, mistakes without a diagnosis, names that nothing defines."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, TypeVar

from kata.content.fault import Fault, suggestion
from kata.content.katas import SECTIONS, Kata, Mistake, Variant
from kata.content.library import KataFolder
from kata.content.lint import Known
from kata.content.lint_code import statements
from kata.content.lint_text import Finding, compared, text_findings
from kata.i18n import _

KATA_SCHEMA_LINE: Final = "# yaml-language-server: $schema=../../kata/content/schema/kata.schema.json"
MOST_DEVICES: Final = 16
T = TypeVar("T")
_LINK: Final = re.compile(r"\]\(([^)\s]+)")


def lint_kata(folder: KataFolder, known: Known, *, built_in: bool) -> list[Fault]:
    """Return every static fault of a kata's folder; `built_in` demands translations and the schema's line."""
    document, kata = folder.document, folder.kata
    faults = list(folder.faults)
    if built_in and document.text and not document.text.startswith(KATA_SCHEMA_LINE + "\n"):
        faults.append(Fault(document.path, 1, _("the first line must be: {line}").format(line=KATA_SCHEMA_LINE)))
    if kata is None:
        return sorted(set(faults))
    faults += [document.fault(steps, message) for steps, message in _spec_findings(kata, known, translated=built_in)]
    faults += _statement_faults(kata, translated=built_in)
    titles, more = _checks(kata)
    faults += more
    for variant in kata.variants:
        faults += _variant_faults(variant, titles, known)
    faults += _stray_folders(kata)
    return sorted(set(faults))


def _spec_findings(kata: Kata, known: Known, *, translated: bool) -> Iterator[Finding]:
    """Find faults in `kata.yaml`."""
    spec = kata.spec
    if spec.id != kata.folder.name:
        yield ("id",), _("the id must be the folder's name, {name}").format(name=kata.folder.name)
    yield from text_findings(spec, translated=translated)
    for field, names, among in (
        ("follow_ups", spec.follow_ups, known.questions),
        ("prerequisites", spec.prerequisites, known.katas - {spec.id}),
    ):
        for place, name in enumerate(names):
            if name not in among:
                message = (
                    _("there is no question '{name}'") if field == "follow_ups" else _("there is no kata '{name}'")
                )
                yield (field, place), message.format(name=name) + suggestion(name, among)
    for variant in kata.variants:
        if len(variant.hints) < 3:
            message = _("{name} has {count} hints: write at least three, from a nudge to nearly the answer")
            yield ("hints",), message.format(name=variant.name, count=len(variant.hints))
    yield from _bounds(kata)


def _bounds(kata: Kata) -> Iterator[Finding]:
    """Find limits that no grading can keep, and thresholds outside the measured margin."""
    limits, convergence = kata.spec.limits, kata.spec.convergence
    if limits.seconds > 300:
        yield ("limits", "seconds"), _("a call may take 300 seconds at most")
    if not 256 <= limits.memory_mb <= 65536:
        yield ("limits", "memory_mb"), _("must lie between 256 and 65536")
    if limits.loopback and not limits.processes:
        yield ("limits", "loopback"), _("is for processes that talk to each other: write `processes: true` too")
    if limits.devices > MOST_DEVICES:
        yield ("limits", "devices"), _("may be {most} at most").format(most=MOST_DEVICES)
    if limits.devices > 1 and set(kata.spec.variants) != {"jax"}:
        yield ("limits", "devices"), _("means something in JAX alone: leave it out, or have no other variant")
    if convergence and not convergence.wrong_at_most < convergence.threshold < convergence.right_at_least:
        message = _("the threshold {threshold} must lie between wrong_at_most {wrong} and right_at_least {right}")
        yield (
            ("convergence", "threshold"),
            message.format(
                threshold=convergence.threshold, wrong=convergence.wrong_at_most, right=convergence.right_at_least
            ),
        )


def _statement_faults(kata: Kata, *, translated: bool) -> Iterator[Fault]:
    """Find faults in the statements: missing, different in code spans, links that lead nowhere."""
    english = kata.folder / "statement.md"
    chinese = kata.folder / "statement.zh.md"
    texts = {path: found for path in (english, chinese) if (found := _text(path)) is not None}
    if english not in texts:
        yield Fault(english, 1, _("the file is missing"))
    if chinese not in texts and translated:
        yield Fault(chinese, 1, _("the file is missing"))
    for path, text in texts.items():
        yield from _links(path, text)
        yield from _sections(kata, path, text)
    if len(texts) == 2:
        for _steps, message in compared(texts[english], texts[chinese], ()):
            yield Fault(chinese, 1, message)


def _text(path: Path) -> str | None:
    """Return a file's text, or None if it cannot be read as UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _links(path: Path, text: str) -> Iterator[Fault]:
    """A terminal can follow a URL, not a path."""
    for number, line in enumerate(text.splitlines(), 1):
        for target in _LINK.findall(line):
            if not target.startswith(("https://", "http://")):
                yield Fault(path, number, _("'{source}' is not a URL: write https://…").format(source=target))


def _sections(kata: Kata, path: Path, text: str) -> Iterator[Fault]:
    """A framework's section is shown in its variant only, so the variant must exist."""
    for number, line in enumerate(text.splitlines(), 1):
        for framework, heading in SECTIONS.items():
            if line.rstrip() == heading and framework not in kata.spec.variants:
                message = _("a section for {framework}, but kata.yaml has no such variant")
                yield Fault(path, number, message.format(framework=framework))


def _parsed(path: Path) -> tuple[ast.Module | None, list[Fault]]:
    """Parse a Python file; what prevents it is a fault."""
    return _read(path, lambda: ast.parse(path.read_text(encoding="utf-8")))


def _read(path: Path, read: Callable[[], T]) -> tuple[T | None, list[Fault]]:
    """Return what `read` makes of a Python file; what prevents it is a fault."""
    try:
        return read(), []
    except FileNotFoundError:
        return None, [Fault(path, 1, _("the file is missing"))]
    except (OSError, UnicodeDecodeError):
        return None, [Fault(path, 1, _("not UTF-8 text"))]
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        problem = getattr(error, "msg", None) or str(error)
        return None, [Fault(path, line, _("not Python: {problem}").format(problem=problem))]


# A check's English title -> the frameworks it is limited to, or None for all.
_Titles = dict[str, tuple[str, ...] | None]


def _checks(kata: Kata) -> tuple[_Titles, list[Fault]]:
    """Read from the grader's source which checks it registers; the modules beside it must be Python."""
    tree, faults = _parsed(kata.grader)
    titles: _Titles = {}
    for node in statements(tree) if tree else ():
        if not isinstance(node, ast.FunctionDef):
            continue
        for call in node.decorator_list:
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "check":
                titles |= _title(call)
    if tree and not titles:
        faults.append(
            Fault(kata.grader, 1, _('no check is registered: decorate functions with @check(Text(en="…", zh="…"))'))
        )
    for path in sorted(kata.folder.glob("*.py")):
        faults += _parsed(path)[1] if path != kata.grader else []
    return titles, faults


def _title(call: ast.Call) -> _Titles:
    """Return the title that a `@check(...)` registers, and its `frameworks=`."""
    title = call.args[0] if call.args else next((key.value for key in call.keywords if key.arg == "title"), None)
    if isinstance(title, ast.Call):
        title = next((key.value for key in title.keywords if key.arg == "en"), title.args[0] if title.args else None)
    limited = next((key.value for key in call.keywords if key.arg == "frameworks"), None)
    if not isinstance(title, ast.Constant) or not isinstance(title.value, str):
        return {}
    frameworks = ast.literal_eval(limited) if isinstance(limited, ast.Tuple | ast.List) else None
    return {title.value: tuple(frameworks) if frameworks is not None else None}


def _variant_faults(variant: Variant, titles: _Titles, known: Known) -> Iterator[Fault]:
    """Find faults in one framework's folder."""
    for path in (variant.starter_path, variant.solution_path, *(entry.path for entry in variant.alternatives)):
        yield from _definition_faults(path, variant.spec.defines)
    if variant.given_path.exists():
        yield from _parsed(variant.given_path)[1]
    if not variant.mistakes:
        message = _("there is no mistake: write wrong solutions, or nothing tests the grader")
        yield Fault(variant.folder / "mistakes", 1, message)
    for mistake in variant.mistakes:
        yield from _mistake_faults(mistake, variant.framework, titles)
        yield from _question_faults(mistake, known)


def _stray_folders(kata: Kata) -> Iterator[Fault]:
    """A framework's folder that `kata.yaml` does not name would never be seen."""
    for framework in SECTIONS:
        if framework not in kata.spec.variants and (kata.folder / framework).is_dir():
            message = _("kata.yaml has no variant {framework}: add it, or remove the folder")
            yield Fault(kata.folder / framework, 1, message.format(framework=framework))


def _definition_faults(path: Path, names: tuple[str, ...]) -> Iterator[Fault]:
    """A starter and every right solution define what the kata asks for."""
    tree, faults = _parsed(path)
    yield from faults
    if tree is None:
        return
    defined = set(_defined(tree))
    for name in names:
        if name not in defined:
            message = _("does not define `{name}`, which kata.yaml asks for").format(name=name)
            yield Fault(path, 1, message + suggestion(name, defined))


def _defined(tree: ast.Module) -> Iterator[str]:
    """Yield the names bound at the top of a module."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (target.id for target in targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.Import | ast.ImportFrom):
            yield from (alias.asname or alias.name.split(".")[0] for alias in node.names)


def _mistake_faults(mistake: Mistake, framework: str, titles: _Titles) -> Iterator[Fault]:
    """A mistake's docstring holds the diagnosis in both languages and the check that must catch it."""
    form, faults = _read(mistake.path, lambda: mistake.form)
    yield from faults
    if form is None:
        return
    message, caught_by, _asked = form
    if not message.en:
        yield Fault(mistake.path, 1, _("the docstring must begin with the diagnosis in English"))
    if not message.zh:
        yield Fault(mistake.path, 1, _("the docstring needs a paragraph `zh: …` with the diagnosis in Chinese"))
    else:
        for _steps, said in compared(message.en, message.zh, ()):
            yield Fault(mistake.path, 1, said)
    line = next((n for n, text in enumerate(mistake.text.splitlines(), 1) if "Caught by:" in text), 1)
    if not caught_by:
        yield Fault(mistake.path, line, _("the docstring must end with a line `Caught by: TITLE OF A CHECK`"))
    elif titles and caught_by not in titles:
        said = _("grader.py registers no check '{title}'").format(title=caught_by)
        yield Fault(mistake.path, line, said + suggestion(caught_by, titles))
    elif titles and framework not in (titles[caught_by] or (framework,)):
        said = _("the check '{title}' does not run for {framework}")
        yield Fault(mistake.path, line, said.format(title=caught_by, framework=framework))


def _question_faults(mistake: Mistake, known: Known) -> Iterator[Fault]:
    """The question that a mistake calls back must exist."""
    try:
        name = mistake.question
    except (OSError, SyntaxError, ValueError):  # said already
        return
    if name is not None and name not in known.questions:
        line = next((n for n, text in enumerate(mistake.text.splitlines(), 1) if "Question:" in text), 1)
        message = _("there is no question '{name}'").format(name=name)
        yield Fault(mistake.path, line, message + suggestion(name, known.questions))
