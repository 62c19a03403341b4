#!/usr/bin/env bash
# Everything that must hold before a change is taken; what was skipped stands at the end, with the reason.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

deploy/install.sh --test
deploy/check.sh
deploy/npm.sh --silent test
# One file's tests stay together, browser tests stay last: see tests/conftest.py.
.venv/bin/pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder "$@"
