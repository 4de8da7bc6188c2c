"""Kinds of columns that several tables have."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


def strings() -> "ArrayField[list[str], list[str]]":
    return ArrayField(models.TextField(), default=list)
