"""The joins: each function is one line of the data's way through the stages."""
