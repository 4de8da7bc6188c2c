"""The form with which a public piece of news is corrected, in all of its languages at once."""
