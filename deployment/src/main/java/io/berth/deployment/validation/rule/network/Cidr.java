package io.berth.deployment.validation.rule.network;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An IP network as documents write it. Parsing looks nothing up.
 *
 * @param address the address in front of the slash
 * @param prefix bits of the network part
 */
record Cidr(Address address, int prefix) {

    private static final Pattern OCTET = Pattern.compile("[0-9]{1,3}");
    private static final int IPV4_BITS = 32;
    private static final int IPV6_BITS = 128;
    private static final int MAX_OCTET = 255;

    /** An address as a number of 32 or 128 bits. */
    record Address(BigInteger value, int bits) {

        /** Reads a dotted quad or an IPv6 address; empty for anything else. */
        static Optional<Address> parse(String text) {
            return text.indexOf(':') >= 0 ? parseIpv6(text) : parseIpv4(text);
        }

        private static Optional<Address> parseIpv4(String text) {
            String[] octets = text.split("\\.", -1);
            if (octets.length != 4) {
                return Optional.empty();
            }
            long value = 0;
            for (String octet : octets) {
                if (!OCTET.matcher(octet).matches() || Integer.parseInt(octet) > MAX_OCTET) {
                    return Optional.empty();
                }
                value = value * 256 + Integer.parseInt(octet);
            }
            return Optional.of(new Address(BigInteger.valueOf(value), IPV4_BITS));
        }

        private static Optional<Address> parseIpv6(String text) {
            if (text.indexOf('%') >= 0 || text.indexOf('[') >= 0) {
                return Optional.empty();
            }
            try {
                byte[] bytes = Inet6Address.ofLiteral(text).getAddress();
                return Optional.of(new Address(new BigInteger(1, bytes), bytes.length * Byte.SIZE));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        @Override
        public String toString() {
            try {
                byte[] bytes = new byte[bits / Byte.SIZE];
                byte[] number = value.toByteArray();
                int used = Math.min(number.length, bytes.length);
                System.arraycopy(number, number.length - used, bytes, bytes.length - used, used);
                return InetAddress.getByAddress(bytes).getHostAddress();
            } catch (UnknownHostException e) {
                throw new IllegalStateException("an address has 4 or 16 bytes", e);
            }
        }
    }

    /** Reads {@code address/prefix}; an address alone is a network of one. */
    static Optional<Cidr> parse(String text) {
        String[] parts = text.split("/", 2);
        return Address.parse(parts[0]).flatMap(address -> {
            if (parts.length == 1) {
                return Optional.of(new Cidr(address, address.bits()));
            }
            if (!OCTET.matcher(parts[1]).matches() || Integer.parseInt(parts[1]) > address.bits()) {
                return Optional.empty();
            }
            return Optional.of(new Cidr(address, Integer.parseInt(parts[1])));
        });
    }

    boolean hasHostBits() {
        return !address.equals(network().address());
    }

    /** The same network, written without host bits. */
    Cidr network() {
        int host = address.bits() - prefix;
        return new Cidr(new Address(address.value().shiftRight(host).shiftLeft(host), address.bits()), prefix);
    }

    boolean contains(Address other) {
        int host = address.bits() - prefix;
        return other.bits() == address.bits() && other.value().shiftRight(host).equals(address.value().shiftRight(host));
    }

    @Override
    public String toString() {
        return address + "/" + prefix;
    }
}
