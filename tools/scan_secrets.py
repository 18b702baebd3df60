"""Look through the files git knows for secrets, and for paths of one person's machine."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Written so that no pattern matches its own line.
SIGNS = {
    "a private key": r"-{5}BEGIN [A-Z ]*PRIVATE KEY-{5}",
    "an access key": r"\b(AKIA|ASIA)[0-9A-Z]{16}\b",
    "a forge token": r"\b(gh[pousr]_[A-Za-z0-9]{30,}|glpat-[A-Za-z0-9_-]{20,})",
    "a package token": r"\b(pypi-[A-Za-z0-9_-]{40,}|npm_[A-Za-z0-9]{30,})",
    "an address with a password": r"://[^/\s:@\"'{}<>$]+:(?!password@)[^/\s:@\"'{}<>$]+@",
    "a web token": r"\beyJ[A-Za-z0-9_-]{20,}\.eyJ[A-Za-z0-9_-]{20,}\.",
    "a path of one machine": r"(?<![\w.])/(root|home/[a-z]\w+|Users/\w+)/",
}
BINARY = {".png", ".jpg", ".jpeg", ".gif", ".ico", ".pdf", ".xlsx", ".docx", ".zip", ".woff2"}


def tracked() -> list[Path]:
    """Give the files in git, or every file of the tree where there is no git."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name]


def faults(path: Path) -> list[str]:
    """Give one line for each thing in a file that must not be there."""
    text = path.read_text(encoding="utf-8", errors="replace")
    return [
        f"{path.relative_to(ROOT)}:{number}: {name}"
        for number, line in enumerate(text.splitlines(), 1)
        for name, sign in SIGNS.items()
        if re.search(sign, line)
    ]


def main() -> int:
    """Print what was found; exit 1 when there was anything."""
    files = [path for path in tracked() if path.is_file() and path.suffix.lower() not in BINARY]
    found = [fault for path in files for fault in faults(path)]
    print("\n".join(found) if found else f"{len(files)} files hold no secret.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
