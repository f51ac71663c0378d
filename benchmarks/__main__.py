"""`make bench`: every benchmark, one after another, each in a process of its own."""

import subprocess
import sys

BENCHMARKS = ("decode", "indexing", "search", "startup", "encoding", "simulation", "player")
SLOWER = ("detection_accuracy", "tracking_accuracy", "clustering", "training", "window_at_200000")


def main() -> int:
    """Run those named on the command line, else all; the exit code tells whether one failed."""
    wanted = sys.argv[1:] or [*BENCHMARKS, *SLOWER]
    failed = []
    for name in wanted:
        print(f"\n=== {name}", flush=True)
        if subprocess.call([sys.executable, "-m", f"benchmarks.{name}"]):
            failed.append(name)
    if failed:
        print(f"\nfailed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
