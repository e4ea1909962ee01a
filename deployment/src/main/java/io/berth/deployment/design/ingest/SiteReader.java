package io.berth.deployment.design.ingest;

import io.berth.deployment.design.document.DocumentReference;
import io.berth.deployment.design.document.HardwareProfile;
import io.berth.deployment.design.document.HardwareProfile.DeviceAlias;
import io.berth.deployment.design.document.HardwareProfile.HugePages;
import io.berth.deployment.design.document.Rack;
import io.berth.deployment.design.document.Rack.TorSwitch;
import io.berth.deployment.design.document.Region;
import io.berth.deployment.design.document.Region.Repository;
import io.berth.deployment.design.document.Region.TagDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Region, Rack and HardwareProfile. */
final class SiteReader {

    private static final String REMOVE_UNLISTED = "remove_unlisted";
    private static final List<String> DEFAULT_ARCHES = List.of("amd64");

    private SiteReader() {}

    static Region region(DocumentReference reference, String name, Data data) {
        var tags = data.list("tag_definitions", item -> {
            var tag = Data.of(item);
            return new TagDefinition(
                    tag.text("tag", ""), tagType(tag.text("definition_type", "")), tag.text("definition", ""));
        });
        var repositories = new ArrayList<Repository>();
        data.entries("repositories", (key, value) -> {
            if (!key.equals(REMOVE_UNLISTED)) {
                repositories.add(repository(key, Data.of(value)));
            }
            return key;
        });
        boolean removeUnlisted = Boolean.TRUE.equals(data.object("repositories").flag(REMOVE_UNLISTED));
        return new Region(reference, name, tags, data.texts("authorized_keys"), removeUnlisted, repositories);
    }

    private static String tagType(String type) {
        if (!type.equals("lshw_xpath")) {
            throw Unusable.foreseen("Unknown definition_type in tag_definition instance: " + type);
        }
        return type;
    }

    private static Repository repository(String name, Data data) {
        var arches = data.texts("arches");
        return new Repository(
                name,
                data.text("repo_type"),
                data.text("url"),
                arches.isEmpty() ? DEFAULT_ARCHES : arches,
                data.texts("distributions"),
                data.texts("subrepos"),
                data.texts("components"),
                data.text("gpgkey"),
                data.textMap("options"));
    }

    static Rack rack(DocumentReference reference, String name, Data data) {
        var switches = data.entries("tor_switches", (key, value) -> {
            var tor = Data.of(value);
            return new TorSwitch(key, tor.text("mgmt_ip"), tor.text("sdn_api_url"));
        });
        return new Rack(
                reference, name, switches, data.looseMap("location"), data.texts("local_networks"), data.looseMap("labels"));
    }

    static HardwareProfile hardwareProfile(DocumentReference reference, String name, Data data) {
        var aliases = new LinkedHashMap<String, DeviceAlias>();
        data.entries("device_aliases", (alias, value) -> {
            var device = Data.of(value);
            return aliases.put(
                    alias, new DeviceAlias(device.required("bus_type"), device.required("address"), device.text("dev_type")));
        });
        var hugePages = new LinkedHashMap<String, HugePages>();
        data.entries("hugepages", (key, value) -> {
            var pages = Data.of(value);
            return hugePages.put(key, new HugePages(pages.required("size"), pageCount(pages)));
        });
        return new HardwareProfile(
                reference,
                name,
                data.text("vendor"),
                data.text("generation"),
                data.text("hw_version"),
                data.text("bios_version"),
                data.text("boot_mode"),
                data.text("bootstrap_protocol"),
                data.text("pxe_interface"),
                aliases,
                data.textMap("cpu_sets"),
                hugePages);
    }

    private static long pageCount(Data pages) {
        Integer count = pages.integer("count");
        if (count == null) {
            throw Unusable.missing("count");
        }
        if (count < 0) {
            throw Unusable.value("count must be >= 0");
        }
        return count;
    }
}
