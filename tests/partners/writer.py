"""Changes as editors make them, until it is killed: `python -m tests.partners.writer`."""

import time
from random import Random, SystemRandom

import django

django.setup()

from django.db import InterfaceError, OperationalError, connection, transaction  # noqa: E402
from procrastinate.exceptions import ConnectorException  # noqa: E402

from cms.projection.log import changed  # noqa: E402
from cms.published.models import Change  # noqa: E402
from tests.changes.pieces import Piece, edited, write  # noqa: E402

ITEMS = 12

if __name__ == "__main__":
    random = Random(SystemRandom().randrange(10**9))
    while True:
        try:
            with transaction.atomic():
                write(random.randrange(ITEMS), edited(Piece(), random))
                changed.send(sender=Change)
        except (OperationalError, InterfaceError, ConnectorException):
            connection.close()  # as the next request of a web process has it
        time.sleep(random.uniform(0, 0.03))
