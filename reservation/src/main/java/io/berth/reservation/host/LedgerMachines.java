package io.berth.reservation.host;

import io.berth.http.Json;
import io.berth.placement.Inventory;
import io.berth.placement.Ledger;
import io.berth.placement.Provider;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Machines as the ledger has them: root providers with processors, memory and disk. */
public final class LedgerMachines implements MachineDirectory {
    private static final String X86_FEATURE = "HW_CPU_X86_";

    private final Ledger ledger;

    public LedgerMachines(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public Optional<Machine> named(Handle handle, String name) {
        return ledger.providerNamed(handle, name)
                .filter(provider -> provider.parent().isEmpty())
                .map(LedgerMachines::machine);
    }

    @Override
    public Optional<Machine> withId(Handle handle, UUID id) {
        return ledger.provider(handle, id)
                .filter(provider -> provider.parent().isEmpty())
                .map(LedgerMachines::machine);
    }

    @Override
    public void hold(Handle tx, UUID id) {
        ledger.hold(tx, Set.of(id));
    }

    @Override
    public boolean isUsed(Handle handle, UUID id) {
        return !ledger.usedOf(handle, id).isEmpty();
    }

    private static Machine machine(Provider provider) {
        return new Machine(
                provider.uuid(),
                provider.name(),
                total(provider, "VCPU"),
                total(provider, "MEMORY_MB"),
                total(provider, "DISK_GB"),
                cpuInfo(provider));
    }

    private static long total(Provider provider, String resourceClass) {
        Inventory inventory = provider.inventories().get(resourceClass);
        return inventory == null ? 0 : inventory.total();
    }

    /** In the shape of Nova's, which the dashboard parses: architecture, features, topology. */
    private static String cpuInfo(Provider provider) {
        ObjectNode info = Json.object();
        info.put("arch", provider.traits().contains("HW_ARCH_AARCH64") ? "aarch64" : "x86_64");
        ArrayNode features = info.putArray("features");
        provider.traits().stream()
                .filter(trait -> trait.startsWith(X86_FEATURE))
                .forEach(trait -> features.add(trait.substring(X86_FEATURE.length()).toLowerCase(Locale.ROOT)));
        info.putObject("topology").put("cores", total(provider, "VCPU")).put("threads", 1).put("sockets", 1);
        return Json.text(info);
    }
}
