# Dragoman in a container. Build the wheel first, which carries the page:
#   make dist && docker build -t dragoman .
#   docker run --rm -v "$PWD":/data dragoman build mycase articles
# The page of a case: docker run --rm -v "$PWD":/data dragoman export mycase --format page
FROM python:3.12-slim

ENV PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 DRAGOMAN_CACHE=/var/cache/dragoman

COPY requirements.txt /tmp/
RUN pip install --require-hashes -r /tmp/requirements.txt

COPY dist/*.whl /tmp/
RUN pip install --no-deps --no-index /tmp/*.whl \
    && rm /tmp/*.whl /tmp/requirements.txt \
    && useradd --uid 1000 --no-create-home --shell /usr/sbin/nologin dragoman \
    && install -d -o dragoman -g dragoman /data "$DRAGOMAN_CACHE"

USER dragoman
WORKDIR /data
# The indexes of places and actors, made once here instead of with the first build of a case
RUN python -c 'from dragoman import knowledge; from dragoman.knowledge import places; knowledge.load_knowledge(); places.load_gazetteer()' \
    && dragoman doctor

ENTRYPOINT ["dragoman"]
CMD ["--help"]
