-- What is known of a host's health; a host without a row is healthy, and nobody has ever said otherwise.
-- strikes: how often in a row somebody looked and found the contrary.
CREATE TABLE reservation.host_health (
    host_id uuid        PRIMARY KEY REFERENCES reservation.host ON DELETE CASCADE,
    status  text        NOT NULL,
    reason  text        NOT NULL,
    source  text        NOT NULL,
    since   timestamptz NOT NULL,
    strikes integer     NOT NULL
);
