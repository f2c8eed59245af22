"""Sponsors: slots, booking, placing, counting and reports. Nothing is sold yet: this room is furnished in the next release."""
