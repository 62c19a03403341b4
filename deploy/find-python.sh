#!/usr/bin/env bash
# Print the path of a Python that the locked packages have wheels for; fail when there is none.
# A shim of pyenv may be on PATH and refuse to run, so each candidate is tried.
set -euo pipefail

for version in 3.13 3.12 3.14; do
  mapfile -t candidates < <(
    type -aP "python$version" python3
    compgen -G "${PYENV_ROOT:-$HOME/.pyenv}/versions/$version*/bin/python$version"
    compgen -G "$HOME/.local/share/uv/python/cpython-$version*/bin/python$version"
  )
  for candidate in "${candidates[@]}"; do
    found=$("$candidate" -c 'import sys; print("%d.%d" % sys.version_info[:2], sys.executable)' 2>/dev/null) || continue
    if [[ ${found%% *} == "$version" ]]; then
      printf '%s\n' "${found#* }"
      exit
    fi
  done
done
exit 1
