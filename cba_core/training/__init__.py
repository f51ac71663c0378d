"""Learning to find a person across modalities from unlabelled tracklets."""
