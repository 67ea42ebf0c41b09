#!/bin/sh
# Prepares the peers' environment and prints a table. Usage: run.sh PROGRAM [TABLE.py]
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
venv=$root/.build/bench-venv
log=$root/.build/bench-pip.log

if [ ! -x "$venv/bin/python" ]; then
  python3 -c 'import ensurepip, venv' 2>/dev/null ||
    sh "$root/Assets/setup/packages.sh" python3-venv || {
      echo "likeness: bench needs Python 3 with venv; install it by hand" >&2
      exit 1
    }
  python3 -m venv "$venv"
fi

# add MODULE REQUIREMENT…: installs once; a failure only skips the rows that need the module.
add() {
  module=$1
  shift
  [ -e "$venv/.has-$module" ] && return 0
  echo "bench: installing $*" >&2
  if "$venv/bin/python" -m pip --disable-pip-version-check install --quiet "$@" >>"$log" 2>&1; then
    touch "$venv/.has-$module"
  else
    echo "bench: no $module here, its rows are skipped (see $log)" >&2
  fi
}

: >"$log"
add pillow numpy==2.4.6 pillow==13.0.0
add dlib dlib-bin==20.0.1
# The build without CUDA where an index has it.
if [ ! -e "$venv/.has-torch" ]; then
  add torch torch==2.13.0+cpu
  add torch torch==2.13.0
fi
add requests requests==2.34.2 tqdm==4.70.1
add facenet --no-deps facenet-pytorch==2.6.0
add onnx onnx==1.23.2
add onnxruntime onnxruntime==1.32.0
add openvino openvino==2026.4.1
add scikit-learn scikit-learn==1.9.1
add faiss faiss-cpu==1.15.1

exec "$venv/bin/python" -B "$here/${2:-table.py}" "$1"
