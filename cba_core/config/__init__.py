"""What a person can set, as frozen dataclasses; no input or output here."""
