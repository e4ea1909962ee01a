-- What requests with an idempotency key were answered, written in the transaction of what they asked for.
CREATE TABLE store.answer (
    owner       text        NOT NULL,
    key         text        NOT NULL,
    fingerprint text        NOT NULL,
    status      integer     NOT NULL,
    headers     text[]      NOT NULL,
    body        bytea       NOT NULL,
    at          timestamptz NOT NULL,
    PRIMARY KEY (owner, key)
);
CREATE INDEX answer_by_time ON store.answer (at);
