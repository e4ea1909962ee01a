package io.berth.deployment.design.inherit;

import io.berth.deployment.design.document.HardwareProfile;
import io.berth.deployment.design.document.HardwareProfile.HugePages;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Kernel parameters: references into the hardware profile, and the command line made of them (contract drydock §12.2). */
public final class KernelParameters {

    private static final String REFERENCE = "hardwareprofile:";

    private KernelParameters() {}

    /** The parameters with their references replaced; a reference to something unknown stays as written. */
    public static Map<String, String> resolve(Map<String, String> parameters, HardwareProfile hardware) {
        var resolved = new LinkedHashMap<String, String>();
        parameters.forEach((name, value) -> resolved.put(
                name, value.startsWith(REFERENCE) ? resolve(value, value.substring(REFERENCE.length()), hardware) : value));
        return resolved;
    }

    private static String resolve(String written, String reference, HardwareProfile hardware) {
        String[] parts = reference.split("\\.", 2);
        if (parts.length < 2) {
            return written;
        }
        return switch (parts[0]) {
            case "cpuset" -> hardware.cpuSets().getOrDefault(parts[1], written);
            case "hugepages" -> {
                String[] field = parts[1].split("\\.", 2);
                HugePages pages = hardware.hugePages().get(field[0]);
                if (pages == null || field.length < 2) {
                    yield written;
                }
                yield switch (field[1]) {
                    case "size" -> pages.size();
                    case "count" -> Long.toString(pages.count());
                    default -> written;
                };
            }
            default -> written;
        };
    }

    /** The text for the kernel's command line: huge pages first, flags by name alone. It begins with a blank where there are no huge pages. */
    public static String commandLine(Map<String, String> parameters) {
        String size = parameters.get("hugepagesz");
        String start = size == null ? "" : "hugepagesz=" + size + " hugepages=" + parameters.getOrDefault("hugepages", "");
        return start
                + parameters.entrySet().stream()
                        .filter(entry -> size == null || !entry.getKey().equals("hugepagesz") && !entry.getKey().equals("hugepages"))
                        .map(entry -> entry.getValue().equals("True") ? " " + entry.getKey() : " " + entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining());
    }
}
