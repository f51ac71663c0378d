"""The vocabulary every stage speaks: numpy and the standard library only."""
