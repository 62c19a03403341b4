#!/usr/bin/env bash
# Measure loading, publishing and serving beside other tools; arguments as in docs/benchmarks.md.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

deploy/packages.sh --bench
deploy/python.sh
exec .venv/bin/python -m benchmarks "$@"
