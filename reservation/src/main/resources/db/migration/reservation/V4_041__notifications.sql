-- What is yet to be told of leases, each lease's in order: a lane is told one after the other.
CREATE TABLE reservation.notification (
    ordinal    bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    lane       integer     NOT NULL,
    body       text        NOT NULL,
    created_at timestamptz NOT NULL,
    attempts   integer     NOT NULL DEFAULT 0
);
CREATE INDEX notification_by_lane ON reservation.notification (lane, ordinal);
