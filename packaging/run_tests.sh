#!/usr/bin/env bash
# The whole suite: engine and window, then the engine once more where PySide6 cannot be imported.
set -euo pipefail
cd "$(dirname "$0")/.."
export QT_QPA_PLATFORM=offscreen
# the body model reads its package once a machine, for a minute: no single test is to wait for that
.venv/bin/python -c "from cba_core.simulation.bodies import make_bodies; make_bodies([])"
.venv/bin/python -m pytest -n 2 --dist worksteal "$@"
echo "== The engine's unit tests again, with PySide6 absent"
.venv/bin/python -m pytest -n 2 --dist worksteal -p no:pytest-qt -p tests.support.without_qt \
  tests/unit tests/contract tests/store -m "not slow and not gui" -q
