"""How things are kept: the database, its secrets, and the tables every other room stands on."""
