"""The case database and its files; the only room that knows SQL."""
