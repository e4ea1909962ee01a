package io.berth.reservation.api;

import io.berth.http.Idempotency;
import io.berth.http.Policy;
import io.berth.http.Route;
import io.berth.reservation.ReservationRoom;
import io.berth.reservation.audit.AuditRoutes;
import io.berth.reservation.availability.AvailabilityRoutes;
import io.berth.reservation.budget.BudgetRoutes;
import io.berth.reservation.budget.BudgetedProjects;
import io.berth.reservation.health.HealthRoutes;
import io.berth.reservation.maintenance.MaintenanceRoutes;
import io.berth.reservation.recurring.RecurringRoutes;
import io.berth.reservation.waiting.WaitingRoutes;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What Berth has about reservations that Blazar does not, for {@code /berth/v1}. */
public final class ReservationExtras {
    /** The rules of all of it, and what they are where a site says nothing. */
    public static final Map<String, String> DEFAULTS = defaults();

    private ReservationExtras() {}

    private static Map<String, String> defaults() {
        Map<String, String> all = new TreeMap<>();
        Stream.of(
                        AvailabilityRoutes.DEFAULTS,
                        AuditRoutes.DEFAULTS,
                        BudgetRoutes.DEFAULTS,
                        WaitingRoutes.DEFAULTS,
                        HealthRoutes.DEFAULTS,
                        RecurringRoutes.DEFAULTS,
                        MaintenanceRoutes.DEFAULTS)
                .forEach(all::putAll);
        return Collections.unmodifiableMap(all);
    }

    /** @param policy knows at least {@link #DEFAULTS} */
    public static List<Route> routes(ReservationRoom room, BudgetedProjects projects, Policy policy) {
        Idempotency keys = new Idempotency(room.answers());
        return Stream.of(
                        AvailabilityRoutes.of(room.availability(), policy),
                        AuditRoutes.of(room.audit()),
                        BudgetRoutes.of(room.budgets(), projects, policy),
                        WaitingRoutes.of(room.waiting(), room.flavors(), keys, policy),
                        HealthRoutes.of(room.healths()),
                        RecurringRoutes.of(room.recurring(), room.flavors(), keys, policy),
                        MaintenanceRoutes.of(room.maintenances(), keys))
                .flatMap(List::stream)
                .toList();
    }
}
