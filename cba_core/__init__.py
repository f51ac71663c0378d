"""Duskline's engine: from footage files to ranked candidates of the other modality."""

__version__ = "0.1.0"
