"""Small changes to Python code, each of which a good test notices. Changes words for people never, decisions always.

What is changed: comparisons, ``and`` and ``or``, ``not``, arithmetic, whole numbers, true and false, codes and sections
in text, conditions, ``min`` and ``max``, members of a list or tuple (so that a finding is left out), arguments of
findings, statements that only do something, ``break`` and ``continue``. What is not: docstrings, annotations (with the
questions of facts), names of types, imports, titles, topics, labels, and prose: text of three words or more that is no
section of the law.
"""

from __future__ import annotations
import __future__

import ast
import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SECTION = re.compile(
    r"(?:[A-Z]{2,8}(?:\([A-Z]\)[A-Z]*)? \d{4}|SI \d{4}/\d+|PPN \d+|Transparency Code)\b[^.?!]*(\.[^ ][^.?!]*)*"
)
COMPARED: dict[type[ast.cmpop], list[type[ast.cmpop]]] = {
    ast.Lt: [ast.LtE, ast.GtE], ast.LtE: [ast.Lt, ast.Gt], ast.Gt: [ast.GtE, ast.LtE], ast.GtE: [ast.Gt, ast.Lt],
    ast.Eq: [ast.NotEq], ast.NotEq: [ast.Eq], ast.Is: [ast.IsNot], ast.IsNot: [ast.Is], ast.In: [ast.NotIn],
    ast.NotIn: [ast.In],
}  # fmt: skip
RECKONED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr, ast.Pow: ast.Mult,
}  # fmt: skip
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any", "startswith": "endswith", "endswith": "startswith"}
# Calls whose later arguments may be left out: then a finding loses its section, or an answer its findings.
FINDINGS = {"check", "warn", "inform", "bad", "needs", "Finding", "Answer"}
# Fields of the tree that hold no decision.
QUIET = {"annotation", "returns", "type_params", "bases"}
QUIET_NAMES = {"__all__", "T", "R", "Decide", "TOPIC"}
# What these are subscribed with is a type, which decides no more than an annotation does.
TYPES = {"tuple", "dict", "list", "set", "frozenset", "type", "Callable", "Iterator", "Iterable", "Mapping", "Sequence"}
QUIET_KEYWORDS = {"title", "topic", "question", "hint", "label"}
Path_ = tuple[tuple[str, int | None], ...]


@dataclass(frozen=True)
class Mutant:
    """One change: where it is, what stood there, what stands there now."""

    path: Path
    place: Path_
    nth: int
    line: int
    last_line: int
    # The outermost function around it, with its class; empty for what runs when the module is imported.
    function: str
    before: str
    after: str

    @property
    def change(self) -> str:
        """Give the change as one line."""
        return f"{self.before} → {self.after}"

    @property
    def constant(self) -> str:
        """Give the name of the module's constant that is changed, or nothing when it is something else."""
        found = ast.parse(self.path.read_text(encoding="utf-8")).body[self.place[0][1] or 0]
        target = found.targets[0] if isinstance(found, ast.Assign) else getattr(found, "target", None)
        return target.id if isinstance(target, ast.Name) else ""

    def code(self, *, only: bool = False) -> Any:
        """Compile the module with this change, or only the statement of the module that it is in."""
        tree = self.tree()
        if only:
            tree.body = [tree.body[self.place[0][1] or 0]]
        # A part of a module must not evaluate annotations that the whole of it leaves alone.
        later = __future__.annotations.compiler_flag if only else 0
        return compile(tree, str(self.path), "exec", flags=later, dont_inherit=True)

    def tree(self) -> ast.Module:
        """Give the module with this change."""
        tree = ast.parse(self.path.read_text(encoding="utf-8"))
        owner, (name, number) = follow(tree, self.place[:-1]), self.place[-1]
        node = getattr(owner, name) if number is None else getattr(owner, name)[number]
        changed = ast.fix_missing_locations(ast.copy_location(list(changes(node))[self.nth], node))
        if number is None:
            setattr(owner, name, changed)
        else:
            getattr(owner, name)[number] = changed
        return tree


@dataclass(frozen=True)
class Unchanged(Mutant):
    """The same place without the change: no test may notice it."""

    def tree(self) -> ast.Module:
        """Give the module as it is."""
        return ast.parse(self.path.read_text(encoding="utf-8"))


def follow(tree: ast.AST, place: Path_) -> Any:
    """Give the node at a place."""
    node: Any = tree
    for name, number in place:
        node = getattr(node, name) if number is None else getattr(node, name)[number]
    return node


def mutants(path: Path) -> Iterator[Mutant]:
    """Give every change of a module, in the order of its lines."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node, place, function, (line, last) in _walk(tree, (), "", (1, 1)):
        for nth, changed in enumerate(changes(node)):
            yield Mutant(path, place, nth, line, last, function, _shown(node), _shown(changed))


def changes(node: ast.AST) -> Iterator[ast.AST]:
    """Give every change of one node."""
    maker = MAKERS.get(type(node))
    if maker is not None:
        yield from maker(node)


def _shown(node: ast.AST) -> str:
    if isinstance(node, ast.If | ast.While):
        return f"if {ast.unparse(node.test)}"
    if isinstance(node, ast.comprehension):
        return " ".join(f"if {ast.unparse(test)}" for test in node.ifs)
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= 120 else text[:117] + "…"


def _walk(node: ast.AST, place: Path_, function: str, lines: tuple[int, int]) -> Iterator[Any]:
    for name, number, child in _children(node):
        if _is_quiet(node, name, child):
            continue
        here = (*place, (name, number))
        # A decorator and a default run when the module is imported, whatever function they stand at.
        inside = function if not isinstance(node, ast.FunctionDef) or name == "body" else ""
        span = _span(child) if isinstance(child, ast.stmt | ast.excepthandler) else lines
        if _is_term(node, child):
            # The value of a term decides; its label is for people.
            yield child.elts[0], (*here, ("elts", 0)), inside, span
            continue
        yield child, here, inside, span
        deeper = inside
        if isinstance(child, ast.FunctionDef) and not inside.endswith(")"):
            deeper = f"{inside}{child.name}()"
        elif isinstance(child, ast.ClassDef) and not inside.endswith(")"):
            deeper = f"{inside}{child.name}."
        # A class body runs at import; only a name that ends in () is a function.
        yield from _walk(child, here, deeper, span)


def _span(node: Any) -> tuple[int, int]:
    """Give the lines of a statement; of one that holds others, the lines before them."""
    body = getattr(node, "body", None)
    last = body[0].lineno - 1 if isinstance(body, list) and body else node.end_lineno
    return node.lineno, max(node.lineno, last)


def _children(node: ast.AST) -> Iterator[tuple[str, int | None, ast.AST]]:
    for name, value in ast.iter_fields(node):
        if isinstance(value, ast.AST):
            yield name, None, value
        elif isinstance(value, list):
            for number, one in enumerate(value):
                if isinstance(one, ast.AST):
                    yield name, number, one


def _is_quiet(node: ast.AST, name: str, child: ast.AST) -> bool:
    if name in QUIET or isinstance(child, ast.Import | ast.ImportFrom | ast.expr_context):
        return True
    if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
        return True
    if isinstance(node, ast.keyword):
        return node.arg in QUIET_KEYWORDS
    if name == "decorator_list":
        return not (isinstance(child, ast.Call) and isinstance(child.func, ast.Name) and child.func.id == "rule")
    if isinstance(node, ast.JoinedStr) and isinstance(child, ast.Constant):
        whole = "".join(one.value if isinstance(one, ast.Constant) else "x" for one in node.values)
        return is_prose(whole) or not any(letter.isalpha() for letter in child.value)
    if isinstance(node, ast.Assign):
        is_quiet = any(isinstance(one, ast.Name) and one.id in QUIET_NAMES for one in node.targets)
        return name == "targets" or is_quiet or _is_type(node.value)
    return False


def _is_type(node: ast.AST) -> bool:
    """Say whether a value is a type that was given a name, such as ``tuple[date, str] | None``."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return _is_type(node.left) or _is_type(node.right)
    return isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id in TYPES


def _is_term(node: ast.AST, child: ast.AST) -> bool:
    is_pair = isinstance(child, ast.Tuple) and len(child.elts) == 2 and all(map(_is_text, child.elts))
    return is_pair and isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def is_prose(text: str) -> bool:
    """Say whether a text is for people only."""
    return text.count(" ") >= 2 and not SECTION.fullmatch(text)


def _compare(node: ast.Compare) -> Iterator[ast.AST]:
    for number, operator in enumerate(node.ops):
        for other in COMPARED[type(operator)]:
            changed = copy.deepcopy(node)
            changed.ops[number] = other()
            yield changed


def _both(node: ast.BoolOp) -> Iterator[ast.AST]:
    other: ast.boolop = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    yield ast.BoolOp(op=other, values=node.values)
    for number in range(len(node.values)):
        left = [one for n, one in enumerate(node.values) if n != number]
        yield left[0] if len(left) == 1 else ast.BoolOp(op=node.op, values=left)


def _unary(node: ast.UnaryOp) -> Iterator[ast.AST]:
    yield node.operand


def _binary(node: ast.BinOp) -> Iterator[ast.AST]:
    is_words = any(_is_text(side) or isinstance(side, ast.JoinedStr) for side in (node.left, node.right))
    if type(node.op) in RECKONED and not is_words:
        yield ast.BinOp(left=node.left, op=RECKONED[type(node.op)](), right=node.right)


def _augmented(node: ast.AugAssign) -> Iterator[ast.AST]:
    if type(node.op) in RECKONED:
        yield ast.AugAssign(target=node.target, op=RECKONED[type(node.op)](), value=node.value)
    yield ast.Pass()


def _constant(node: ast.Constant) -> Iterator[ast.AST]:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield ast.Constant(value + 1)
    elif isinstance(value, str) and not is_prose(value):
        yield ast.Constant(f"XX{value}XX")


def _condition(test: ast.expr) -> ast.expr | None:
    """Turn round a condition that no other change turns round."""
    if isinstance(test, ast.UnaryOp) or (isinstance(test, ast.Compare) and len(test.ops) == 1):
        return None
    return ast.UnaryOp(op=ast.Not(), operand=test)


def _choice(node: ast.If | ast.IfExp | ast.While) -> Iterator[ast.AST]:
    if (turned := _condition(node.test)) is not None:
        changed = copy.copy(node)
        changed.test = turned
        yield changed


def _loop(node: ast.comprehension) -> Iterator[ast.AST]:
    for number, test in enumerate(node.ifs):
        if (turned := _condition(test)) is not None:
            changed = copy.copy(node)
            changed.ifs = [*node.ifs[:number], turned, *node.ifs[number + 1 :]]
            yield changed


def _members(node: ast.Tuple | ast.List | ast.Set) -> Iterator[ast.AST]:
    if not isinstance(getattr(node, "ctx", ast.Load()), ast.Load):
        return
    for number in range(len(node.elts)):
        left = [one for n, one in enumerate(node.elts) if n != number]
        if left or not isinstance(node, ast.Set):
            changed = copy.copy(node)
            changed.elts = left
            yield changed


def _call(node: ast.Call) -> Iterator[ast.AST]:
    if isinstance(node.func, ast.Name) and node.func.id in FINDINGS:
        least = 1 if node.func.id == "Answer" else 2
        for number in range(least, len(node.args)):
            # The arguments behind it go too: they would move into its place.
            yield ast.Call(func=node.func, args=node.args[:number], keywords=node.keywords)
        for number, keyword in enumerate(node.keywords):
            if keyword.arg in {"citation", "findings"}:
                left = [one for n, one in enumerate(node.keywords) if n != number]
                yield ast.Call(func=node.func, args=node.args, keywords=left)


def _name(node: ast.Name) -> Iterator[ast.AST]:
    if node.id in NAMES and isinstance(node.ctx, ast.Load):
        yield ast.Name(id=NAMES[node.id], ctx=node.ctx)


def _attribute(node: ast.Attribute) -> Iterator[ast.AST]:
    if node.attr in NAMES and isinstance(node.ctx, ast.Load):
        yield ast.Attribute(value=node.value, attr=NAMES[node.attr], ctx=node.ctx)


def _removed(node: ast.Expr | ast.Raise) -> Iterator[ast.AST]:
    yield ast.Pass()


def _break(node: ast.Break) -> Iterator[ast.AST]:
    yield ast.Continue()


def _continue(node: ast.Continue) -> Iterator[ast.AST]:
    yield ast.Break()


MAKERS: dict[type[ast.AST], Any] = {
    ast.Compare: _compare, ast.BoolOp: _both, ast.UnaryOp: _unary, ast.BinOp: _binary, ast.AugAssign: _augmented,
    ast.Constant: _constant, ast.If: _choice, ast.IfExp: _choice, ast.While: _choice, ast.comprehension: _loop,
    ast.Tuple: _members, ast.List: _members, ast.Set: _members, ast.Call: _call, ast.Name: _name,
    ast.Attribute: _attribute, ast.Expr: _removed, ast.Raise: _removed, ast.Break: _break, ast.Continue: _continue,
}  # fmt: skip
