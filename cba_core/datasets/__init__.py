"""Data sets of tracklets: readers of what lies on disk, and the pictures made ready to train."""
