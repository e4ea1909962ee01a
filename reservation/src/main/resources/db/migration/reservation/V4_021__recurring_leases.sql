-- Leases that were asked for together, by a rule (RFC 5545).
CREATE TABLE reservation.recurring_lease (
    id         uuid        PRIMARY KEY,
    project_id text        NOT NULL,
    user_id    text        NOT NULL,
    request_id text        NOT NULL,
    name       text        NOT NULL,
    -- The lease as the client sent it, JSON.
    asked      text        NOT NULL,
    rule       text        NOT NULL,
    time_zone  text        NOT NULL,
    accept     text        NOT NULL,
    ends_at    timestamptz NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE INDEX recurring_lease_by_project ON reservation.recurring_lease (project_id, created_at);
CREATE INDEX recurring_lease_over ON reservation.recurring_lease (ends_at);

-- lease_id refers to nothing: leases go their own way. The refusal's columns are there where it is not.
CREATE TABLE reservation.recurring_occurrence (
    recurring_id    uuid        NOT NULL REFERENCES reservation.recurring_lease ON DELETE CASCADE,
    position        integer     NOT NULL,
    starts_at       timestamptz NOT NULL,
    ends_at         timestamptz NOT NULL,
    lease_id        uuid,
    refusal_code    text,
    refusal_message text,
    explanation     text,
    PRIMARY KEY (recurring_id, position)
);
