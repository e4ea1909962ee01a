package io.berth.compute.server;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** Lists servers. */
public final class ServerSearchStore {
    private ServerSearchStore() {}

    public static List<Server> page(Handle handle, ServerSearch search) {
        return handle.createQuery(ServerStore.COLUMNS + """
                 WHERE (:project::text IS NULL OR s.project_id = :project)
                   AND (:name::text IS NULL OR position(lower(:name) IN lower(s.name)) > 0)
                   AND (:vmState::text IS NULL OR s.vm_state = :vmState)
                   AND (:hostName::text IS NULL OR s.host_name = :hostName)
                   AND (:flavor::text IS NULL OR s.flavor_id = :flavor)
                   AND (:image::text IS NULL OR s.image = :image)
                   AND (:user::text IS NULL OR s.user_id = :user)
                   AND CASE WHEN :since::timestamptz IS NOT NULL THEN s.updated_at >= :since
                            ELSE (s.deleted_at IS NOT NULL) = :deleted END
                   AND (:marker::uuid IS NULL OR (s.created_at, s.id) < (
                       SELECT m.created_at, m.id FROM compute.server m WHERE m.id = :marker::uuid))
                 ORDER BY s.created_at DESC, s.id DESC
                 LIMIT :limit
                """)
                .bind("project", search.project())
                .bind("name", search.nameContains())
                .bind("vmState", search.vmState())
                .bind("hostName", search.hostName())
                .bind("flavor", search.flavor())
                .bind("image", search.image())
                .bind("user", search.user())
                .bind("since", search.changedSince().map(ServerStore::utc))
                .bind("deleted", search.deleted())
                .bind("marker", search.marker().map(String::valueOf))
                .bind("limit", search.limit())
                .map((row, context) -> ServerStore.read(row))
                .list();
    }
}
