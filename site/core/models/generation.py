"""A shared number that grows whenever what readers see has changed; processes drop their copies when it grows."""

from django.db import models


class Generation(models.Model):
    name = models.CharField(max_length=40, primary_key=True)
    number = models.PositiveBigIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.name} {self.number}"
