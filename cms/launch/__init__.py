"""Starting Dateline: the embedded PostgreSQL, the development values, web and worker.

Nothing here is imported by the application itself except ``capacity`` and ``overload`` (by ``cms.wsgi``)
and ``health``.
"""
