package io.berth.deployment.bootaction;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Packages to install, each with a version or with null or empty text for any. */
public record PackageList(Map<String, @Nullable String> versions) {

    public PackageList {
        versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
    }

    public static final PackageList NONE = new PackageList(Map.of());

    /** Both lists; the later one's version counts, at the earlier one's place. */
    PackageList and(PackageList later) {
        var merged = new LinkedHashMap<String, @Nullable String>(versions);
        merged.putAll(later.versions);
        return new PackageList(merged);
    }

    /**
     * The cloud-init user data that installs them: {@code #cloud-config} and a list of names and {@code [name, version]} pairs, or empty text for no
     * packages (contract drydock §16.6). Every text is quoted, so that no name or version is taken for something else.
     */
    public String userData() {
        if (versions.isEmpty()) {
            return "";
        }
        var yaml = new StringBuilder("#cloud-config\npackages:\n");
        versions.forEach((name, version) -> {
            if (version == null || version.isEmpty()) {
                yaml.append("- ").append(quoted(name)).append('\n');
            } else {
                yaml.append("- [").append(quoted(name)).append(", ").append(quoted(version)).append("]\n");
            }
        });
        return yaml.toString();
    }

    /** A YAML double-quoted scalar. */
    private static String quoted(String text) {
        var out = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                out.append('\\').appendCodePoint(c);
            } else if (c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 || c == 0xfeff) {
                out.append(String.format("\\u%04x", c));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.append('"').toString();
    }
}
