#!/usr/bin/env bash
# Let uv fetch a Python where the system has none that is new enough; print its path.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source deploy/say.sh

say "Python ist zu alt; uv beschafft eine neue Fassung" "Python is too old; uv fetches a newer one" >&2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
uv=$(command -v uv) || {
  python3 -m venv "$folder" >&2
  "$folder/bin/pip" --quiet --disable-pip-version-check install --require-hashes -r deploy/uv.lock >&2
  uv=$folder/bin/uv
}
"$uv" --quiet python install 3.13 >&2
deploy/find-python.sh
