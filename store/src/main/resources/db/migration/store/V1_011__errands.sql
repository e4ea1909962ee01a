-- Who is dealing with somebody outside, one at a time for each key, or rests until then after it failed.
CREATE TABLE store.errand (
    kind       text        NOT NULL,
    key        text        NOT NULL,
    busy_until timestamptz NOT NULL,
    PRIMARY KEY (kind, key)
);
