"""How clusters of both modalities become supervision: one file a method, all in numpy."""
