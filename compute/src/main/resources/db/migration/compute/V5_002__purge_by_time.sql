-- What the daily purge looks for.
CREATE INDEX external_event_settled ON compute.external_event (created_at)
    WHERE delivered_at IS NOT NULL OR given_up_at IS NOT NULL;
CREATE INDEX server_deleted ON compute.server (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX external_event_by_server ON compute.external_event (server);
