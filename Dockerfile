# One image, five targets: hub, worker, renderer, signer, player.
#   docker build --target hub --tag ttdn-hub .
# compose.yaml builds and starts all of them with PostgreSQL.

FROM python:3.12-slim-bookworm AS build
WORKDIR /build
COPY requirements-build.txt requirements.txt ./
# The same steps as bin/make-environment; afterwards nothing in the image can install.
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --no-deps --require-hashes \
        --requirement requirements-build.txt \
    && /venv/bin/pip install --no-cache-dir --no-deps --require-hashes \
        --no-build-isolation --requirement requirements.txt \
    && /venv/bin/pip uninstall --yes setuptools pip

FROM python:3.12-slim-bookworm AS program
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DEBUG=off \
    DATA_DIR=/data \
    LOOPS_DIR=/rendered/loops \
    RELEASES_DIR=/releases \
    STORE_DIR=/rendered/store
# The folders stand here so that new volumes over them belong to the user.
# The signing process is another user: what the hub may read holds no key of a person.
RUN useradd --uid 10001 --user-group --create-home --shell /usr/sbin/nologin hub \
    && useradd --uid 10002 --gid hub --no-create-home --shell /usr/sbin/nologin signer \
    && install --directory --owner hub --group hub /data /rendered /releases \
    && install --directory --owner signer --group hub --mode 0750 /run/signer \
    && install --directory --owner signer --group hub --mode 0700 /keys
COPY --from=build /venv /venv
WORKDIR /program
COPY manage.py ./
COPY release release
COPY themes themes
COPY hub hub
COPY renderer renderer
COPY player player
USER 10001

FROM program AS hub
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s CMD \
    ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--blocking-threads", "16", "hub.wsgi:application"]

FROM program AS worker
# It has no address to ask; what it needs to work is the database.
HEALTHCHECK --interval=60s --timeout=30s --start-period=60s CMD \
    ["python", "manage.py", "check", "--database", "default"]
CMD ["python", "manage.py", "db_worker"]

FROM program AS renderer
EXPOSE 8100
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s CMD \
    ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8100/healthz', timeout=4)"]
CMD ["python", "-m", "renderer", "watch", "--out", "/rendered/loops", "--listen", "0.0.0.0:8100"]

# Holds the sealed keys of those who sign; needs no network and gets none.
FROM program AS signer
USER 10002
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s CMD \
    ["python", "-c", "import socket; socket.socket(socket.AF_UNIX).connect('/run/signer/signer.socket')"]
CMD ["python", "-m", "release.signer", "--socket", "/run/signer/signer.socket", "--keys", "/keys", "--files", "/rendered/loops/files", "--files", "/releases/files"]

# Beside an LED controller; the folder /data and the configuration are mounted.
FROM program AS player
USER 0
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends mpv \
    && rm -rf /var/lib/apt/lists/*
USER 10001
CMD ["python", "-m", "player", "--config", "/etc/ttdn-player/player.toml"]
