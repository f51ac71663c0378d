"""Ask a validator whether the PDF of a report is the PDF/A-1b that it says it is.

Run: `python packaging/check_pdfa.py REPORT.pdf... [--jars FOLDER]`. The validator is Preflight of
Apache PDFBox (Apache-2.0), which Debian's packages libpdfbox2-java, libactivation-java and
libjaxb-api-java put into /usr/share/java; it needs Java. None of it is part of the program. The
exit code is 1 where one is not valid, and 2 where nobody can be asked.
"""

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

JARS = Path("/usr/share/java")
_NEEDED = tuple(
    f"{one}.jar"
    for one in (
        *("preflight", "pdfbox2", "fontbox2", "xmpbox"),
        *("commons-logging", "javax.activation", "jaxb-api"),
    )
)
_VALID = "is a valid PDF/A-1b file"
_PATIENCE_S = 120


def is_there(jars: Path = JARS) -> bool:
    """Whether there is a validator to ask."""
    return shutil.which("java") is not None and all((jars / one).is_file() for one in _NEEDED)


def faults_of(pdf: Path, jars: Path = JARS) -> list[str]:
    """What keeps a file from being PDF/A-1b, as Preflight words it; empty where it is valid."""
    command = ["java", "-cp", ":".join(str(jars / one) for one in _NEEDED)]
    done = subprocess.run(  # noqa: S603  (a validator, to read a file of ours)
        [*command, "org.apache.pdfbox.preflight.Validator_A1b", str(pdf)],
        capture_output=True, text=True, check=False, timeout=_PATIENCE_S,
    )  # fmt: skip
    told = [line for line in done.stdout.splitlines() if line.strip()]
    if any(_VALID in line for line in told):
        return []
    return told or [done.stderr.strip() or "the validator said nothing"]


def main() -> None:
    """Check each file that is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pdf", type=Path, nargs="+")
    parser.add_argument("--jars", type=Path, default=JARS)
    wanted = parser.parse_args()
    if not is_there(wanted.jars):
        sys.stderr.write(f"Nobody to ask: no Java, or not all of {', '.join(_NEEDED)}\n")
        raise SystemExit(2)
    failed = False
    for pdf in wanted.pdf:
        faults = faults_of(pdf, wanted.jars)
        failed |= bool(faults)
        sys.stdout.write("\n".join([f"{pdf}: {len(faults)} faults", *faults]) + "\n")
    raise SystemExit(failed)


if __name__ == "__main__":
    main()
