"""What the window remembers between runs, and where its resources lie."""
