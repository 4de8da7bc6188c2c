from django.core.management.base import OutputWrapper


class Progress:
    """A line that counts up on a terminal; on anything else one line at each tenth."""

    def __init__(self, out: OutputWrapper, label: str, total: int) -> None:
        self.out, self.label, self.total = out, label, total
        self.done = self.said = 0

    def add(self, number: int) -> None:
        self.done += number
        share = min(100, 100 * self.done // max(self.total, 1))
        if self.out.isatty():
            self.out.write(f"\r{self.label}: {self.done} of {self.total} ({share} %)", ending="")
        elif share // 10 > self.said:
            self.said = share // 10
            self.out.write(f"{self.label}: {self.done} of {self.total} ({share} %)")

    def end(self) -> None:
        if self.out.isatty():
            self.out.write("")
