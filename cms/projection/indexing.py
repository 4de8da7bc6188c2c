"""When Wagtail brings its indexes (search, references) up to date: after the commit, not inside the door."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.utils.crypto import get_random_string
from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.base import Task, TaskResult, TaskResultStatus
from modelcluster.fields import ParentalKey

# By name: Wagtail's tasks need this backend to be there before they are.
REFERENCES = "wagtail.tasks.update_reference_index_task"


@dataclass(frozen=True)
class Later:
    run: Callable[..., Any]
    task: Task[..., Any]
    args: Any
    kwargs: Any

    def __call__(self) -> None:
        self.run(self.task, self.args, self.kwargs)


class AfterCommit(ImmediateBackend):
    """Runs each task in this process, once what it is about is committed; what is asked for twice, once.

    Updating the search index writes rows of other pages too, in any order: inside a door, two editors
    who publish at once would lock each other out, and the door that loses is undone. And a task that
    fails says nothing, but leaves its transaction unusable.
    """

    def enqueue(self, task: Task[..., Any], args: Any, kwargs: Any) -> TaskResult[Any]:
        self.validate_task(task)
        if task.module_path == REFERENCES:
            args = whole(*args)
        later = Later(super().enqueue, task, args, kwargs)
        if later not in [hook[1] for hook in connection.run_on_commit]:
            transaction.on_commit(later, robust=True)
        return TaskResult(
            task=task,
            id=get_random_string(32),
            status=TaskResultStatus.READY,
            enqueued_at=None,
            started_at=None,
            last_attempted_at=None,
            finished_at=None,
            args=args,
            kwargs=kwargs,
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )


def whole(app_label: str, model_name: str, pk: str) -> tuple[str, str, str]:
    """With what an object's references are kept: those of a page's child with the page.

    Wagtail asks for each child that is saved, and would look through the whole page each time.
    """
    model = apps.get_model(app_label, model_name)
    parent = next((field for field in model._meta.get_fields() if isinstance(field, ParentalKey)), None)
    if parent is None:
        return app_label, model_name, pk
    above = model._default_manager.values_list(parent.attname, flat=True).filter(pk=pk).first()
    if above is None:
        return app_label, model_name, pk
    options = parent.related_model._meta
    return whole(options.app_label, options.model_name, str(above))
