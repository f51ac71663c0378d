"""From tracks to the crops that are kept of them."""
