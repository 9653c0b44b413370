"""Small mutations of the reference solutions, graded: what passes is equivalent to the solution, or shows a hole.

    python benchmarks/mutations.py [KATA ...] [--framework numpy] [--most 60] [--seed 0]

Each mutation changes one place: an operator, a comparison, a constant, an axis, a mean for a sum, a dropped term,
statement, sign or negation. Survivors are printed with their line before and after, to be looked at one by one.
"""

import argparse
import ast
import copy
import random
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from kata.content import Variant, load_library
from kata.errors import KataError
from kata.grading.judge import grade
from kata.grading.processes import Pool, require
from kata.grading.report import GradeRequest
from kata.grading.trial import Known

OPERATORS = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Pow: ast.Mult}
OPERATORS |= {ast.FloorDiv: ast.Mult, ast.Mod: ast.FloorDiv, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd}
COMPARISONS = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq}
NAMES = {"mean": "sum", "sum": "mean", "max": "min", "min": "max", "amax": "amin", "argmax": "argmin"}
NAMES |= {"maximum": "minimum", "minimum": "maximum", "cos": "sin", "sin": "cos", "zeros": "ones", "ones": "zeros"}
NAMES |= {"zeros_like": "ones_like", "ones_like": "zeros_like", "triu": "tril", "tril": "triu"}


@dataclass(frozen=True)
class Mutant:
    """A source with one place changed, and that place's lines before and after."""

    source: str
    line: int
    before: str
    after: str


def mutants(source: str) -> Iterator[Mutant]:
    """Yield every mutation of a source, docstrings and imports left alone."""
    tree = ast.parse(source)
    count = sum(1 for _node in _places(tree))
    for place in range(count):
        for number in range(len(_changes(_at(tree, place)))):
            changed = copy.deepcopy(tree)
            node = _at(changed, place)
            line = getattr(node, "lineno", 0)
            replacement = _changes(node)[number]
            whole = _Replace(node, replacement).visit(changed)
            text = ast.unparse(ast.fix_missing_locations(whole))
            before, after = ast.unparse(_at(tree, place)), "(dropped)"
            if not isinstance(replacement, ast.Pass):
                after = ast.unparse(ast.fix_missing_locations(copy.deepcopy(replacement)))
            yield Mutant(text, line, before, after)


def _places(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes of a tree in a fixed order."""
    texts = (node.value for node in ast.walk(tree) if isinstance(node, ast.Expr))
    docs = {id(text) for text in texts if isinstance(text, ast.Constant)}
    yield from (node for node in ast.walk(tree) if id(node) not in docs)


def _at(tree: ast.AST, place: int) -> ast.AST:
    """Return the node at a place of this order."""
    return next(node for number, node in enumerate(_places(tree)) if number == place)


def _changes(node: ast.AST) -> list[ast.AST]:
    """Return what may stand in a node's place."""
    match node:
        case ast.BinOp(left=left, op=op, right=right):
            swapped = [ast.BinOp(left, OPERATORS[type(op)](), right)] if type(op) in OPERATORS else []
            return [*swapped, left, right] if not isinstance(op, ast.MatMult | ast.Pow) else [*swapped, left]
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in COMPARISONS:
            return [ast.Compare(left, [COMPARISONS[type(op)]()], [right])]
        case ast.Constant(value=bool(value)):
            return [ast.Constant(not value)]
        case ast.Constant(value=int(value)):
            return [ast.Constant(value + 1), *([ast.Constant(0)] if value in (-1, 1) else [])]
        case ast.Constant(value=float(value)):
            return [ast.Constant(value * 1.1 if value else 0.1)]
        case ast.UnaryOp(op=ast.USub() | ast.Not() | ast.Invert(), operand=operand):
            return [operand]
        case ast.Attribute(value=value, attr=name, ctx=context) if name in NAMES:
            return [ast.Attribute(value, NAMES[name], context)]
        case ast.BoolOp(op=op, values=values):
            return [ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)]
        case ast.If(test=test, body=body, orelse=orelse):
            return [ast.If(ast.UnaryOp(ast.Not(), test), body, orelse)]
        case ast.IfExp(test=test, body=body, orelse=orelse):
            return [body, orelse]
        case ast.AugAssign(target=target, op=op, value=value) if type(op) in OPERATORS:
            return [ast.AugAssign(target, OPERATORS[type(op)](), value), ast.Pass()]
        case ast.Expr(value=ast.Call()):
            return [ast.Pass()]
    return []


class _Replace(ast.NodeTransformer):
    """Puts one node in another's place."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        """Replace the node, or go on below it."""
        return self.new if node is self.old else self.generic_visit(node)


def survivors(variant: Variant, pool: Pool, most: int, seed: int) -> tuple[int, list[Mutant]]:
    """Grade the mutants of a variant's solution, at most so many; return how many there were and those that passed."""
    known = Known()
    found = list({mutant.source: mutant for mutant in mutants(variant.solution)}.values())
    chosen = random.Random(seed).sample(found, most) if len(found) > most else found

    def passes(mutant: Mutant) -> bool:
        request = GradeRequest(variant=variant.name, source=mutant.source, seed=seed, device="cpu", language="en")
        try:
            return grade(request, variant, pool=pool, known=known).verdict == "passed"
        except KataError as fault:
            print(f"  {variant.name} line {mutant.line}: no verdict: {fault}")
            return False

    with ThreadPoolExecutor(2) as threads:
        passed = list(threads.map(passes, chosen))
    return len(chosen), [mutant for mutant, survived in zip(chosen, passed, strict=True) if survived]


def main() -> None:
    """Sweep the katas asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("katas", nargs="*")
    parser.add_argument("--framework", choices=("numpy", "torch", "jax"), action="append")
    parser.add_argument("--most", type=int, default=60, help="mutants of one solution")
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    library = load_library()
    katas = [library.kata(name) for name in asked.katas] or library.katas
    variants = [variant for kata in katas for variant in kata.variants]
    graded = survived = 0
    began = time.monotonic()
    with Pool(share_programs=True) as pool:
        for variant in variants:
            if asked.framework and variant.framework not in asked.framework:
                continue
            require(variant.framework)
            count, left = survivors(variant, pool, asked.most, asked.seed)
            graded, survived = graded + count, survived + len(left)
            print(f"{variant.name}: {count - len(left)} of {count} mutants caught", flush=True)
            for mutant in left:
                print(f"  line {mutant.line}: {mutant.before}  →  {mutant.after}", flush=True)
    print(f"{graded - survived} of {graded} mutants caught in {time.monotonic() - began:.0f} s; {survived} survived")


if __name__ == "__main__":
    main()
