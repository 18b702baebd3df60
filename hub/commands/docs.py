"""`hub docs`: write what is generated: role matrix and workflows from the acts, docs/law/ from the rules of the law."""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from importlib import import_module
from pathlib import Path

from hub.commands import law_pages
from hub.platform.act_table import AS_IT_STOOD, Act, all_acts
from hub.platform.identity.roles import Role

HELP = "Write docs/role-matrix.md, docs/workflows/ and docs/law/ from the code; --check only compares."
ROOT = Path(__file__).resolve().parents[2] / "docs"
# Folders that hold generated pages and nothing else.
FOLDERS = ("workflows", "law")
MADE = "<!-- Made by `hub docs` from the acts. Do not edit. -->"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Offer to compare only."""
    parser.add_argument("--check", action="store_true", help="exit 1 when the pages are not current")


def run(options: argparse.Namespace) -> int:
    """Write the pages, or say which are old."""
    made = documents()
    stale = [name for name, text in made.items() if _stored(name) != text]
    found = [path for folder in FOLDERS for path in sorted((ROOT / folder).glob("*.md"))]
    left = [path for path in found if f"{path.parent.name}/{path.name}" not in made]
    if options.check:
        for name in [*stale, *(f"{path.parent.name}/{path.name}" for path in left)]:
            print(f"docs/{name} is not current. Run hub docs.")
        return 1 if stale or left else 0
    for path in left:
        path.unlink()
    for name in stale:
        (ROOT / name).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / name).write_text(made[name])
    print(f"{len(made)} pages, {len(stale)} written.")
    return 0


def documents() -> dict[str, str]:
    """Give every generated page by its name under docs/."""
    moving = defaultdict(list)
    for act in shipped_acts():
        moving[act.prefix].append(act)
    pages = {
        f"workflows/{prefix}.md": workflow(prefix, acts)
        for prefix, acts in moving.items()
        if any(act.moves for act in acts)
    }
    return {"role-matrix.md": role_matrix(), **pages, **law_pages.pages()}


def shipped_acts() -> list[Act]:
    """Give the acts that the product declares, by name; those of test modules are left out."""
    for site in ("staff", "supplier", "public"):
        import_module(f"hub.config.urls_{site}")
    ours = [module for name, module in sys.modules.items() if name.startswith("hub.") and ".tests" not in name]
    shipped = {id(value) for module in ours for value in vars(module).values() if isinstance(value, Act)}
    return [act for act in all_acts() if id(act) in shipped]


def role_matrix() -> str:
    """Give roles × acts: ● holds it on every record of the authority, ○ on records that are theirs."""
    acts = shipped_acts()
    roles = [role for role in Role if any(role in act.holders for act in acts)]
    lines = [
        "# Roles and acts",
        "",
        MADE,
        "",
        "● may do it on any record of the authority where the role is held; ○ only on records that are theirs.",
        "A further rule (`unless`, an approval, the state) can still refuse; see the pages of the workflows.",
        "",
        "| Act | " + " | ".join(role.label for role in roles) + " |",
        "|---|" + "---|" * len(roles),
    ]
    for act in acts:
        marks = ["●" if role in act.held_by else "○" if role in act.own else "" for role in roles]
        lines.append(f"| `{act.name}` | " + " | ".join(marks) + " |")
    return "\n".join(lines) + "\n"


def workflow(prefix: str, acts: list[Act]) -> str:
    """Give one workflow: its states, and each act with who, from where, to where and on what conditions."""
    states = sorted({state for act in acts if act.moves for state in (*act.moves[0], act.moves[1])} - {AS_IT_STOOD})
    lines = [
        f"# Workflow: {prefix}",
        "",
        MADE,
        "",
        "States: " + ", ".join(f"`{state}`" for state in states) + ".",
        "",
        "| Act | What | From | To | Who | Needs |",
        "|---|---|---|---|---|---|",
    ]
    lines += [_row(act) for act in acts]
    drawn = [
        f"    {'[*]' if not act.moves[0] else state} --> {act.moves[1] or 'as_it_stood'}: {act.phrase}"
        for act in acts
        if act.moves
        for state in (sorted(act.moves[0]) or [""])
    ]
    return "\n".join([*lines, "", "```mermaid", "stateDiagram-v2", *drawn, "```"]) + "\n"


def _row(act: Act) -> str:
    start = ", ".join(sorted(act.moves[0])) if act.moves else "any"
    end = (act.moves[1] or "as it stood") if act.moves else "same"
    who = sorted(role.label for role in act.held_by)
    own = sorted(f"{role.label} (own)" for role in act.own)
    needs = [f"approval `{act.needs}`"] if act.needs else []
    needs += [f"gate `{act.after_gate}`"] if act.after_gate else []
    needs += ["a reason"] if act.gives_reason else []
    cells = [f"`{act.name}`", act.phrase, start or "new", end, "; ".join(who + own), ", ".join(needs)]
    return "| " + " | ".join(cells) + " |"


def _stored(name: str) -> str:
    path = ROOT / name
    return path.read_text() if path.exists() else ""
