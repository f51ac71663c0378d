"""The report of a case, drawn from its JSON alone: PDF and HTML."""
