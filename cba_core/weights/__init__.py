"""Weight files: those carried by packages and those a person installed."""
