# The Python environment: .venv, filled from the lock files. Sourced by ./dev and .ci/run.
# shellcheck shell=sh

# Where Python is told to write no bytecode (many containers say so), each process would compile the Hub and its libraries
# anew, for two seconds. Nothing is written beside the sources then: it is kept with the environment.
if [ -n "${PYTHONDONTWRITEBYTECODE:-}" ]; then
  unset PYTHONDONTWRITEBYTECODE
  PYTHONPYCACHEPREFIX=${PYTHONPYCACHEPREFIX:-$PWD/.venv/bytecode}
  export PYTHONPYCACHEPREFIX
fi

say() { printf '%s\n' "$*" >&2; }

fits() { # Run the candidate: a pyenv shim exists even when its version is not selected.
  "$1" -c 'import sys, ssl, venv, ensurepip, sqlite3
sys.exit(not (sys.version_info >= (3, 11) and sqlite3.sqlite_version_info >= (3, 37)))' >/dev/null 2>&1
}

find_python() {
  for minor in 14 13 12 11; do
    for candidate in "python3.$minor" "${HOME:-}"/.pyenv/versions/3."$minor"*/bin/python; do
      if fits "$candidate"; then
        printf '%s\n' "$candidate"
        return 0
      fi
    done
  done
  if fits python3; then
    echo python3
    return 0
  fi
  say "The Hub needs Python 3.11 or newer with venv and SQLite 3.37 or newer, and found none:" \
    "install python3 and python3-venv with your system's package manager, then run this again."
  return 1
}

lock_stamp() { # The level asked for, where the tree stands, and what the lock files say.
  printf '%s %s %s\n' "$1" "$PWD" "$(cat requirements-bootstrap.txt "$2" | cksum)"
}

install_locked() { # uv is five times faster; pip reads the same files where uv cannot run.
  if .venv/bin/python -m pip install --quiet --require-hashes --only-binary :all: \
    -r requirements-bootstrap.txt 2>/dev/null; then
    index=$(.venv/bin/python -m pip config get global.index-url 2>/dev/null || true)
    index=${PIP_INDEX_URL:-$index}
    if VIRTUAL_ENV="$PWD/.venv" UV_DEFAULT_INDEX="${UV_DEFAULT_INDEX:-${index:-}}" \
      .venv/bin/uv pip sync --quiet --require-hashes "$1"; then
      return 0
    fi
    say "uv could not install the packages; trying pip (slower)."
  fi
  .venv/bin/python -m pip install --quiet --require-hashes -r "$1"
}

link_project() { # The tree itself is the installed package: a path file, and the commands of pyproject.toml.
  .venv/bin/python - <<'PYTHON'
import pathlib
import sys
import sysconfig
import tomllib

root = pathlib.Path.cwd()
pathlib.Path(sysconfig.get_path("purelib"), "procurement_hub.pth").write_text(f"{root}\n", encoding="utf-8")
scripts = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
for name, target in scripts.items():
    module, function = target.split(":")
    command = root / ".venv" / "bin" / name
    command.write_text(
        "#!/bin/sh\n"
        f"'''exec' '{sys.prefix}/bin/python' \"$0\" \"$@\"\n"
        "' '''\n"
        "import os\nimport sys\n\n"
        "if os.environ.pop('PYTHONDONTWRITEBYTECODE', ''):  # as in tools/environment.sh\n"
        "    sys.dont_write_bytecode = False\n"
        "    sys.pycache_prefix = os.environ.setdefault('PYTHONPYCACHEPREFIX', os.path.join(sys.prefix, 'bytecode'))\n\n"
        f"from {module} import {function}\n\nsys.exit({function}())\n",
        encoding="utf-8",
    )
    command.chmod(0o755)
PYTHON
}

set_up_environment() { # level: "run" is what the Hub needs, "dev" adds the tools and tests
  level=$1
  [ "$(cut -d' ' -f1 .venv/.lock 2>/dev/null)" = dev ] && level=dev # never take tools away again
  if [ "$level" = dev ]; then lock=requirements-dev.txt; else lock=requirements.txt; fi
  stamp=$(lock_stamp "$level" "$lock")
  [ "$stamp" = "$(cat .venv/.lock 2>/dev/null)" ] && .venv/bin/python -c '' 2>/dev/null && return 0
  if ! .venv/bin/python -c 'import pip' 2>/dev/null; then
    python=$(find_python) || return 1
    say "Making .venv with $("$python" --version)"
    rm -rf .venv
    "$python" -m venv .venv
  fi
  say "Installing the packages of $lock"
  rm -f .venv/.lock
  install_locked "$lock"
  link_project
  printf '%s\n' "$stamp" >.venv/.lock
}
