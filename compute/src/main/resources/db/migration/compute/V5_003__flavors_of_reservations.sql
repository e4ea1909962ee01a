-- A flavor that a reservation has: of one project, taking one unit of the reservation's own resource class. Once the reservation
-- has ended it is kept only for the servers that were made of it.
ALTER TABLE compute.flavor
    ADD COLUMN project_id     text,
    ADD COLUMN resource_class text,
    ADD COLUMN extra_specs    jsonb NOT NULL DEFAULT '{}',
    ADD COLUMN deleted_at     timestamptz,
    ADD CHECK ((project_id IS NULL) = (resource_class IS NULL));

CREATE INDEX server_by_flavor ON compute.server (flavor_id);
