package io.berth.reservation;

import io.berth.base.AnswerBook;
import io.berth.base.Clock;
import io.berth.base.Ids;
import io.berth.placement.Ledger;
import io.berth.reservation.audit.LeaseAudit;
import io.berth.reservation.availability.Availability;
import io.berth.reservation.budget.Budgets;
import io.berth.reservation.calendar.CalendarChange;
import io.berth.reservation.calendar.CalendarStore;
import io.berth.reservation.calendar.slot.ShareCalendar;
import io.berth.reservation.calendar.index.CalendarIndex;
import io.berth.reservation.enforcement.Enforcement;
import io.berth.reservation.event.LeaseEffects;
import io.berth.reservation.event.LeaseLife;
import io.berth.reservation.floatingip.FloatingIps;
import io.berth.reservation.health.HealthChange;
import io.berth.reservation.health.HealthOptions;
import io.berth.reservation.health.HealthStore;
import io.berth.reservation.health.HostHealths;
import io.berth.reservation.host.AllocationStore;
import io.berth.reservation.host.HostChange;
import io.berth.reservation.host.HostStore;
import io.berth.reservation.host.LedgerMachines;
import io.berth.reservation.lease.KnownLeases;
import io.berth.reservation.lease.LeaseChange;
import io.berth.reservation.lease.LeaseStore;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.reservation.maintenance.Closings;
import io.berth.reservation.maintenance.MaintenanceChange;
import io.berth.reservation.maintenance.MaintenanceStore;
import io.berth.reservation.maintenance.Maintenances;
import io.berth.reservation.notification.Notifications;
import io.berth.reservation.property.PropertyChanged;
import io.berth.reservation.property.PropertyStore;
import io.berth.reservation.recurring.RecurringLeases;
import io.berth.reservation.waiting.WaitingList;
import io.berth.reservation.relocation.Relocations;
import io.berth.reservation.supply.Supplies;
import io.berth.store.DueWork;
import io.berth.store.Store;

/** The reservation room, put together. */
public record ReservationRoom(
        Leases leases,
        Hosts hosts,
        FloatingIps floatingIps,
        FlavorDirectory flavors,
        Availability availability,
        WaitingList waiting,
        RecurringLeases recurring,
        Budgets budgets,
        AnswerBook answers,
        CalendarIndex calendars,
        HostHealths healths,
        Maintenances maintenances,
        LeaseAudit audit) {

    /** Tells the store how the room's changes are written, and the due work who does the room's. */
    public static ReservationRoom register(
            Store store,
            DueWork due,
            Ledger ledger,
            LeaseEffects effects,
            FlavorDirectory flavors,
            ReservationOptions options,
            Clock clock,
            Ids ids) {
        return register(store, due, ledger, effects, flavors, options, Enforcement.none(), clock, ids);
    }

    public static ReservationRoom register(
            Store store,
            DueWork due,
            Ledger ledger,
            LeaseEffects effects,
            FlavorDirectory flavors,
            ReservationOptions options,
            Enforcement enforcement,
            Clock clock,
            Ids ids) {
        return register(store, due, ledger, effects, flavors, options, HealthOptions.DEFAULTS, enforcement, clock, ids);
    }

    /** @param enforcement what the site forbids though the calendar allows it */
    public static ReservationRoom register(
            Store store,
            DueWork due,
            Ledger ledger,
            LeaseEffects effects,
            FlavorDirectory flavors,
            ReservationOptions options,
            HealthOptions health,
            Enforcement enforcement,
            Clock clock,
            Ids ids) {
        PropertyStore properties = new PropertyStore();
        HostStore hosts = new HostStore(properties);
        CalendarStore calendar = new CalendarStore();
        CalendarIndex index = new CalendarIndex(store, clock);
        LeaseStore leases = new LeaseStore();
        Budgets budgets = new Budgets(store, clock);
        store.writes(HostChange.class, hosts::write);
        store.writesTogether(CalendarChange.class, calendar::write);
        store.writesTogether(LeaseChange.class, leases::write);
        store.writes(PropertyChanged.class, properties::write);
        KnownLeases known = new KnownLeases(store, leases);
        LeaseLife life = new LeaseLife(known, calendar, hosts, ledger, effects, clock, ids);
        life.handle(due);
        HealthStore healths = new HealthStore();
        store.writes(HealthChange.class, healths::write);
        ShareCalendar shares = new ShareCalendar(hosts, calendar, ledger);
        Supplies supplies = new Supplies(ledger);
        Relocations relocations = new Relocations(store, leases, calendar, index, shares, life, effects);
        HostHealths hostHealths =
                new HostHealths(store, hosts, healths, calendar, relocations, options, health, clock, ids);
        hostHealths.handle(due);
        MaintenanceStore maintenances = new MaintenanceStore();
        store.writes(MaintenanceChange.class, maintenances::write);
        Closings closings = new Closings(hosts, calendar, relocations, options, ids);
        LeaseGate gate = new LeaseGate(store, calendar, hosts, enforcement);
        new LeaseEnds(store, hosts, enforcement).listen();
        options.notified().ifPresent(receiver -> Notifications.register(store, due, receiver, clock, ids));
        Leases all = new Leases(
                store,
                leases,
                known,
                calendar,
                index,
                shares,
                life,
                gate,
                budgets,
                options,
                clock,
                ids);
        return new ReservationRoom(
                all,
                new Hosts(store, hosts, new AllocationStore(), properties, new LedgerMachines(ledger), clock, ids),
                new FloatingIps(store, options.networks(), clock, ids),
                flavors,
                new Availability(store.database(), index, options, clock),
                new WaitingList(store, calendar, index, supplies, gate, budgets, effects, options, clock, ids).register(due),
                new RecurringLeases(
                        store, calendar, index, supplies, gate, budgets, all::deleteUnlessStarted, options, clock, ids),
                budgets,
                store.answers(),
                index,
                hostHealths,
                new Maintenances(store, hosts, maintenances, calendar, relocations, closings, clock, ids),
                new LeaseAudit(store, index, ledger, clock));
    }
}
