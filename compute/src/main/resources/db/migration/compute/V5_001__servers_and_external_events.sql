CREATE SCHEMA compute;

CREATE TABLE compute.flavor (
    id         text    PRIMARY KEY,
    name       text    NOT NULL UNIQUE,
    vcpus      integer NOT NULL,
    ram_mb     integer NOT NULL,
    disk_gb    integer NOT NULL,
    -- Takes all that the host, or the reservation on it, has; the sizes then are for show.
    whole_host boolean NOT NULL
);
INSERT INTO compute.flavor (id, name, vcpus, ram_mb, disk_gb, whole_host) VALUES
    ('1', 'm1.tiny', 1, 512, 1, false),
    ('2', 'm1.small', 1, 2048, 20, false),
    ('3', 'm1.medium', 2, 4096, 40, false),
    ('4', 'm1.large', 4, 8192, 80, false),
    ('baremetal', 'baremetal', 1, 1024, 1, true);

-- Deleted servers stay, with their host, for events may still come for them.
CREATE TABLE compute.server (
    id               uuid        PRIMARY KEY,
    ordinal          bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    revision         bigint      NOT NULL,
    project_id       text        NOT NULL,
    user_id          text        NOT NULL,
    name             text        NOT NULL,
    flavor_id        text        NOT NULL REFERENCES compute.flavor (id),
    image            text,
    attributes       jsonb       NOT NULL,
    host             uuid,
    host_name        text,
    -- Whose claim the server's claim was taken out of, to be given back.
    reservation      text,
    reservation_user text,
    reservation_type text,
    vm_state         text        NOT NULL,
    task_state       text,
    power_state      integer     NOT NULL,
    -- What must be plugged before the server is active: port ids, or network:<id> for any port of a network.
    awaited          jsonb       NOT NULL,
    fault_code       integer,
    fault_message    text,
    fault_at         timestamptz,
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    launched_at      timestamptz,
    deleted_at       timestamptz
);
CREATE INDEX server_by_project ON compute.server (project_id, created_at DESC, id DESC);
CREATE INDEX server_by_host ON compute.server (host) WHERE deleted_at IS NULL;

CREATE TABLE compute.instance_action (
    id         bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    server     uuid        NOT NULL REFERENCES compute.server (id),
    request_id text        NOT NULL,
    action     text        NOT NULL,
    user_id    text        NOT NULL,
    project_id text        NOT NULL,
    started_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    failed     boolean     NOT NULL
);
CREATE INDEX instance_action_by_server ON compute.instance_action (server, request_id);

CREATE TABLE compute.action_event (
    id          bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    action      bigint      NOT NULL REFERENCES compute.instance_action (id),
    event       text        NOT NULL,
    host_name   text,
    started_at  timestamptz NOT NULL,
    finished_at timestamptz NOT NULL,
    result      text        NOT NULL
);
CREATE INDEX action_event_by_action ON compute.action_event (action);

-- What other services said about servers. Queued as long as it is neither delivered nor given up.
CREATE TABLE compute.external_event (
    id           uuid        PRIMARY KEY,
    ordinal      bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    server       uuid        NOT NULL REFERENCES compute.server (id),
    host         uuid        NOT NULL,
    name         text        NOT NULL,
    status       text        NOT NULL,
    tag          text,
    request_id   text        NOT NULL,
    created_at   timestamptz NOT NULL,
    attempts     integer     NOT NULL DEFAULT 0,
    delivered_at timestamptz,
    given_up_at  timestamptz
);
CREATE INDEX external_event_queued ON compute.external_event (host, ordinal)
    WHERE delivered_at IS NULL AND given_up_at IS NULL;

-- One delivery a host at a time, so that events arrive in order.
CREATE TABLE compute.delivery (
    host       uuid PRIMARY KEY,
    busy_until timestamptz
);
