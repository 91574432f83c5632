"""The commands of `python -m bot`, by subject: what each does is a few lines over the rooms below."""
