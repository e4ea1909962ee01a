package io.berth.deployment;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;

/** Where the management controller with an address of the design really listens. */
@FunctionalInterface
public interface BmcAddressBook {
    /** Absent where the address cannot be one. */
    Optional<URI> locate(String oobAddress);

    /** At the address itself, over TLS (contract drydock §16.1). */
    static BmcAddressBook https() {
        return address -> uri("https://" + (address.contains(":") ? "[" + address + "]" : address));
    }

    /** Where a table says so, as a simulated site does; elsewhere at the address itself. */
    static BmcAddressBook of(Map<String, URI> table) {
        Map<String, URI> copy = Map.copyOf(table);
        return address -> Optional.ofNullable(copy.get(address)).or(() -> https().locate(address));
    }

    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(new URI(text)).filter(uri -> uri.getHost() != null);
        } catch (URISyntaxException notAnAddress) {
            return Optional.empty();
        }
    }
}
