"""Gates that take too long for `make test`: run by `make gates`, or when their file is named."""

collect_ignore_glob = ["test_*.py"]  # a file that is named on the command line is collected anyhow
