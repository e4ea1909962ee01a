CREATE SCHEMA deployment;

-- Tasks form trees; a root was asked for, the others are steps of it. No width that could surprise anyone.
CREATE TABLE deployment.task (
    id             uuid        PRIMARY KEY,
    sequence       bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    root_id        uuid        NOT NULL,
    parent_id      uuid        REFERENCES deployment.task ON DELETE CASCADE,
    step           text        NOT NULL,
    action         text        NOT NULL,
    status         text        NOT NULL,
    outcome        text        NOT NULL,
    successes      text[]      NOT NULL,
    failures       text[]      NOT NULL,
    has_logs       boolean     NOT NULL,
    retry          integer     NOT NULL,
    design_ref     text,
    node_filter    json,
    created_at     timestamptz NOT NULL,
    created_by     text,
    updated_at     timestamptz NOT NULL,
    terminate      boolean     NOT NULL,
    terminated_at  timestamptz,
    terminated_by  text,
    user_id        text,
    project_id     text,
    request_id     text,
    lease_id       text,
    context_marker text,
    end_user       text,
    -- A resumed run finds the steps it has begun by their names.
    UNIQUE (parent_id, step)
);
CREATE INDEX task_by_root ON deployment.task (root_id);
CREATE INDEX task_by_lease ON deployment.task (lease_id) WHERE lease_id IS NOT NULL;

CREATE TABLE deployment.result_message (
    sequence     bigint      NOT NULL GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    task_id      uuid        NOT NULL REFERENCES deployment.task ON DELETE CASCADE,
    at           timestamptz NOT NULL,
    message      text        NOT NULL,
    is_error     boolean     NOT NULL,
    context_type text        NOT NULL,
    context      text        NOT NULL,
    extra        text        NOT NULL
);
CREATE INDEX result_message_by_task ON deployment.result_message (task_id, sequence);

-- Unfinished root tasks and who runs them. Separate from the tasks: runs lock these rows to see that they still own them.
CREATE TABLE deployment.task_run (
    task_id      uuid        PRIMARY KEY REFERENCES deployment.task ON DELETE CASCADE,
    sequence     bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    owner        uuid,
    heartbeat_at timestamptz,
    is_started   boolean     NOT NULL DEFAULT false,
    -- The nodes it works on; null until someone has read its design.
    targets      text[]
);

CREATE TABLE deployment.node (
    hostname    text    PRIMARY KEY,
    boot_mac    text,
    oob_address text,
    design_ref  text    NOT NULL,
    state       text    NOT NULL,
    cpu_count   integer NOT NULL,
    memory_mb   bigint  NOT NULL,
    disk_gb     bigint  NOT NULL,
    boot_ip     text,
    provider    uuid    NOT NULL,
    traits      text[]  NOT NULL
);
CREATE INDEX node_by_boot_mac ON deployment.node (boot_mac);

CREATE TABLE deployment.build_data (
    sequence     bigint      NOT NULL GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    node_name    text        NOT NULL,
    task_id      uuid        NOT NULL,
    generator    text        NOT NULL,
    data_format  text        NOT NULL,
    data_element text        NOT NULL,
    collected_at timestamptz NOT NULL
);
CREATE INDEX build_data_by_node ON deployment.build_data (node_name, sequence);
CREATE INDEX build_data_by_task ON deployment.build_data (task_id, sequence);

-- A node's present deployment: there is one at most.
CREATE TABLE deployment.boot_context (
    node_name         text        PRIMARY KEY,
    task_id           uuid        NOT NULL,
    key               bytea       NOT NULL,
    design_ref        text        NOT NULL,
    boot_mac          text,
    image             text        NOT NULL,
    kernel            text        NOT NULL,
    kernel_parameters text        NOT NULL,
    created_at        timestamptz NOT NULL,
    netbooted_at      timestamptz,
    phoned_home_at    timestamptz,
    install_error     text
);
CREATE INDEX boot_context_by_mac ON deployment.boot_context (boot_mac);

-- Boot actions of present and earlier deployments: an old id keeps its old key.
CREATE TABLE deployment.boot_action (
    id        text    PRIMARY KEY,
    position  integer NOT NULL,
    name      text    NOT NULL,
    node_name text    NOT NULL,
    task_id   uuid    NOT NULL,
    key       bytea   NOT NULL,
    status    text    NOT NULL
);
CREATE INDEX boot_action_by_task ON deployment.boot_action (task_id);
CREATE INDEX boot_action_by_node ON deployment.boot_action (node_name);
