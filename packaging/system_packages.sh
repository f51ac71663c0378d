#!/usr/bin/env bash
# Installs the system libraries that wheels do not carry, or says which are missing.
# Usage: system_packages.sh window|simulation|test
set -euo pipefail

# Mesa's software renderer draws what cba simulate records; a graphics card's own driver does, too.
simulation=(libegl1 libgl1-mesa-dri)
window=(libegl1 libgl1 libxkbcommon0 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1 libxcb-cursor0
  libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xkb1 libxcb-image0 libxcb-render-util0
  libxcb-randr0 fonts-dejavu-core)
# at-spi2-core and the bindings: the walk of a screen reader, tests/gates/test_atspi_walk.py; xauth: a
# virtual screen needs it
test=(xvfb xauth xdotool ffmpeg strace opencv-doc dbus at-spi2-core python3-gi gir1.2-atspi-2.0)

case "${1:-window}" in
  window) wanted=("${window[@]}") ;;
  simulation) wanted=("${simulation[@]}") ;;
  test) wanted=("${window[@]}" "${simulation[@]}" "${test[@]}") ;;
  *) echo "usage: $0 window|simulation|test" >&2; exit 2 ;;
esac

if ! command -v dpkg-query >/dev/null; then
  echo "Not a Debian system: please install the counterparts of: ${wanted[*]}" >&2
  exit 0
fi
missing=()
for package in "${wanted[@]}"; do
  dpkg-query --show --showformat='${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0
if [ "$(id -u)" -ne 0 ]; then
  echo "Missing system packages. As root: apt-get install ${missing[*]}" >&2
  exit 0
fi
echo "Installing system packages: ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
apt-get update --quiet=2
apt-get install --quiet=2 --no-install-recommends --yes "${missing[@]}" >/dev/null || {
  echo "Could not install: ${missing[*]}. Tests that need them will say so." >&2
}
