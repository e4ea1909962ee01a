package io.berth.reservation.floatingip.network;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An address, IPv4 or IPv6, however it is written. An IPv4 address in IPv6's form is the IPv4 address.
 *
 * @param bits how long it is: 32 or 128
 */
public record IpAddress(BigInteger value, int bits) implements Comparable<IpAddress> {
    private static final int IPV4_BITS = 32;
    private static final int IPV6_GROUPS = 8;
    private static final int GROUP_BITS = 16;
    private static final int GROUP_MASK = 0xffff;
    private static final int BYTE_MASK = 0xff;
    private static final int TEXT_LENGTH_MAX = 45;

    /** Four numbers, no fewer, none with a leading zero: what those mean is not the same everywhere. */
    private static final Pattern IPV4 = Pattern.compile("(?:(?:0|[1-9]\\d{0,2})(?:\\.(?!$)|$)){4}");

    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");

    /** Absent where the text is no address. Names are not looked up. */
    public static Optional<IpAddress> parse(String text) {
        if (text.length() > TEXT_LENGTH_MAX || !IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            byte[] bytes = InetAddress.ofLiteral(text).getAddress();
            return Optional.of(new IpAddress(new BigInteger(1, bytes), bytes.length * Byte.SIZE));
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }

    /** IPv4 before IPv6, then by number. */
    @Override
    public int compareTo(IpAddress other) {
        int byKind = Integer.compare(bits, other.bits);
        return byKind == 0 ? value.compareTo(other.value) : byKind;
    }

    /** {@code 172.24.4.101}; IPv6 as RFC 5952 wants it. */
    @Override
    public String toString() {
        if (bits == IPV4_BITS) {
            int number = value.intValue();
            return (number >>> 24) + "." + (number >>> 16 & BYTE_MASK) + "." + (number >>> 8 & BYTE_MASK) + "." + (number & BYTE_MASK);
        }
        int from = longestZeros();
        int zeros = zerosAt(from);
        if (zeros < 2) {
            return groups(0, IPV6_GROUPS);
        }
        return groups(0, from) + "::" + groups(from + zeros, IPV6_GROUPS);
    }

    private int group(int place) {
        return value.shiftRight((IPV6_GROUPS - 1 - place) * GROUP_BITS).intValue() & GROUP_MASK;
    }

    private int longestZeros() {
        int longest = 0;
        for (int place = 1; place < IPV6_GROUPS; place++) {
            if (zerosAt(place) > zerosAt(longest)) {
                longest = place;
            }
        }
        return longest;
    }

    private int zerosAt(int place) {
        int end = place;
        while (end < IPV6_GROUPS && group(end) == 0) {
            end++;
        }
        return end - place;
    }

    private String groups(int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int place = from; place < to; place++) {
            text.append(place == from ? "" : ":").append(Integer.toHexString(group(place)));
        }
        return text.toString();
    }
}
