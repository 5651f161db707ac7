"""What several documents share, named by what it tells of."""
