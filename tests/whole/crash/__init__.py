"""The program is killed at named points, started again, and held to what it had acknowledged."""
