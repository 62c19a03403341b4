#!/usr/bin/env bash
# Measure loading and publishing beside ogr2ogr and geopandas; arguments as in docs/benchmarks.md.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

deploy/packages.sh --bench
deploy/python.sh
exec .venv/bin/python -m benchmarks "$@"
