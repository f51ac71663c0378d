"""Where SQLite's write-ahead log is not to be trusted, cases do without it: E39."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cba_core.case import Case
from cba_core.domain.edits import CreatePerson
from cba_core.store import file_system
from cba_core.store.case_store import create_store
from tests.support.builders import some_case_facts


def test_E39_a_case_on_exfat_uses_no_write_ahead_log_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "mountinfo"
    stick = tmp_path / "stick"
    stick.mkdir()
    table.write_text(
        f"21 1 8:1 / / rw - ext4 /dev/sda1 rw\n31 21 8:17 / {stick} rw - exfat /dev/sdb1 rw\n"
    )
    real = file_system.file_system_of
    monkeypatch.setattr(file_system, "file_system_of", lambda folder: real(folder, table))
    create_store(stick / "A.duskcase", some_case_facts()).close()
    with Case.open(stick / "A.duskcase") as opened:
        opened.review.apply(CreatePerson(name="x"))
        assert opened.integrity.journal_mode == "delete"
        assert opened.integrity.verify(None).journal == "delete"
        assert not list((stick / "A.duskcase").glob("*-wal"))


def ran(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(word) for word in words], capture_output=True, text=True, check=False, timeout=60
    )


@contextmanager
def mounted_stick(image: Path, place: Path) -> Iterator[str]:
    """An exFAT or FAT file system by the kernel's driver, or else exFAT by FUSE's; skips else."""
    made = next((one for one in ("mkfs.exfat", "mkfs.vfat") if shutil.which(one)), None)
    if made is None:
        pytest.skip("neither mkfs.exfat nor mkfs.vfat is installed here")
    image.write_bytes(bytes(64 << 20))
    place.mkdir()
    assert ran(made, image).returncode == 0
    by_kernel = ran("mount", "-o", "loop", image, place)
    device = None
    try:
        if by_kernel.returncode:
            driver = shutil.which("mount.exfat-fuse")
            if driver is None or not made.endswith("exfat"):
                pytest.skip(f"it cannot be mounted here: {by_kernel.stderr.strip()}")
            loop = ran("losetup", "--find", "--show", image)
            if loop.returncode:
                pytest.skip(f"there is no loop device here: {loop.stderr.strip()}")
            device = loop.stdout.strip()
            by_fuse = ran(driver, device, place)
            if by_fuse.returncode:
                pytest.skip(f"it cannot be mounted here: {by_fuse.stderr.strip()}")
        yield "FUSE" if device else "kernel"
    finally:
        ran("umount", place)
        if device:
            ran("losetup", "--detach", device)


@pytest.mark.skipif(sys.platform != "linux", reason="mounts an image by Linux's means")
def test_E39_on_a_file_system_of_its_own_kind_by_a_loop_mount(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    with mounted_stick(tmp_path / "stick.img", stick) as driver:
        kind = file_system.file_system_of(stick)
        assert kind == "fuseblk" if driver == "FUSE" else kind in ("exfat", "vfat")
        create_store(stick / "A.duskcase", some_case_facts()).close()
        with Case.open(stick / "A.duskcase") as opened:
            opened.review.apply(CreatePerson(name="x"))
            assert opened.integrity.journal_mode == "delete"
            assert opened.integrity.verify(None).faults == ()
            assert not list((stick / "A.duskcase").glob("*-wal"))
        with Case.open(stick / "A.duskcase", read_only=True) as again:
            assert [one.name for one in again.review.people()] == ["x"]
