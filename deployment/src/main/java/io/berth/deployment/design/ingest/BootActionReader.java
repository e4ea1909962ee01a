package io.berth.deployment.design.ingest;

import io.berth.deployment.design.document.BootAction;
import io.berth.deployment.design.document.BootAction.Asset;
import io.berth.deployment.design.document.BootAction.AssetType;
import io.berth.deployment.design.document.DocumentReference;
import io.berth.deployment.filter.NodeFilter;
import io.berth.deployment.yaml.PythonText;
import io.berth.deployment.yaml.YamlValue;
import io.berth.deployment.yaml.YamlValue.Mapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** BootAction, with its assets and node filter. */
final class BootActionReader {

    /** What Python's {@code int(text, base=8)} takes, without its blanks and underscores. */
    private static final Pattern OCTAL = Pattern.compile("(?:0[oO])?([0-7]{1,6})");

    private static final int MODE_BITS = 07777;

    private BootActionReader() {}

    static BootAction bootAction(DocumentReference reference, String name, Data data) {
        if (!data.has("assets")) {
            throw Unusable.missing("assets");
        }
        var assets = data.list("assets", item -> asset(Data.of(item)));
        return new BootAction(reference, name, !Boolean.FALSE.equals(data.flag("signaling")), assets, nodeFilter(data));
    }

    private static Asset asset(Data data) {
        var type = switch (data.required("type")) {
            case "unit" -> AssetType.UNIT;
            case "file" -> AssetType.FILE;
            default -> AssetType.PKG_LIST;
        };
        String location = data.text("location");
        var content = data.mapping().get("data").orElse(YamlValue.NULL);
        boolean isPackages = type == AssetType.PKG_LIST;
        Map<String, @Nullable String> packages = null;
        if (isPackages && content instanceof Mapping mapping) {
            packages = packages(mapping);
        } else if (isPackages && location == null) {
            throw Unusable.value("Requires a top-level mapping/object.");
        }
        return new Asset(
                type,
                data.text("path"),
                mode(data.text("permissions")),
                isPackages ? null : data.text("data"),
                packages,
                location,
                data.texts("location_pipeline"),
                data.texts("data_pipeline"));
    }

    private static Map<String, @Nullable String> packages(Mapping mapping) {
        var packages = new LinkedHashMap<String, @Nullable String>();
        mapping.entries().forEach((name, version) -> {
            if (!(name instanceof YamlValue.Text(String text))) {
                throw Unusable.value("Keys and values must be strings.");
            }
            packages.put(text, version.isNull() ? null : PythonText.str(version));
        });
        return packages;
    }

    private static @Nullable Integer mode(@Nullable String permissions) {
        if (permissions == null) {
            return null;
        }
        var octal = OCTAL.matcher(permissions);
        if (!octal.matches() || Integer.parseInt(octal.group(1), 8) > MODE_BITS) {
            throw Unusable.value("invalid literal for int() with base 8: " + PythonText.quote(permissions));
        }
        return Integer.parseInt(octal.group(1), 8);
    }

    private static NodeFilter nodeFilter(Data data) {
        if (!data.has("node_filter")) {
            return NodeFilter.ALL;
        }
        var filter = data.object("node_filter");
        filter.required("filter_set_type");
        return NodeFilter.parse(plain(filter.mapping()));
    }

    private static Map<String, ?> plain(Mapping mapping) {
        return mapping.byText(BootActionReader::plainValue);
    }

    /** Plain maps and lists; scalars become text, as the object model makes them. */
    private static Object plainValue(YamlValue value) {
        return switch (value) {
            case Mapping mapping -> plain(mapping);
            case YamlValue.Seq(List<YamlValue> items) -> {
                var list = new ArrayList<Object>();
                items.forEach(item -> list.add(plainValue(item)));
                yield list;
            }
            default -> PythonText.str(value);
        };
    }
}
