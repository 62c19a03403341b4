# Sourced by the other scripts: one sentence in the user's language, and the way out when something is missing.
# shellcheck shell=bash

say() {
  case "${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}" in
    de*) printf '%s\n' "$1" ;;
    *) printf '%s\n' "$2" ;;
  esac
}

fail() {
  say "$1" "$2" >&2
  exit 8 # SetupError in pipelines/errors.py
}
