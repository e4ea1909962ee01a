CREATE SCHEMA placement;

-- Standard names are inserted at start (PlacementRoom), custom ones by clients.
CREATE TABLE placement.resource_class (
    name       text        PRIMARY KEY CHECK (name ~ '^[A-Z0-9_]{1,255}$'),
    changed_at timestamptz NOT NULL
);

CREATE TABLE placement.trait (
    name       text        PRIMARY KEY CHECK (name ~ '^[A-Z0-9_]{1,255}$'),
    created_at timestamptz NOT NULL
);

-- generation is the API's and moves by the API's rules; revision is ours and moves on every change of the provider,
-- its inventories, traits, aggregates or allocations: what compare-and-swaps and the index go by.
CREATE TABLE placement.provider (
    uuid       uuid        PRIMARY KEY,
    name       text        NOT NULL UNIQUE CHECK (char_length(name) <= 200),
    generation bigint      NOT NULL CHECK (generation >= 0),
    revision   bigint      NOT NULL CHECK (revision >= 0),
    parent     uuid        REFERENCES placement.provider (uuid) CHECK (parent <> uuid),
    root       uuid        NOT NULL REFERENCES placement.provider (uuid),
    created_at timestamptz NOT NULL,
    updated_at timestamptz,
    CHECK ((parent IS NULL) = (root = uuid))
);
CREATE INDEX provider_by_root ON placement.provider (root);
CREATE INDEX provider_by_parent ON placement.provider (parent) WHERE parent IS NOT NULL;

CREATE TABLE placement.inventory (
    provider         uuid             NOT NULL REFERENCES placement.provider (uuid) ON DELETE CASCADE,
    resource_class   text             NOT NULL REFERENCES placement.resource_class (name) ON UPDATE CASCADE,
    total            bigint           NOT NULL CHECK (total BETWEEN 1 AND 2147483647),
    reserved         bigint           NOT NULL CHECK (reserved BETWEEN 0 AND 2147483647),
    min_unit         bigint           NOT NULL CHECK (min_unit BETWEEN 1 AND 2147483647),
    max_unit         bigint           NOT NULL CHECK (max_unit BETWEEN 1 AND 2147483647),
    step_size        bigint           NOT NULL CHECK (step_size BETWEEN 1 AND 2147483647),
    allocation_ratio double precision NOT NULL CHECK (allocation_ratio BETWEEN -1.7976931348623157e308 AND 3.40282e+38),
    changed_at       timestamptz      NOT NULL,
    PRIMARY KEY (provider, resource_class)
);
CREATE INDEX inventory_by_class ON placement.inventory (resource_class);

CREATE TABLE placement.provider_trait (
    provider uuid NOT NULL REFERENCES placement.provider (uuid) ON DELETE CASCADE,
    trait    text NOT NULL REFERENCES placement.trait (name),
    PRIMARY KEY (provider, trait)
);
CREATE INDEX provider_by_trait ON placement.provider_trait (trait);

-- Aggregates are labels, kept as they were spelled.
CREATE TABLE placement.provider_aggregate (
    provider  uuid NOT NULL REFERENCES placement.provider (uuid) ON DELETE CASCADE,
    aggregate text NOT NULL,
    PRIMARY KEY (provider, aggregate)
);
CREATE INDEX provider_by_aggregate ON placement.provider_aggregate (aggregate);

CREATE SEQUENCE placement.consumer_revision;

-- A consumer's record exists as long as it has allocations, and no longer.
CREATE TABLE placement.consumer (
    id            text        PRIMARY KEY CHECK (char_length(id) BETWEEN 1 AND 255),
    project_id    text        NOT NULL CHECK (char_length(project_id) BETWEEN 1 AND 255),
    user_id       text        NOT NULL CHECK (char_length(user_id) BETWEEN 1 AND 255),
    consumer_type text        CHECK (consumer_type ~ '^[A-Z0-9_]{1,255}$'),
    generation    bigint      NOT NULL CHECK (generation >= 0),
    revision      bigint      NOT NULL DEFAULT nextval('placement.consumer_revision'),
    changed_at    timestamptz NOT NULL
);
CREATE INDEX consumer_by_project ON placement.consumer (project_id, user_id);

CREATE TABLE placement.allocation (
    consumer       text   NOT NULL REFERENCES placement.consumer (id),
    provider       uuid   NOT NULL,
    resource_class text   NOT NULL,
    used           bigint NOT NULL CHECK (used BETWEEN 1 AND 2147483647),
    PRIMARY KEY (consumer, provider, resource_class),
    -- An inventory in use cannot be dropped, whoever tries.
    FOREIGN KEY (provider, resource_class) REFERENCES placement.inventory (provider, resource_class) ON UPDATE CASCADE
);
CREATE INDEX allocation_by_provider ON placement.allocation (provider, resource_class) INCLUDE (used);
