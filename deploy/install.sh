#!/usr/bin/env bash
# Install what is missing, so that a second run does nothing; with --test also what only the tests need.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
deploy/packages.sh "$@"
deploy/python.sh
deploy/client.sh
if [[ ${1:-} == --test ]]; then deploy/browser.sh; fi
