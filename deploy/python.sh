#!/usr/bin/env bash
# .venv with exactly the packages of requirements.lock, and this checkout in it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source deploy/say.sh

# Everything that the environment is made of; console scripts hold the path of the checkout.
state() { { pwd && .venv/bin/python -V && cat requirements.lock pyproject.toml; } 2>/dev/null | sha256sum; }
stamp=.venv/complete
[[ -f $stamp && $(state) == "$(<$stamp)" ]] && exit

python=$(deploy/find-python.sh) || python=$(deploy/bring-python.sh) || fail \
  "Python 3.12 oder neuer fehlt und lässt sich nicht beschaffen. Bitte installieren (python3.13)." \
  "Python 3.12 or newer is missing and cannot be had. Please install it (python3.13)."

# An environment without stamp was interrupted; one that was moved, or whose Python is gone, cannot be mended.
if [[ ! -f $stamp ]] || ! grep -qF " $PWD/.venv" .venv/pyvenv.cfg || ! .venv/bin/python -c '' 2>/dev/null; then
  rm -rf .venv
fi
[[ -d .venv ]] || "$python" -m venv .venv
say "Installiere Python-Pakete (einige Minuten)" "Installing Python packages (some minutes)"
pip=(.venv/bin/python -m pip --quiet --disable-pip-version-check --no-input install)
"${pip[@]}" --require-hashes --only-binary :all: -r requirements.lock || fail \
  "Die Python-Pakete lassen sich nicht installieren (siehe oben). Besteht eine Verbindung zum Internet?" \
  "The Python packages cannot be installed (see above). Is there a connection to the internet?"
"${pip[@]}" --no-deps --no-build-isolation --editable .
state >"$stamp"
