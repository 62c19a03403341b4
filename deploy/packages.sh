#!/usr/bin/env bash
# Debian packages: PostgreSQL with PostGIS, the coordinate grids and a font for pictures; browsers for --test, wrk and nginx for --bench, ogr2ogr for both.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source deploy/say.sh

has_postgis() {
  local program version
  for program in /usr/lib/postgresql/*/bin/initdb; do
    version=${program#/usr/lib/postgresql/}
    [[ -x $program && -e /usr/share/postgresql/${version%%/*}/extension/postgis.control ]] && return
  done
  return 1
}

is_installed() { [[ $(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null) == installed ]]; }

# A Python of the system brings venv in a package of its own; without any Python, so does this one.
lacks_venv() {
  local python
  python=$(deploy/find-python.sh) || python=python3
  ! "$python" -c 'import ensurepip, venv' 2>/dev/null
}

# Ubuntu has Chromium as a snap only, which runs in no container; there deploy/browser.sh brings one.
has_browser() { command -v chromium google-chrome >/dev/null || grep -q '^ID=ubuntu' /etc/os-release; }

# Smoke tests only: where a distribution has them otherwise, they are skipped and say so.
lacks_other_browsers() {
  grep -q '^ID=debian' /etc/os-release && ! command -v firefox-esr WebKitWebDriver Xvfb | wc -l | grep -q '^3$'
}

missing=()
[[ -n ${GEOPORTAL_DATABASE_URL:-} ]] || has_postgis || missing+=(postgresql-postgis)
is_installed proj-data || [[ -e /usr/share/proj/de_adv_BETA2007.tif ]] || missing+=(proj-data)
lacks_venv && missing+=(python3-venv)
if [[ ${1:-} == --test ]]; then
  has_postgis || [[ " ${missing[*]} " == *' postgresql-postgis '* ]] || missing+=(postgresql-postgis)
  has_browser || missing+=(chromium)
  lacks_other_browsers && missing+=(firefox-esr webkit2gtk-driver xvfb)
fi
if [[ ${1:-} == --bench ]]; then
  has_postgis || [[ " ${missing[*]} " == *' postgresql-postgis '* ]] || missing+=(postgresql-postgis)
  command -v wrk >/dev/null || missing+=(wrk)
  command -v nginx >/dev/null || missing+=(nginx-light)
fi
# ALKIS data in NAS are read with it.
if [[ ${1:-} == --test || ${1:-} == --bench ]]; then
  [[ -x /usr/bin/ogr2ogr ]] || missing+=(gdal-bin)
fi
# Pictures without words are no reason to ask for a password.
if [[ ! -e /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf ]] && command -v apt-get >/dev/null; then
  ((EUID == 0 || ${#missing[@]})) && missing+=(fonts-dejavu-core)
fi
((${#missing[@]})) || exit 0

command -v apt-get >/dev/null || fail \
  "Es fehlen: ${missing[*]} (Namen der Debian-Pakete). Bitte mit der Paketverwaltung dieses Systems installieren." \
  "Missing: ${missing[*]} (names of Debian's packages). Please install them with this system's package manager."

sudo=()
if ((EUID)); then
  sudo=(sudo)
  command -v sudo >/dev/null || fail \
    "Es fehlen Systempakete. Bitte als root: apt-get install ${missing[*]}" \
    "System packages are missing. Please run as root: apt-get install ${missing[*]}"
  if [[ ${YES:-} != 1 ]]; then
    say "Es fehlen Systempakete: ${missing[*]}. Mit sudo installieren? [j/N]" \
      "System packages are missing: ${missing[*]}. Install them with sudo? [y/N]"
    read -r answer || answer=
    [[ $answer == [jJyY]* ]] || fail \
      "Ohne diese Pakete geht es nicht weiter (YES=1 installiert ohne Frage)." \
      "Nothing works without these packages (YES=1 installs without asking)."
  fi
fi

apt() {
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 "$@" >/dev/null
}

# The package would start a server of its own; ours belongs to the portal. A choice made before is kept.
keep_server_off() {
  local file=/etc/postgresql-common/createcluster.conf
  apt install --no-install-recommends postgresql-common
  "${sudo[@]}" sed -i 's/^#\s*create_main_cluster\s*=.*/create_main_cluster = false/' "$file"
}

say "Installiere Systempakete: ${missing[*]}" "Installing system packages: ${missing[*]}"
"${sudo[@]}" dpkg --configure -a >/dev/null # an interrupted installation comes first
apt update
[[ " ${missing[*]} " == *' postgresql-postgis '* ]] && keep_server_off
apt install --no-install-recommends "${missing[@]}" || fail \
  "apt-get konnte nicht alles installieren: ${missing[*]}" \
  "apt-get could not install everything: ${missing[*]}"
