CREATE SCHEMA store;

-- What was committed, for watchers, indexes and other replicas. Read by (transaction, sequence): see ChangeLog.
CREATE TABLE store.change (
    transaction xid8        NOT NULL DEFAULT pg_current_xact_id(),
    sequence    bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    at          timestamptz NOT NULL,
    kind        text        NOT NULL,
    subject     text        NOT NULL,
    PRIMARY KEY (transaction, sequence)
);

-- Work that falls due, taken with SKIP LOCKED in the transaction of its effect.
CREATE TABLE store.due_work (
    kind       text        NOT NULL,
    key        text        NOT NULL,
    due_at     timestamptz NOT NULL,
    attempts   integer     NOT NULL DEFAULT 0,
    last_error text,
    PRIMARY KEY (kind, key)
);
CREATE INDEX due_work_by_time ON store.due_work (due_at);

CREATE TABLE store.setting (
    name  text PRIMARY KEY,
    value text NOT NULL
);
