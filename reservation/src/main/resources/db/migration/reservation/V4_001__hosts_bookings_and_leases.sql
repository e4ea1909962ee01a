CREATE SCHEMA reservation;

-- The numbers by which Blazar's clients know hosts: they want digits.
CREATE SEQUENCE reservation.host_number;

-- calendar_revision moves with every change of the host or of its bookings: whoever books compares and swaps it.
CREATE TABLE reservation.host (
    id                 uuid        PRIMARY KEY,
    number             bigint      NOT NULL UNIQUE,
    name               text        NOT NULL UNIQUE,
    service_name       text        NOT NULL,
    hypervisor_type    text        NOT NULL,
    hypervisor_version integer     NOT NULL,
    vcpus              bigint      NOT NULL,
    memory_mb          bigint      NOT NULL,
    local_gb           bigint      NOT NULL,
    cpu_info           text        NOT NULL,
    availability_zone  text        NOT NULL,
    reservable         boolean     NOT NULL,
    capabilities       jsonb       NOT NULL,
    calendar_revision  bigint      NOT NULL,
    created_at         timestamptz NOT NULL,
    updated_at         timestamptz
);

-- Names of extra capabilities that some host has or had, and who may see them.
CREATE TABLE reservation.property (
    name       text        PRIMARY KEY,
    id         uuid        NOT NULL UNIQUE,
    private    boolean     NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz
);

CREATE TABLE reservation.lease (
    id         uuid        PRIMARY KEY,
    name       text        NOT NULL,
    project_id text        NOT NULL,
    user_id    text        NOT NULL,
    request_id text        NOT NULL,
    starts_at  timestamptz NOT NULL,
    ends_at    timestamptz NOT NULL,
    status     text        NOT NULL,
    degraded   boolean     NOT NULL,
    revision   bigint      NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz
);
CREATE INDEX lease_by_project ON reservation.lease (project_id, created_at);

CREATE TABLE reservation.reservation (
    id                    uuid        PRIMARY KEY,
    lease_id              uuid        NOT NULL REFERENCES reservation.lease ON DELETE CASCADE,
    position              integer     NOT NULL,
    resource_type         text        NOT NULL,
    resource_id           uuid        NOT NULL,
    status                text        NOT NULL,
    hosts_min             integer     NOT NULL,
    hosts_max             integer     NOT NULL,
    hypervisor_properties text,
    resource_properties   text,
    before_end            text        NOT NULL,
    missing_resources     boolean     NOT NULL,
    resources_changed     boolean     NOT NULL,
    created_at            timestamptz NOT NULL,
    updated_at            timestamptz
);
CREATE INDEX reservation_by_lease ON reservation.reservation (lease_id);

-- automatic: Berth acts on it; the others are what clients sent along, kept and never acted on.
CREATE TABLE reservation.lease_event (
    id         uuid        PRIMARY KEY,
    lease_id   uuid        NOT NULL REFERENCES reservation.lease ON DELETE CASCADE,
    position   integer     NOT NULL,
    type       text        NOT NULL,
    automatic  boolean     NOT NULL,
    time       timestamptz,
    status     text,
    created_at timestamptz NOT NULL,
    updated_at timestamptz
);
CREATE INDEX lease_event_by_lease ON reservation.lease_event (lease_id);

-- A host is taken for a half-open range of time. A cleaning outlives the lease that it follows, so lease_id refers to nothing.
CREATE TABLE reservation.booking (
    id             uuid      PRIMARY KEY,
    host_id        uuid      NOT NULL REFERENCES reservation.host,
    period         tstzrange NOT NULL CHECK (NOT isempty(period)),
    kind           text      NOT NULL,
    lease_id       uuid,
    reservation_id uuid
);
CREATE INDEX booking_by_host ON reservation.booking (host_id);
CREATE INDEX booking_by_lease ON reservation.booking (lease_id);
