"""Embeddings to clusters: k-reciprocal Jaccard distance, DBSCAN, and how healthy they are."""
