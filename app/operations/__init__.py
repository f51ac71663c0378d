"""One function per action of a person; nothing else writes."""
