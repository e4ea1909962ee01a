CREATE SCHEMA messages;

-- Why asynchronous operations went wrong. The words are not stored: they follow from the ids and the parameters.
CREATE TABLE messages.message (
    id            uuid        PRIMARY KEY,
    project_id    text        NOT NULL,
    request_id    text,
    resource_type text,
    resource_uuid text,
    -- Null in rows of old, whose words follow from event_id alone.
    action_id     text,
    detail_id     text,
    event_id      text        NOT NULL,
    message_level text        NOT NULL,
    parameters    jsonb       NOT NULL DEFAULT '{}',
    created_at    timestamptz NOT NULL,
    -- Null: kept for ever.
    expires_at    timestamptz
);
CREATE INDEX message_by_project ON messages.message (project_id, created_at DESC, id DESC);
CREATE INDEX message_by_resource ON messages.message (resource_uuid);
CREATE INDEX message_by_expiry ON messages.message (expires_at);
