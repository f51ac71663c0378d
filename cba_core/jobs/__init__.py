"""Long work outside the window's process."""
