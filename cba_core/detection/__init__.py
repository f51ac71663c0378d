"""From frames to person boxes, behind the `Detector` protocol."""
