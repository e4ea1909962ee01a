package io.berth.placement.candidate.api;

import io.berth.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/** JSON as it grows: for answers of a megabyte, which are not worth a tree of objects first. Commas are put where they belong. */
final class JsonBytes {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int UUID_LENGTH = 36;
    private static final int LONG_LENGTH_MAX = 20;

    private byte[] bytes;
    private int size;

    JsonBytes(int expected) {
        this.bytes = new byte[expected];
    }

    JsonBytes open(char bracket) {
        separate();
        return raw((byte) bracket);
    }

    JsonBytes close(char bracket) {
        return raw((byte) bracket);
    }

    JsonBytes key(String name) {
        text(name);
        return raw((byte) ':');
    }

    JsonBytes key(UUID name) {
        text(name);
        return raw((byte) ':');
    }

    JsonBytes text(UUID uuid) {
        separate();
        room(UUID_LENGTH + 2);
        bytes[size++] = '"';
        hex(uuid.getMostSignificantBits(), 60, 32);
        bytes[size++] = '-';
        hex(uuid.getMostSignificantBits(), 28, 16);
        bytes[size++] = '-';
        hex(uuid.getMostSignificantBits(), 12, 0);
        bytes[size++] = '-';
        hex(uuid.getLeastSignificantBits(), 60, 48);
        bytes[size++] = '-';
        hex(uuid.getLeastSignificantBits(), 44, 0);
        bytes[size++] = '"';
        return this;
    }

    /** The digits of the bits from one shift down to another. */
    private void hex(long bits, int from, int to) {
        for (int shift = from; shift >= to; shift -= 4) {
            bytes[size++] = HEX[(int) (bits >>> shift) & 15];
        }
    }

    JsonBytes text(String text) {
        separate();
        int length = text.length();
        room(length + 2);
        int start = size;
        bytes[size++] = '"';
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                size = start;
                return rawAll(Json.bytes(text));
            }
            bytes[size++] = (byte) c;
        }
        bytes[size++] = '"';
        return this;
    }

    JsonBytes number(long number) {
        separate();
        room(LONG_LENGTH_MAX);
        if (number >= 0 && number < 10) {
            bytes[size++] = (byte) ('0' + number);
            return this;
        }
        return rawAll(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
    }

    JsonBytes nothing() {
        separate();
        return rawAll("null".getBytes(StandardCharsets.US_ASCII));
    }

    /** A comma after whatever ends a value. */
    private void separate() {
        if (size > 0) {
            byte last = bytes[size - 1];
            if (last != '[' && last != '{' && last != ':') {
                raw((byte) ',');
            }
        }
    }

    private JsonBytes raw(byte one) {
        room(1);
        bytes[size++] = one;
        return this;
    }

    private JsonBytes rawAll(byte[] these) {
        room(these.length);
        System.arraycopy(these, 0, bytes, size, these.length);
        size += these.length;
        return this;
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
        }
    }

    byte[] toBytes() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }
}
