"""What comes back from filled documents: submissions, edits, conflicts."""
