package io.berth.reservation.maintenance;

import io.berth.base.Change;

/** What can become of a maintenance. Its revision is the one on which that was decided. */
public sealed interface MaintenanceChange extends Change {
    Maintenance maintenance();

    @Override
    default String subject() {
        return "maintenance/" + maintenance().id();
    }

    record MaintenanceCreated(Maintenance maintenance) implements MaintenanceChange {}

    record MaintenanceChanged(Maintenance maintenance) implements MaintenanceChange {}
}
