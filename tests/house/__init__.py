"""The house rules, held by machine over the syntax tree: each test here is a rule of the house style."""
