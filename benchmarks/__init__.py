"""Measurements that are no tests: they compare, and they take long."""
