CREATE TABLE identity.application_credential (
    id           text PRIMARY KEY,
    account_id   text    NOT NULL REFERENCES identity.account,
    project_id   text    NOT NULL REFERENCES identity.project,
    name         text    NOT NULL,
    description  text,
    secret_hash  text    NOT NULL,
    role_ids     text[]  NOT NULL,
    expires_at   timestamptz,
    unrestricted boolean NOT NULL,
    UNIQUE (account_id, name)
);

-- Taking a credential away ends its tokens.
ALTER TABLE identity.token
    ADD COLUMN application_credential_id text REFERENCES identity.application_credential ON DELETE CASCADE;
CREATE INDEX token_by_application_credential ON identity.token (application_credential_id)
    WHERE application_credential_id IS NOT NULL;
