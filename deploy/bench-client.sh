#!/usr/bin/env bash
# Measure the map as a phone sees it; arguments as in docs/benchmarks.md.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

deploy/install.sh --test
[[ -x benchmarks/client/node_modules/.bin/lighthouse ]] || NPM_FOLDER=benchmarks/client deploy/npm.sh ci >/dev/null
exec .venv/bin/python -m benchmarks.client "$@"
