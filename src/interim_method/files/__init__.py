"""Records as JSON files: envelopes, versions, schemas."""
