package io.berth.deployment.design.inherit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rules by which a child's values meet its parent's (contract drydock §11). An entry {@code !name} of the child takes the parent's away. */
final class Lists {

    private static final String REMOVAL = "!";

    private Lists() {}

    /** The child's value; {@code !} unsets, absence inherits. */
    static @Nullable String scalar(@Nullable String child, @Nullable String parent) {
        if (child == null) {
            return parent;
        }
        return child.equals(REMOVAL) ? null : child;
    }

    /** Parent entries that the child does not take away, then the child's own. */
    static Map<String, String> map(Map<String, String> child, Map<String, String> parent) {
        var merged = new LinkedHashMap<String, String>();
        parent.forEach((key, value) -> {
            if (!child.containsKey(REMOVAL + key)) {
                merged.put(key, value);
            }
        });
        child.forEach((key, value) -> {
            if (!key.startsWith(REMOVAL)) {
                merged.put(key, value);
            }
        });
        return merged;
    }

    /** The child's names, then the parent's that are neither repeated nor taken away. */
    static List<String> names(List<String> child, List<String> parent) {
        var merged = new ArrayList<>(child.stream().filter(name -> !name.startsWith(REMOVAL)).toList());
        var settled = new HashSet<>(child);
        parent.stream()
                .filter(name -> !settled.contains(name) && !settled.contains(REMOVAL + name))
                .forEach(merged::add);
        return merged;
    }

    /** Things with names: the parent's in its order, merged with the child's of the same name, without those taken away; then the child's new ones. */
    static <T> List<T> named(List<T> child, List<T> parent, Function<T, String> name, BinaryOperator<T> merge) {
        var children = new LinkedHashMap<String, T>();
        child.forEach(one -> children.putIfAbsent(name.apply(one), one));
        var merged = new ArrayList<T>();
        for (T inherited : parent) {
            String known = name.apply(inherited);
            if (children.containsKey(REMOVAL + known)) {
                continue;
            }
            T own = children.remove(known);
            merged.add(own == null ? inherited : merge.apply(own, inherited));
        }
        children.forEach((known, own) -> {
            if (!known.startsWith(REMOVAL)) {
                merged.add(own);
            }
        });
        return merged;
    }
}
