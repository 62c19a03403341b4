#!/usr/bin/env bash
# The map: its packages as in package-lock.json, built into client/dist; nothing when nothing changed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source deploy/say.sh

packages() { cat client/package-lock.json client/package.json | sha256sum; }
sources() {
  find client -path client/node_modules -prune -o -path client/dist -prune -o -type f -print0 |
    LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum
}

stamp=client/node_modules/complete
if [[ ! -f $stamp || $(packages) != "$(<$stamp)" ]]; then
  say "Installiere Pakete der Karte" "Installing the map's packages"
  deploy/npm.sh ci >/dev/null || fail \
    "Die Pakete der Karte lassen sich nicht installieren (siehe oben)." \
    "The map's packages cannot be installed (see above)."
  packages >"$stamp"
fi

stamp=client/node_modules/built
if [[ ! -f client/dist/index.html || ! -f $stamp || $(sources) != "$(<$stamp)" ]]; then
  say "Baue die Karte" "Building the map"
  rm -f "$stamp"
  deploy/npm.sh --silent run build -- --logLevel warn
  sources >"$stamp"
fi
