"""`python -m cba_core`: the same as the console script `cba`."""

from cba_core.cli.main import run

if __name__ == "__main__":
    run()
