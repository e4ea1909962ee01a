package io.berth.http;

/** A microversion, {@code major.minor}, of any of the APIs. */
public record Microversion(int major, int minor) implements Comparable<Microversion> {
    /** For APIs and routes that have none. */
    public static final Microversion NONE = new Microversion(0, 0);

    public static Microversion of(int major, int minor) {
        return new Microversion(major, minor);
    }

    public boolean isAtLeast(int otherMajor, int otherMinor) {
        return compareTo(new Microversion(otherMajor, otherMinor)) >= 0;
    }

    @Override
    public int compareTo(Microversion other) {
        return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
