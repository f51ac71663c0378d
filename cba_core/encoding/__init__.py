"""From the crops of tracklets to unit vectors, on the backend that is there."""
