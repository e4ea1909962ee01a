package io.berth.reservation.audit;

import io.berth.placement.Inventory;
import io.berth.placement.Ledger;
import io.berth.placement.LedgerView;
import io.berth.reservation.audit.ActiveStore.Held;
import io.berth.reservation.audit.ActiveStore.Peak;
import io.berth.reservation.event.LeaseClaims;
import io.berth.reservation.event.SlotProviders;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** Compares what is booked now with what the ledger has of it. Pure. */
final class LedgerMatch {
    /**
     * What of the ledger is compared.
     *
     * @param holdings of consumers that are reservations, by consumer and provider
     * @param hosts the providers of hosts that are held, and what is used of them altogether
     * @param portions slots
     */
    record Books(
            Map<String, SortedMap<UUID, SortedMap<String, Long>>> holdings,
            LedgerView.Rows hosts,
            List<Ledger.Portion> portions) {}

    private LedgerMatch() {}

    static List<Finding> shares(List<Peak> peaks, LedgerView.Rows hosts) {
        List<Finding> findings = new ArrayList<>();
        for (Peak peak : peaks) {
            long capacity = hosts.provider(peak.host())
                    .map(provider -> provider.inventories().get(peak.resourceClass()))
                    .map(Inventory::capacity)
                    .orElse(0L);
            if (peak.amount() > capacity) {
                findings.add(new Finding("host/" + peak.host(), "shares of it take up to " + peak.amount() + " "
                        + peak.resourceClass() + " at once, and it gives " + capacity));
            }
        }
        return findings;
    }

    static List<Finding> claims(List<Held> held, Books books) {
        List<Finding> findings = new ArrayList<>();
        Map<String, Map<UUID, Map<String, Long>>> shares = new HashMap<>();
        Map<String, Set<UUID>> whole = new HashMap<>();
        for (Held each : held) {
            String reservation = each.reservation().toString();
            if (each.share().isPresent()) {
                each.share().get().addTo(shares
                        .computeIfAbsent(reservation, any -> new TreeMap<>())
                        .computeIfAbsent(each.host(), any -> new TreeMap<>()));
            } else {
                whole.computeIfAbsent(reservation, any -> new HashSet<>()).add(each.host());
            }
        }
        books.holdings().forEach((reservation, byHost) -> byHost.keySet().stream()
                .filter(host -> !shares.getOrDefault(reservation, Map.of()).containsKey(host))
                .filter(host -> !whole.getOrDefault(reservation, Set.of()).contains(host))
                .forEach(host -> findings.add(new Finding("reservation/" + reservation, "has " + byHost.get(host) + " of provider "
                        + host + ", which it does not have now"))));
        shares.forEach((reservation, byHost) -> byHost.forEach((host, amounts) -> {
            Map<String, Long> claimed = claimed(books, reservation, host);
            if (!claimed.equals(amounts)) {
                findings.add(new Finding("reservation/" + reservation,
                        "has " + claimed + " of host " + host + " where it booked " + amounts));
            }
        }));
        whole.forEach((reservation, hosts) ->
                hosts.forEach(host -> wholeHost(findings, books, reservation, host)));
        return findings;
    }

    /** Servers on the host have their part out of the claim: what is not the reservation's must be somebody's. */
    private static void wholeHost(List<Finding> findings, Books books, String reservation, UUID host) {
        Map<String, Long> claimed = claimed(books, reservation, host);
        Map<String, Long> all = books.hosts().provider(host).<Map<String, Long>>map(LeaseClaims::whole).orElse(Map.of());
        boolean isOver = claimed.entrySet().stream().anyMatch(each -> each.getValue() > all.getOrDefault(each.getKey(), 0L));
        boolean isUnder = all.entrySet().stream()
                .anyMatch(each -> books.hosts().usedOf(host, each.getKey()) < each.getValue());
        if (isOver || isUnder) {
            findings.add(new Finding("reservation/" + reservation, "has " + claimed + " of host " + host + ", of which "
                    + books.hosts().used().getOrDefault(host, new TreeMap<>()) + " are used altogether, where it has all: " + all));
        }
    }

    private static Map<String, Long> claimed(Books books, String reservation, UUID host) {
        return books.holdings()
                .getOrDefault(reservation, new TreeMap<>())
                .getOrDefault(host, new TreeMap<>());
    }

    static List<Finding> slots(List<Held> held, Books books) {
        record Place(UUID host, String resourceClass) {}
        Map<Place, Long> booked = new HashMap<>();
        held.forEach(each -> each.share().ifPresent(share -> booked.merge(
                new Place(each.host(), SlotProviders.resourceClass(each.reservation())), (long) share.slots(), Long::sum)));
        Map<Place, Long> given = new HashMap<>();
        // Closed ones are there for somebody of whom Berth knows nothing, and nobody gets more of them.
        books.portions().stream()
                .filter(portion -> portion.reserved() < portion.total())
                .forEach(portion -> given.merge(
                        new Place(portion.parent(), portion.resourceClass()), portion.total() - portion.reserved(), Long::sum));
        Set<Place> places = new HashSet<>(booked.keySet());
        places.addAll(given.keySet());
        List<Finding> findings = new ArrayList<>();
        for (Place place : places) {
            if (!Objects.equals(booked.get(place), given.get(place))) {
                findings.add(new Finding("resource_class/" + place.resourceClass(), "host " + place.host() + " has "
                        + given.getOrDefault(place, 0L) + " slots of it, and " + booked.getOrDefault(place, 0L) + " are booked now"));
            }
        }
        return findings;
    }

    /** The ids of all hosts that the comparison needs. */
    static Set<UUID> hosts(List<Held> held, List<Peak> peaks) {
        Set<UUID> hosts = new HashSet<>();
        held.forEach(each -> hosts.add(each.host()));
        peaks.forEach(each -> hosts.add(each.host()));
        return hosts;
    }
}
