#!/usr/bin/env bash
# Everything that must hold before a change is taken; what was skipped stands at the end, with the reason.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

deploy/install.sh --test
deploy/check.sh
deploy/npm.sh --silent test
.venv/bin/pytest "$@"
