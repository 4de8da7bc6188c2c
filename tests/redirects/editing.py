"""What an editor does with redirects, what the admin answers, and where readers are led."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

HERE = "https://www.example.org"


def leads(path: str, site: str = "www.example.org") -> Any:
    """Where a path leads: a location, `page`, or a status that is none of success."""
    response = Client().get("/api/v1/resolve/", {"path": path, "site": site})
    answer = response.json()
    return response.status_code if response.status_code != 200 else answer.get("location", "page")


def add(admin: Client, path: str, **fields: Any) -> Any:
    """Post the admin's form; what it answers, with the page that it leads to."""
    data = {"old_path": path, "site": "", "is_permanent": "on", "redirect_page": "", "redirect_link": ""}
    return admin.post("/admin/redirects/add/", data | fields, follow=True)


def errors(response: Any) -> dict[str, list[str]]:
    return {name: list(texts) for name, texts in response.context["form"].errors.items()}


def warnings(response: Any) -> list[str]:
    return [str(each) for each in response.context["messages"] if each.level_tag == "warning"]


def imported(admin: Client, table: str, **fields: Any) -> Any:
    """Both steps of the admin's import."""
    file = SimpleUploadedFile("redirects.csv", table.encode(), content_type="text/csv")
    first = admin.post("/admin/redirects/import/", {"import_file": file})
    hidden = first.context["form"].initial
    data = {**hidden, "from_index": 0, "to_index": 1, "permanent": "on", **fields}
    return admin.post("/admin/redirects/import/process/", data, follow=True)
