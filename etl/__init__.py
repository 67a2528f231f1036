"""Loading: a file becomes trusted rows. read -> map -> place -> check -> stage -> diff -> publish -> report."""
