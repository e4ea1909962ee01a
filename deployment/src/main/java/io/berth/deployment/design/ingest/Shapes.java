package io.berth.deployment.design.ingest;

import static io.berth.deployment.design.ingest.Shape.ANY;
import static io.berth.deployment.design.ingest.Shape.FLAG;
import static io.berth.deployment.design.ingest.Shape.NUMBER;
import static io.berth.deployment.design.ingest.Shape.TEXT;
import static io.berth.deployment.design.ingest.Shape.TEXTS;
import static io.berth.deployment.design.ingest.Shape.closed;
import static io.berth.deployment.design.ingest.Shape.closedFirst;
import static io.berth.deployment.design.ingest.Shape.mapOf;
import static io.berth.deployment.design.ingest.Shape.oneOf;
import static io.berth.deployment.design.ingest.Shape.open;

import io.berth.deployment.design.ingest.Shape.Either;
import io.berth.deployment.design.ingest.Shape.ListOf;
import io.berth.deployment.design.ingest.Shape.Nothing;
import io.berth.deployment.design.ingest.Shape.Words;
import java.util.List;

/** The structure of each kind of document, keys in the order of the published schemas (contract drydock §10.2–§10.8). */
final class Shapes {

    static final Shape REGION = closed()
            .with("tag_definitions", new ListOf(closed()
                    .with("tag", TEXT)
                    .with("definition_type", oneOf("lshw_xpath"))
                    .with("definition", TEXT)))
            .with("authorized_keys", TEXTS)
            .with("repositories", open().with("remove_unlisted", FLAG));

    static final Shape RACK = closed()
            .with("tor_switches", open().with("mgmt_ip", TEXT).with("sdn_api_uri", TEXT))
            .with("location", open().with("clli", TEXT).with("grid", TEXT))
            .with("local_networks", TEXTS)
            .with("labels", open());

    static final Shape NETWORK_LINK = closed()
            .with("bonding", closed()
                    .with("mode", TEXT)
                    .with("hash", TEXT)
                    .with("peer_rate", TEXT)
                    .with("mon_rate", NUMBER)
                    .with("up_delay", NUMBER)
                    .with("down_delay", NUMBER))
            .with("mtu", NUMBER)
            .with("linkspeed", TEXT)
            .with("trunking", closed().with("mode", TEXT).with("default_network", TEXT))
            .with("allowed_networks", TEXTS)
            .with("labels", open());

    static final Shape NETWORK = closed()
            .with("cidr", TEXT)
            .with("ranges", new ListOf(closed().with("type", TEXT).with("start", TEXT).with("end", TEXT)))
            .with("dns", closed().with("domain", TEXT).with("servers", TEXT))
            .with("dhcp_relay", closed().with("self_ip", TEXT).with("upstream_target", TEXT))
            .with("mtu", NUMBER)
            .with("vlan", TEXT)
            .with("routedomain", TEXT)
            .with("routes", new ListOf(closed()
                    .with("subnet", TEXT)
                    .with("gateway", TEXT)
                    .with("metric", NUMBER)
                    .with("routedomain", TEXT)))
            .with("labels", open());

    static final Shape HARDWARE_PROFILE = closed()
            .with("vendor", TEXT)
            .with("generation", TEXT)
            .with("hw_version", TEXT)
            .with("bios_version", TEXT)
            .with("boot_mode", oneOf("bios", "uefi"))
            .with("bootstrap_protocol", oneOf("pxe", "usb", "hdd"))
            .with("pxe_interface", NUMBER)
            .with("device_aliases", open())
            .with("cpu_sets", mapOf(TEXT))
            .with("hugepages", mapOf(open()));

    private static final Shape FILE_SYSTEM = closed()
            .with("mountpoint", TEXT)
            .with("fstype", TEXT)
            .with("mount_options", TEXT)
            .with("fs_uuid", TEXT)
            .with("fs_label", TEXT);

    private static final Shape OPEN_FILE_SYSTEM = open()
            .with("mountpoint", TEXT)
            .with("fstype", TEXT)
            .with("mount_options", TEXT)
            .with("fs_uuid", TEXT)
            .with("fs_label", TEXT);

    private static final Shape STORAGE = open()
            .with("physical_devices", mapOf(open()
                    .with("labels", mapOf(TEXT))
                    .with("volume_group", TEXT)
                    .with("partitions", new ListOf(closed()
                            .with("name", TEXT)
                            .with("size", TEXT)
                            .with("part_uuid", TEXT)
                            .with("volume_group", TEXT)
                            .with("labels", mapOf(TEXT))
                            .with("bootable", FLAG)
                            .with("filesystem", FILE_SYSTEM)))))
            .with("volume_groups", mapOf(open()
                    .with("vg_uuid", TEXT)
                    .with("logical_volumes", new ListOf(open()
                            .with("name", TEXT)
                            .with("lv_uuid", TEXT)
                            .with("size", TEXT)
                            .with("filesystem", OPEN_FILE_SYSTEM)))));

    private static final Shape.Fields INTERFACE =
            open().with("device_link", TEXT).with("slaves", TEXTS).with("networks", TEXTS);

    static final Shape HOST_PROFILE = hostFields(closed())
            .with("interfaces", mapOf(INTERFACE.with("sriov", open().with("vf_count", NUMBER).with("trustmode", FLAG))));

    static final Shape BAREMETAL_NODE = hostFields(closed()
                    .with("addressing", new ListOf(open().with("address", TEXT).with("network", TEXT))))
            .with("interfaces", mapOf(INTERFACE.with("sriov", ANY)));

    private static final Shape FILTERS = new ListOf(closedFirst()
            .with("filter_type", oneOf("intersection", "union"))
            .with("node_names", TEXTS)
            .with("node_tags", TEXTS)
            .with("node_labels", open())
            .with("rack_names", TEXTS)
            .with("rack_labels", open()));

    static final Shape BOOT_ACTION = closedFirst()
            .with("signaling", FLAG)
            .with("assets", new ListOf(closedFirst("type")
                    .with("path", new Words(List.of(), "^/.+"))
                    .with("location", TEXT)
                    .with("type", oneOf("unit", "file", "pkg_list"))
                    .with("data", new Either(List.of(TEXT, mapOf(new Either(List.of(TEXT, new Nothing()))))))
                    .with("location_pipeline", new ListOf(oneOf("template")))
                    .with("data_pipeline", new ListOf(
                            oneOf("base64_encode", "template", "base64_decode", "utf8_encode", "utf8_decode")))
                    .with("permissions", new Words(List.of(), "\\d{3}"))))
            .with("node_filter", closedFirst()
                    .with("filter_set_type", oneOf("intersection", "union"))
                    .with("filter_set", FILTERS));

    private Shapes() {}

    private static Shape.Fields hostFields(Shape.Fields start) {
        return start.with("oob", open()
                        .with("type", TEXT)
                        .with("network", TEXT)
                        .with("account", TEXT)
                        .with("credential", TEXT))
                .with("storage", STORAGE)
                .with("platform", closed().with("image", TEXT).with("kernel", TEXT).with("kernel_params", open()))
                .with("metadata", closed()
                        .with("tags", TEXTS)
                        .with("owner_data", mapOf(TEXT))
                        .with("rack", TEXT)
                        .with("boot_mac", TEXT))
                .with("host_profile", TEXT)
                .with("hardware_profile", TEXT)
                .with("primary_network", TEXT);
    }
}
