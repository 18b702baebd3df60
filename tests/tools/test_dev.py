"""`./dev` finds what it needs by trying it, and says plainly what is missing."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

NEEDED = ("sh", "cat", "cut", "cksum", "dirname", "basename", "find", "sort", "rm", "mkdir", "mktemp", "id")


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """Give a folder that stands for a machine's PATH, with POSIX tools and no Python and no Node."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in NEEDED:
        if found := shutil.which(name):
            (folder / name).symlink_to(found)
    return folder


def program(path: Path, body: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)


def ask(machine: Path, script: str) -> subprocess.CompletedProcess[str]:
    """Run a piece of shell with our functions at hand, on that machine."""
    environment = {"PATH": str(machine), "HOME": str(machine.parent / "home")}
    sourced = ". tools/environment.sh; . tools/frontend.sh; wheel_node() { return 1; }; "
    return subprocess.run(
        ["/bin/sh", "-c", sourced + script],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


REAL = f'exec "{sys.executable}" "$@"'


class TestFindingPython:
    def test_passes_over_a_shim_whose_version_is_not_selected(self, machine: Path) -> None:
        program(machine / "python3.14", "exit 127")
        program(machine / "python3.12", REAL)
        assert ask(machine, "find_python").stdout == "python3.12\n"

    def test_takes_the_newest_one_also_from_the_pyenv_folder(self, machine: Path) -> None:
        program(machine / "python3.11", REAL)
        newest = machine.parent / "home/.pyenv/versions/3.13.9/bin/python"
        program(newest, REAL)
        assert ask(machine, "find_python").stdout == f"{newest}\n"

    def test_takes_a_plain_python3_that_is_new_enough(self, machine: Path) -> None:
        program(machine / "python3", REAL)
        assert ask(machine, "find_python").stdout == "python3\n"

    def test_says_in_one_sentence_what_to_install_when_there_is_none(self, machine: Path) -> None:
        program(machine / "python3", "exit 1")
        answer = ask(machine, "find_python")
        assert answer.returncode == 1
        assert answer.stderr.startswith("The Hub needs Python 3.11 or newer")
        assert len(answer.stderr.splitlines()) == 1


class TestFindingNode:
    def test_uses_the_machines_node_when_it_has_npm_too(self, machine: Path) -> None:
        program(machine / "node", "exit 0")
        program(machine / "npm", "exit 0")
        assert ask(machine, 'find_node && echo "$node"').stdout == "node\n"

    def test_passes_over_a_node_that_is_too_old(self, machine: Path) -> None:
        program(machine / "node", "exit 1")
        program(machine / "npm", "exit 0")
        assert ask(machine, "find_node").returncode == 1

    def test_passes_over_a_node_without_npm(self, machine: Path) -> None:
        program(machine / "node", "exit 0")
        assert ask(machine, "find_node").returncode == 1


class TestTheEnvironment:
    @pytest.fixture
    def tree(self, tmp_path: Path) -> Path:
        """Give a tree with lock files and an interpreter, in which installing only says so."""
        shutil.copytree(ROOT / "tools", tmp_path / "tools", ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("requirements.txt", "requirements-dev.txt", "requirements-bootstrap.txt"):
            (tmp_path / name).write_text("a==1\n", encoding="utf-8")
        program(tmp_path / ".venv/bin/python", REAL)
        return tmp_path

    def set_up(self, tree: Path, level: str) -> str:
        script = ". tools/environment.sh; say() { :; }; link_project() { :; }; "
        script += 'install_locked() { echo "$1"; }; set -eu; set_up_environment '
        done = subprocess.run(["/bin/sh", "-c", script + level], cwd=tree, capture_output=True, text=True, check=True)
        return done.stdout

    def test_a_second_set_up_does_nothing(self, tree: Path) -> None:
        assert self.set_up(tree, "run") == "requirements.txt\n"
        assert self.set_up(tree, "run") == ""

    def test_a_changed_lock_file_is_installed(self, tree: Path) -> None:
        self.set_up(tree, "run")
        (tree / "requirements.txt").write_text("a==2\n", encoding="utf-8")
        assert self.set_up(tree, "run") == "requirements.txt\n"

    def test_the_demo_does_not_take_the_development_tools_away(self, tree: Path) -> None:
        assert self.set_up(tree, "dev") == "requirements-dev.txt\n"
        assert self.set_up(tree, "run") == ""

    def test_a_tree_that_was_moved_is_set_up_again(self, tree: Path) -> None:
        self.set_up(tree, "run")
        moved = tree.rename(tree.with_name("moved"))
        assert self.set_up(moved, "run") == "requirements.txt\n"


class TestTheEntryPoint:
    def test_help_names_every_command(self) -> None:
        said = subprocess.run([ROOT / "dev", "help"], capture_output=True, text=True, check=True).stdout
        for command in ("demo", "test", "test-pg", "test-browser", "check", "prove", "setup", "setup-env", "help"):
            assert f"./dev {command} " in said

    def test_a_command_that_does_not_exist_is_bad_input(self) -> None:
        answer = subprocess.run([ROOT / "dev", "serv"], capture_output=True, text=True, check=False)
        assert answer.returncode == 2
        assert 'no command "serv"' in answer.stderr

    @pytest.mark.parametrize("script", ["dev", *(f"tools/{name}" for name in ("environment.sh", "frontend.sh"))])
    def test_the_scripts_are_posix_shell(self, script: str) -> None:
        shell = shutil.which("dash") or "/bin/sh"
        subprocess.run([shell, "-n", ROOT / script], check=True)
