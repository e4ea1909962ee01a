CREATE SCHEMA identity;

CREATE TABLE identity.domain (
    id          text PRIMARY KEY,
    name        text    NOT NULL UNIQUE,
    description text    NOT NULL,
    enabled     boolean NOT NULL
);

CREATE TABLE identity.project (
    id          text PRIMARY KEY,
    domain_id   text    NOT NULL REFERENCES identity.domain,
    name        text    NOT NULL,
    description text    NOT NULL,
    enabled     boolean NOT NULL,
    UNIQUE (domain_id, name)
);

CREATE TABLE identity.account (
    id                 text PRIMARY KEY,
    domain_id          text    NOT NULL REFERENCES identity.domain,
    name               text    NOT NULL,
    enabled            boolean NOT NULL,
    password_hash      text    NOT NULL,
    default_project_id text REFERENCES identity.project,
    UNIQUE (domain_id, name)
);

CREATE TABLE identity.role (
    id   text PRIMARY KEY,
    name text NOT NULL UNIQUE
);

-- Who has the prior role has the implied one too.
CREATE TABLE identity.implied_role (
    prior_role_id   text NOT NULL REFERENCES identity.role,
    implied_role_id text NOT NULL REFERENCES identity.role,
    PRIMARY KEY (prior_role_id, implied_role_id)
);

-- On a project, on a domain, or, where both are absent, on the system.
CREATE TABLE identity.role_assignment (
    account_id text NOT NULL REFERENCES identity.account,
    role_id    text NOT NULL REFERENCES identity.role,
    project_id text REFERENCES identity.project,
    domain_id  text REFERENCES identity.domain,
    CHECK (num_nonnulls(project_id, domain_id) <= 1),
    UNIQUE NULLS NOT DISTINCT (account_id, role_id, project_id, domain_id)
);

-- The token itself is known to its bearer only: here is its SHA-256, in hex.
CREATE TABLE identity.token (
    hash       text PRIMARY KEY,
    account_id text        NOT NULL REFERENCES identity.account,
    project_id text REFERENCES identity.project,
    domain_id  text REFERENCES identity.domain,
    is_system  boolean     NOT NULL,
    methods    text[]      NOT NULL,
    audit_ids  text[]      NOT NULL,
    issued_at  timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz,
    CHECK (num_nonnulls(project_id, domain_id) + is_system::integer <= 1)
);
CREATE INDEX token_by_expiry ON identity.token (expires_at);
