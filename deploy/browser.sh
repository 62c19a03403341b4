#!/usr/bin/env bash
# A Chromium for the browser tests where the distribution has none: Playwright fetches its own.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source deploy/say.sh

command -v chromium google-chrome >/dev/null && exit
compgen -G "${PLAYWRIGHT_BROWSERS_PATH:-$HOME/.cache/ms-playwright}/chromium-*/INSTALLATION_COMPLETE" >/dev/null && exit
say "Playwright holt einen Browser für die Tests" "Playwright fetches a browser for the tests"
.venv/bin/playwright install --with-deps chromium >/dev/null || fail \
  "Für die Tests fehlt ein Chromium, und keines ist zu beschaffen." \
  "The tests need a Chromium, and none can be had."
