package io.berth.reservation.floatingip.network;

import java.math.BigInteger;
import java.util.Optional;

/** The addresses from {@code first} to {@code last}, both of one kind, both among them. */
public record AddressRange(IpAddress first, IpAddress last) {
    public AddressRange {
        if (first.bits() != last.bits() || first.compareTo(last) > 0) {
            throw new IllegalArgumentException("no range: " + first + " to " + last);
        }
    }

    /** Of {@code 172.24.4.0/24}; absent where the text is no such thing, or names an address inside the network. */
    public static Optional<AddressRange> ofNetwork(String cidr) {
        int slash = cidr.indexOf('/');
        if (slash < 0 || !cidr.substring(slash + 1).matches("\\d{1,3}")) {
            return Optional.empty();
        }
        int prefix = Integer.parseInt(cidr.substring(slash + 1));
        return IpAddress.parse(cidr.substring(0, slash))
                .filter(first -> prefix <= first.bits())
                .flatMap(first -> {
                    BigInteger hosts = BigInteger.ONE.shiftLeft(first.bits() - prefix).subtract(BigInteger.ONE);
                    return first.value().and(hosts).signum() == 0
                            ? Optional.of(new AddressRange(first, new IpAddress(first.value().or(hosts), first.bits())))
                            : Optional.empty();
                });
    }

    public boolean contains(IpAddress address) {
        return address.bits() == first.bits() && first.compareTo(address) <= 0 && address.compareTo(last) <= 0;
    }

    public boolean contains(AddressRange other) {
        return contains(other.first) && contains(other.last);
    }

    public boolean overlaps(AddressRange other) {
        return contains(other.first) || other.contains(first);
    }
}
