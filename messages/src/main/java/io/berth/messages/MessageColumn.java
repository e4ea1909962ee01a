package io.berth.messages;

import java.util.Arrays;
import java.util.Optional;

/**
 * What messages can be sorted and filtered by: the stored columns of the block storage service, those too that no client
 * sees (contract cinder-messages §4). Messages are never changed and leave no trace when deleted, hence the constants.
 */
public enum MessageColumn {
    ID("id", "id::text", "id"),
    PROJECT_ID("project_id", "project_id"),
    MESSAGE_LEVEL("message_level", "message_level"),
    REQUEST_ID("request_id", "coalesce(request_id, '')"),
    RESOURCE_TYPE("resource_type", "coalesce(resource_type, '')"),
    RESOURCE_UUID("resource_uuid", "coalesce(resource_uuid, '')"),
    EVENT_ID("event_id", "event_id"),
    DETAIL_ID("detail_id", "coalesce(detail_id, '')"),
    ACTION_ID("action_id", "coalesce(action_id, '')"),
    EXPIRES_AT("expires_at", instant("expires_at"), "coalesce(expires_at, 'infinity')"),
    CREATED_AT("created_at", instant("created_at"), "created_at"),
    UPDATED_AT("updated_at", "''"),
    DELETED("deleted", "'0'"),
    DELETED_AT("deleted_at", "''");

    private final String key;
    private final String text;
    private final String order;

    MessageColumn(String key, String text) {
        this(key, text, "(" + text + ") COLLATE \"C\"");
    }

    MessageColumn(String key, String text, String order) {
        this.key = key;
        this.text = text;
        this.order = order;
    }

    /** An instant as clients see it. */
    private static String instant(String expression) {
        return "coalesce(to_char(" + expression + " AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US'), '')";
    }

    /** The column as the text that a filter is compared with. */
    String textSql() {
        return text;
    }

    /** The column as something to sort by: never null, and in the order of its bytes. */
    String orderSql() {
        return order;
    }

    public static Optional<MessageColumn> of(String key) {
        return Arrays.stream(values()).filter(column -> column.key.equals(key)).findFirst();
    }
}
