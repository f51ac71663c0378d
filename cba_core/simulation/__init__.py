"""Renders footage of walking people as visible, near-infrared and thermal cameras record it."""
