"""Writers and readers, one folder a format."""
