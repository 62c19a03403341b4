#!/usr/bin/env bash
# What can be told without running the portal: style, types, and whether generated files are up to date.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

.venv/bin/ruff check
.venv/bin/ruff format --check
.venv/bin/mypy
.venv/bin/geoportal config --check
deploy/npm.sh --silent run check
