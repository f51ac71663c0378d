"""From boxes to tracks, behind the `Tracker` protocol."""
