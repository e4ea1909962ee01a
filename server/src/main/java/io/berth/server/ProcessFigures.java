package io.berth.server;

import io.berth.store.Database;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;

/**
 * Figures of the process as a whole, under the names that Micrometer's users know: memory, garbage collection, threads, processors,
 * connections to the database.
 */
final class ProcessFigures implements AutoCloseable {
    /** Listens to the collector as long as it is open. */
    private final JvmGcMetrics collections = new JvmGcMetrics();

    private final Thread beginning;

    private ProcessFigures(MeterRegistry metrics, Database database) {
        beginning = Thread.ofVirtual().name("berth-figures").start(() -> {
            database.measure(metrics);
            new JvmMemoryMetrics().bindTo(metrics);
            new JvmThreadMetrics().bindTo(metrics);
            new ProcessorMetrics().bindTo(metrics);
            collections.bindTo(metrics);
        });
    }

    /** Returns at once: Java takes a tenth of a second to load what reads them, which no start need wait for. */
    static ProcessFigures begin(MeterRegistry metrics, Database database) {
        return new ProcessFigures(metrics, database);
    }

    @Override
    public void close() {
        try {
            beginning.join();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        collections.close();
    }
}
