package io.berth.compute.server;

import io.berth.compute.flavor.FlavorStore;
import io.berth.compute.server.Server.Borrowed;
import io.berth.compute.server.Server.Fault;
import io.berth.compute.server.Server.Host;
import io.berth.compute.server.ServerChange.ServerCreated;
import io.berth.compute.server.ServerChange.ServerPurged;
import io.berth.compute.server.ServerChange.ServerUpdated;
import io.berth.store.StaleView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** The rows of servers. */
public final class ServerStore {
    public static final String COLUMNS = """
            SELECT s.*, f.name AS flavor_name, %s
              FROM compute.server s JOIN compute.flavor f ON f.id = s.flavor_id
            """.formatted(FlavorStore.SIZES);

    private ServerStore() {}

    /** Writes a change; to be registered with the store while wiring. */
    public static void write(Handle tx, ServerChange change) {
        switch (change) {
            case ServerCreated it -> create(tx, it.created());
            case ServerUpdated it -> update(tx, it.updated());
            case ServerPurged it -> purge(tx, it.server());
        }
    }

    private static void create(Handle tx, Server server) {
        bindMutable(tx.createUpdate("""
                INSERT INTO compute.server
                       (id, revision, project_id, user_id, name, flavor_id, image, attributes, host, host_name,
                        reservation, reservation_user, reservation_type, vm_state, task_state, power_state, awaited,
                        fault_code, fault_message, fault_at, created_at, updated_at, launched_at, deleted_at)
                VALUES (:id, 0, :project, :user, :name, :flavor, :image, :attributes::jsonb, :host, :hostName,
                        :reservation, :reservationUser, :reservationType, :vmState, :taskState, :powerState,
                        :awaited::jsonb, :faultCode, :faultMessage, :faultAt, :created, :updated, :launched, :deleted)
                """), server)
                .bind("project", server.projectId())
                .bind("user", server.userId())
                .bind("name", server.name())
                .bind("flavor", server.flavor().id())
                .bind("image", server.image())
                .bind("attributes", ServerJson.attributes(server.attributes()))
                .bind("host", server.host().map(Host::provider))
                .bind("hostName", server.host().map(Host::name))
                .bind("reservation", server.borrowed().map(Borrowed::reservation))
                .bind("reservationUser", server.borrowed().map(Borrowed::userId))
                .bind("reservationType", server.borrowed().flatMap(Borrowed::consumerType))
                .bind("created", utc(server.times().created()))
                .execute();
    }

    private static void update(Handle tx, Server server) {
        int updated = bindMutable(tx.createUpdate("""
                UPDATE compute.server
                   SET revision = revision + 1, vm_state = :vmState, task_state = :taskState,
                       power_state = :powerState, awaited = :awaited::jsonb, fault_code = :faultCode,
                       fault_message = :faultMessage, fault_at = :faultAt, updated_at = :updated,
                       launched_at = :launched, deleted_at = :deleted
                 WHERE id = :id AND revision = :revision
                """), server).bind("revision", server.revision()).execute();
        if (updated == 0) {
            throw new StaleView("server/" + server.id());
        }
    }

    private static Update bindMutable(Update update, Server server) {
        return update.bind("id", server.id())
                .bind("vmState", server.state().vmState())
                .bind("taskState", server.state().taskState())
                .bind("powerState", server.state().powerState())
                .bind("awaited", ServerJson.strings(server.awaited()))
                .bind("faultCode", server.fault().map(Fault::code))
                .bind("faultMessage", server.fault().map(Fault::message))
                .bind("faultAt", server.fault().map(fault -> utc(fault.at())))
                .bind("updated", utc(server.times().updated()))
                .bind("launched", server.times().launched().map(ServerStore::utc))
                .bind("deleted", server.times().deleted().map(ServerStore::utc));
    }

    private static void purge(Handle tx, UUID id) {
        tx.createUpdate("""
                WITH actions AS (
                     DELETE FROM compute.instance_action WHERE server = :id),
                     action_events AS (
                     DELETE FROM compute.action_event WHERE action IN (
                            SELECT a.id FROM compute.instance_action a WHERE a.server = :id)),
                     events AS (
                     DELETE FROM compute.external_event WHERE server = :id)
                DELETE FROM compute.server WHERE id = :id
                """).bind("id", id).execute();
    }

    /** Servers deleted before then, the longest first. */
    public static List<UUID> deletedBefore(Handle handle, Instant before, int limit) {
        return handle.createQuery("""
                SELECT id FROM compute.server WHERE deleted_at < :before ORDER BY deleted_at LIMIT :limit
                """)
                .bind("before", utc(before))
                .bind("limit", limit)
                .mapTo(UUID.class)
                .list();
    }

    /** Deleted ones too. */
    public static Optional<Server> server(Handle handle, UUID id) {
        return servers(handle, List.of(id)).stream().findFirst();
    }

    /** Those of them that exist, deleted ones too. */
    public static List<Server> servers(Handle handle, Collection<UUID> ids) {
        return handle.createQuery(COLUMNS + " WHERE s.id = ANY(:ids::uuid[])")
                .bindArray("ids", String.class, ids.stream().map(UUID::toString).toArray())
                .map((row, context) -> read(row))
                .list();
    }

    static List<Server> onHosts(Handle handle, Collection<UUID> hosts) {
        return handle.createQuery(COLUMNS + " WHERE s.deleted_at IS NULL AND s.host = ANY(:hosts::uuid[]) ORDER BY s.id")
                .bindArray("hosts", String.class, hosts.stream().map(UUID::toString).toArray())
                .map((row, context) -> read(row))
                .list();
    }

    /** Whether a server of the project has of its host what the reservation had. */
    static boolean hasBorrower(Handle handle, String reservation, String project) {
        return handle.createQuery("""
                SELECT EXISTS (SELECT 1 FROM compute.server
                                WHERE reservation = :reservation AND project_id = :project AND deleted_at IS NULL)
                """)
                .bind("reservation", reservation)
                .bind("project", project)
                .mapTo(Boolean.class)
                .one();
    }

    static List<Server> ofFlavors(Handle handle, Collection<String> flavors) {
        return handle.createQuery(COLUMNS + " WHERE s.deleted_at IS NULL AND s.flavor_id = ANY(:flavors) ORDER BY s.id")
                .bindArray("flavors", String.class, flavors.toArray())
                .map((row, context) -> read(row))
                .list();
    }

    public static Server read(ResultSet row) throws SQLException {
        return new Server(
                row.getObject("id", UUID.class),
                row.getString("project_id"),
                row.getString("user_id"),
                row.getString("name"),
                FlavorStore.read(row),
                Optional.ofNullable(row.getString("image")),
                ServerJson.attributes(row.getString("attributes")),
                host(row),
                borrowed(row),
                new ServerState(
                        row.getString("vm_state"), Optional.ofNullable(row.getString("task_state")), row.getInt("power_state")),
                ServerJson.strings(row.getString("awaited")),
                fault(row),
                new Server.Times(
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                        instant(row, "launched_at"),
                        instant(row, "deleted_at")),
                row.getLong("ordinal"),
                row.getLong("revision"));
    }

    private static Optional<Host> host(ResultSet row) throws SQLException {
        UUID provider = row.getObject("host", UUID.class);
        return provider == null ? Optional.empty() : Optional.of(new Host(provider, row.getString("host_name")));
    }

    private static Optional<Borrowed> borrowed(ResultSet row) throws SQLException {
        String reservation = row.getString("reservation");
        return reservation == null
                ? Optional.empty()
                : Optional.of(new Borrowed(
                        reservation,
                        row.getString("reservation_user"),
                        Optional.ofNullable(row.getString("reservation_type"))));
    }

    private static Optional<Fault> fault(ResultSet row) throws SQLException {
        Optional<Instant> at = instant(row, "fault_at");
        return at.isEmpty()
                ? Optional.empty()
                : Optional.of(new Fault(row.getInt("fault_code"), row.getString("fault_message"), at.get()));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    public static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
