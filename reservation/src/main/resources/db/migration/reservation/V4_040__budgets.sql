-- What a project may reserve; null does not limit. Who books for a project that has one locks its row first.
CREATE TABLE reservation.budget (
    project_id      text        PRIMARY KEY,
    max_hosts       integer     CHECK (max_hosts >= 0),
    max_host_hours  integer     CHECK (max_host_hours >= 0),
    period          text        NOT NULL,
    max_lease_hours integer     CHECK (max_lease_hours >= 0),
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz
);

-- What projects had of whole hosts whose bookings are gone, with a deleted lease or a removed host.
CREATE TABLE reservation.past_use (
    project_id text      NOT NULL,
    period     tstzrange NOT NULL,
    hosts      integer   NOT NULL
);
CREATE INDEX past_use_by_project ON reservation.past_use (project_id);
CREATE INDEX past_use_by_end ON reservation.past_use (upper(period));
