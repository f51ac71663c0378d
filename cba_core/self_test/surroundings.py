"""What a self-test ran on: program, machine, libraries."""

import importlib.metadata
import os
import platform
import shutil
import subprocess
from pathlib import Path

import av

import cba_core
from cba_core.pipelines.program_files import engine_sha256, processor_name

_PACKAGE = Path(cba_core.__file__).parent
_LIBRARIES = (
    *("numpy", "scipy", "av", "opencv-python-headless", "sqlalchemy", "openvino", "onnxruntime"),
    *("onnxruntime-gpu", "torch", "faiss-cpu", "faiss-gpu", "trackeval", "anny", "moderngl"),
)
_GIT_PATIENCE_S = 20.0
ENGINE_SHA256 = "Engine, SHA-256 of its files"


def program_facts() -> dict[str, str]:
    """Which program this is."""
    facts = {
        "Duskline": cba_core.__version__,
        ENGINE_SHA256: engine_sha256(),
    }
    revision = _revision()
    if revision:
        facts["Revision"] = revision
    return facts


def machine_facts() -> dict[str, str]:
    """What it ran on."""
    return {
        "Machine": platform.node() or "without a name",
        "System": platform.platform(),
        "Processor": f"{processor_name()}, {os.cpu_count()} threads",
        "Python": platform.python_version(),
    }


def library_facts() -> dict[str, str]:
    """Versions of what the figures depend on."""
    facts = {}
    for name in _LIBRARIES:
        try:
            facts[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    facts["FFmpeg, within av"] = ", ".join(
        f"{name} {'.'.join(str(part) for part in version)}"
        for name, version in sorted(av.library_versions.items())
    )
    return facts


def _revision() -> str:
    """The commit, where the program runs from a checkout."""
    folder = _PACKAGE.parent
    git = shutil.which("git")
    if git is None or not (folder / ".git").exists():
        return ""
    commit = _told_by(git, folder, "rev-parse", "HEAD")
    if not commit:
        return ""
    changed = _told_by(git, folder, "status", "--porcelain", "--", _PACKAGE.name)
    return f"{commit}{', with changes' if changed else ''}"


def _told_by(git: str, folder: Path, *words: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603  (git, to read)
            [git, "-C", str(folder), *words],
            capture_output=True,
            text=True,
            check=False,
            timeout=_GIT_PATIENCE_S,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
