"""Tests of whole processes: the real program on a free loopback port, with a data folder of its own."""
