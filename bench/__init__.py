"""How much CPU time and how many queries things take: `make bench`. Each file with a `measure()` is run; see measuring.py."""
