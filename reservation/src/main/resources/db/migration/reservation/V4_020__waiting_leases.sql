-- Leases that nobody could have yet. number is the order in which they are served.
CREATE TABLE reservation.waiting_lease (
    id              uuid        PRIMARY KEY,
    number          bigint      GENERATED ALWAYS AS IDENTITY UNIQUE,
    project_id      text        NOT NULL,
    user_id         text        NOT NULL,
    request_id      text        NOT NULL,
    name            text        NOT NULL,
    -- What is asked for, as RequestJson words it; asked is the lease as the client sent it.
    request         text        NOT NULL,
    asked           text        NOT NULL,
    earliest        timestamptz NOT NULL,
    deadline        timestamptz NOT NULL,
    length_seconds  bigint      NOT NULL,
    before_end_seconds bigint,
    status          text        NOT NULL,
    starts_at       timestamptz,
    created_at      timestamptz NOT NULL,
    changed_at      timestamptz NOT NULL
);
CREATE INDEX waiting_lease_in_turn ON reservation.waiting_lease (number) WHERE status = 'waiting';
CREATE INDEX waiting_lease_by_project ON reservation.waiting_lease (project_id, number);
CREATE INDEX waiting_lease_over ON reservation.waiting_lease (changed_at) WHERE status <> 'waiting';
