#!/bin/sh
# Installs those of the named Debian packages that are missing. Asks nothing, and uses no network
# where none is missing.
set -eu

if ! command -v dpkg-query >/dev/null; then
  echo "likeness: not a Debian system; install what matches these packages by hand, then" \
    "run 'make PACKAGES= run': $*" >&2
  exit 1
fi

missing=
for package; do
  case $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) in
    installed) ;;
    *) missing="$missing $package" ;;
  esac
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ]; then
  as_root=
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
  as_root='sudo -n'
else
  echo "likeness: missing packages; as root, run: apt-get install$missing" >&2
  exit 1
fi

echo "likeness: installing$missing" >&2
# The lists may be stale and still good enough: what counts is whether the packages arrive.
$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq update >&2 || true
if ! $as_root env DEBIAN_FRONTEND=noninteractive \
  apt-get -qq install --yes --no-install-recommends $missing </dev/null >&2; then
  echo "likeness: apt-get could not install them; supply by hand:$missing" >&2
  exit 1
fi
