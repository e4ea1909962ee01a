-- Hosts are closed: for maintenance, in quarantine, or to be drained. ends_at is null where nobody knows it yet; lifted_at is when
-- it was ended before its time. What it books are rows of booking without a lease.
CREATE TABLE reservation.maintenance (
    id         uuid        PRIMARY KEY,
    kind       text        NOT NULL,
    reason     text        NOT NULL,
    starts_at  timestamptz NOT NULL,
    ends_at    timestamptz,
    user_id    text        NOT NULL,
    created_at timestamptz NOT NULL,
    lifted_at  timestamptz,
    revision   bigint      NOT NULL
);

CREATE TABLE reservation.maintenance_host (
    maintenance_id uuid NOT NULL REFERENCES reservation.maintenance ON DELETE CASCADE,
    host_id        uuid NOT NULL REFERENCES reservation.host ON DELETE CASCADE,
    booking_id     uuid NOT NULL,
    PRIMARY KEY (maintenance_id, host_id)
);
CREATE INDEX maintenance_host_by_host ON reservation.maintenance_host (host_id);
CREATE INDEX maintenance_host_by_booking ON reservation.maintenance_host (booking_id);
