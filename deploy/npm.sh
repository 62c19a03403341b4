#!/usr/bin/env bash
# Run npm in client/, or in NPM_FOLDER, with a Node that its tools accept: the one on PATH, else one from the Python package index.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source deploy/say.sh

is_new_enough() {
  local script='const [a, b] = process.versions.node.split(".").map(Number)
    process.exit((a == 20 && b >= 19) || (a == 22 && b >= 12) || a > 22 ? 0 : 1)'
  command -v npm >/dev/null && node -e "$script" 2>/dev/null
}

if ! is_new_enough; then
  if [[ ! -x .venv/bin/npm ]]; then
    say "Installiere Node.js" "Installing Node.js" >&2
    .venv/bin/python -m pip --quiet --disable-pip-version-check --no-input install \
      --require-hashes --only-binary :all: -r deploy/nodejs.lock
  fi
  PATH="$PWD/.venv/bin:$PATH"
  is_new_enough || fail \
    "Node.js 20.19 oder neuer fehlt und lässt sich nicht beschaffen. Bitte installieren." \
    "Node.js 20.19 or newer is missing and cannot be had. Please install it."
fi
cd "${NPM_FOLDER:-client}"
exec npm --loglevel=error --update-notifier=false "$@"
