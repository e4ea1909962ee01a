package io.berth.placement;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** The names that every site has (contract placement §12) and the form of those that clients may add (§7). */
public final class Names {
    public static final int LENGTH_MAX = 255;

    /** In the order of os-resource-classes 1.1.0. */
    public static final List<String> STANDARD_CLASSES = lines("resource-classes.txt");

    /** The standard classes in their order, then the others by name: texts name several in this order. */
    public static final Comparator<String> CLASS_ORDER = Comparator.<String>comparingInt(
                    name -> STANDARD_CLASSES.contains(name) ? STANDARD_CLASSES.indexOf(name) : Integer.MAX_VALUE)
            .thenComparing(Comparator.naturalOrder());

    /** os-traits 2.9.0, sorted. */
    public static final List<String> STANDARD_TRAITS = lines("traits.txt");

    private static final Pattern CUSTOM = Pattern.compile("CUSTOM_[A-Z0-9_]+");

    private Names() {}

    /** Whether a client may make a resource class or trait of this name. */
    public static boolean isCustom(String name) {
        return name.length() <= LENGTH_MAX && CUSTOM.matcher(name).matches();
    }

    private static List<String> lines(String resource) {
        try (InputStream stream = Objects.requireNonNull(Names.class.getResourceAsStream(resource), resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
