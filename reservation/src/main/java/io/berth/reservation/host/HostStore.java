package io.berth.reservation.host;

import io.berth.http.Json;
import io.berth.reservation.property.PropertyStore;
import io.berth.store.StaleView;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** The rows of hosts. */
public final class HostStore {
    private final PropertyStore properties;

    public HostStore(PropertyStore properties) {
        this.properties = properties;
    }

    public void write(Handle tx, HostChange change) {
        switch (change) {
            case HostChange.HostEnrolled it -> {
                insert(tx, it.host());
                properties.addMissing(tx, it.properties());
            }
            case HostChange.HostChanged it -> {
                update(tx, it.host());
                properties.addMissing(tx, it.properties());
            }
            case HostChange.HostRemoved it -> {
                removePastBookings(tx, it.host());
                delete(tx, it.host());
            }
        }
    }

    private static void insert(Handle tx, Host host) {
        int inserted = tx.createUpdate("""
                INSERT INTO reservation.host (
                    id, number, name, service_name, hypervisor_type, hypervisor_version, vcpus, memory_mb, local_gb,
                    cpu_info, availability_zone, reservable, capabilities, calendar_revision, created_at)
                VALUES (
                    :id, :number, :name, :serviceName, :hypervisorType, :hypervisorVersion, :vcpus, :memoryMb, :localGb,
                    :cpuInfo, :availabilityZone, :reservable, :capabilities::jsonb, :revision, :createdAt)
                ON CONFLICT DO NOTHING
                """)
                .bind("id", host.id())
                .bind("number", host.number())
                .bind("name", host.name())
                .bind("serviceName", host.serviceName())
                .bind("hypervisorType", host.hypervisorType())
                .bind("hypervisorVersion", host.hypervisorVersion())
                .bind("vcpus", host.vcpus())
                .bind("memoryMb", host.memoryMb())
                .bind("localGb", host.localGb())
                .bind("cpuInfo", host.cpuInfo())
                .bind("availabilityZone", host.availabilityZone())
                .bind("reservable", host.reservable())
                .bind("capabilities", Json.text(host.capabilities()))
                .bind("revision", host.calendarRevision())
                .bind("createdAt", Instants.utc(host.createdAt()))
                .execute();
        expectOne(inserted, host);
    }

    private static void update(Handle tx, Host host) {
        int updated = tx.createUpdate("""
                UPDATE reservation.host
                   SET reservable = :reservable, capabilities = :capabilities::jsonb,
                       calendar_revision = calendar_revision + 1, updated_at = :updatedAt
                 WHERE id = :id AND calendar_revision = :seen
                """)
                .bind("reservable", host.reservable())
                .bind("capabilities", Json.text(host.capabilities()))
                .bind("updatedAt", Instants.utc(host.updatedAt()))
                .bind("id", host.id())
                .bind("seen", host.calendarRevision())
                .execute();
        expectOne(updated, host);
    }

    private static void removePastBookings(Handle tx, Host host) {
        tx.createUpdate("DELETE FROM reservation.booking WHERE host_id = :id")
                .bind("id", host.id())
                .execute();
    }

    private static void delete(Handle tx, Host host) {
        int deleted = tx.createUpdate("""
                DELETE FROM reservation.host WHERE id = :id AND calendar_revision = :seen
                """)
                .bind("id", host.id())
                .bind("seen", host.calendarRevision())
                .execute();
        expectOne(deleted, host);
    }

    private static void expectOne(int rows, Host host) {
        if (rows != 1) {
            throw new StaleView("host/" + host.id());
        }
    }

    public List<Host> allHosts(Handle handle) {
        return handle.createQuery("SELECT * FROM reservation.host ORDER BY number")
                .map((row, context) -> HostRows.host(row))
                .list();
    }

    public Set<UUID> allIds(Handle handle) {
        return handle.createQuery("SELECT id FROM reservation.host").mapTo(UUID.class).set();
    }

    public List<Host> hosts(Handle handle, Collection<UUID> ids) {
        return handle.createQuery("SELECT * FROM reservation.host WHERE id = ANY(:ids) ORDER BY number")
                .bindArray("ids", UUID.class, ids.toArray())
                .map((row, context) -> HostRows.host(row))
                .list();
    }

    public Optional<Host> hostNumbered(Handle handle, long number) {
        return handle.createQuery("SELECT * FROM reservation.host WHERE number = :number")
                .bind("number", number)
                .map((row, context) -> HostRows.host(row))
                .findOne();
    }

    public Optional<Host> hostNamed(Handle handle, String name) {
        return handle.createQuery("SELECT * FROM reservation.host WHERE name = :name")
                .bind("name", name)
                .map((row, context) -> HostRows.host(row))
                .findOne();
    }

    /** As clients of Berth's own API name hosts: by their number, or by their name. */
    public Optional<Host> hostOf(Handle handle, String text) {
        return number(text).flatMap(number -> hostNumbered(handle, number)).or(() -> hostNamed(handle, text));
    }

    /** As {@link #hostOf}, of many at once; what names none is left out. */
    public Map<String, Host> hostsOf(Handle handle, Collection<String> texts) {
        Map<String, Host> byName = new HashMap<>();
        Map<Long, Host> byNumber = new HashMap<>();
        handle.createQuery("SELECT * FROM reservation.host WHERE number = ANY(:numbers) OR name = ANY(:names)")
                .bindArray("numbers", Long.class, texts.stream().flatMap(text -> number(text).stream()).toArray())
                .bindArray("names", String.class, texts.toArray())
                .map((row, context) -> HostRows.host(row))
                .forEach(host -> {
                    byName.put(host.name(), host);
                    byNumber.put(host.number(), host);
                });
        Map<String, Host> found = new HashMap<>();
        for (String text : texts) {
            number(text).flatMap(number -> Optional.ofNullable(byNumber.get(number)))
                    .or(() -> Optional.ofNullable(byName.get(text)))
                    .ifPresent(host -> found.put(text, host));
        }
        return found;
    }

    private static Optional<Long> number(String text) {
        try {
            return Optional.of(Long.parseLong(text));
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }

    public boolean isEnrolled(Handle handle, Machine machine) {
        return handle.createQuery("SELECT EXISTS (SELECT 1 FROM reservation.host WHERE id = :id OR name = :name)")
                .bind("id", machine.id())
                .bind("name", machine.name())
                .mapTo(Boolean.class)
                .one();
    }

    /** A number that no other host has or will have. */
    public long nextNumber(Handle tx) {
        return tx.createQuery("SELECT nextval('reservation.host_number')").mapTo(Long.class).one();
    }

    /** All names of capabilities that a host has or ever had. */
    public Set<String> propertyNames(Handle handle) {
        return Set.copyOf(handle.createQuery("SELECT name FROM reservation.property")
                .mapTo(String.class)
                .list());
    }

    /** The names of those of these that there are. */
    public Map<UUID, String> names(Handle handle, Collection<UUID> ids) {
        return handle.createQuery("SELECT id, name FROM reservation.host WHERE id = ANY(:ids)")
                .bindArray("ids", UUID.class, ids.toArray())
                .map((row, context) -> Map.entry(row.getObject("id", UUID.class), row.getString("name")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
