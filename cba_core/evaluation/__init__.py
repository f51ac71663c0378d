"""How good detection, tracking and ranking are, against truth that somebody knows."""
