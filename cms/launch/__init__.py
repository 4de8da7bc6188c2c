"""Starting Dateline: the embedded PostgreSQL, the development values, web and worker.

Nothing here is imported by the application itself except ``capacity`` (by the settings) and ``health``.
"""
