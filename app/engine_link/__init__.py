"""How the window reaches the engine: threads, the worker process, changes, failures."""
