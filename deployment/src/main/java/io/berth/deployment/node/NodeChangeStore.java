package io.berth.deployment.node;

import io.berth.deployment.DeploymentChange.BuildDataCollected;
import io.berth.deployment.DeploymentChange.NodeRegistered;
import io.berth.deployment.DeploymentChange.NodeStateChanged;
import io.berth.deployment.DeploymentChange.OfNode;
import java.time.ZoneOffset;
import org.jdbi.v3.core.Handle;

/** Writes what happens to nodes. */
public final class NodeChangeStore {
    private NodeChangeStore() {}

    public static void write(Handle tx, OfNode change) {
        switch (change) {
            case NodeRegistered it -> upsert(tx, it.node());
            case NodeStateChanged it -> changeState(tx, it.hostname(), it.state());
            case BuildDataCollected it -> insert(tx, it.data());
        }
    }

    private static void upsert(Handle tx, Node node) {
        tx.createUpdate("""
                INSERT INTO deployment.node (hostname, boot_mac, oob_address, design_ref, state, cpu_count, memory_mb,
                                             disk_gb, boot_ip, provider, traits)
                VALUES (:hostname, :bootMac, :oobAddress, :designRef, :state, :cpuCount, :memoryMb, :diskGb, :bootIp,
                        :provider, :traits)
                ON CONFLICT (hostname) DO UPDATE
                   SET boot_mac = EXCLUDED.boot_mac, oob_address = EXCLUDED.oob_address,
                       design_ref = EXCLUDED.design_ref, state = EXCLUDED.state, cpu_count = EXCLUDED.cpu_count,
                       memory_mb = EXCLUDED.memory_mb, disk_gb = EXCLUDED.disk_gb, boot_ip = EXCLUDED.boot_ip,
                       provider = EXCLUDED.provider, traits = EXCLUDED.traits
                """)
                .bind("hostname", node.hostname())
                .bind("bootMac", node.bootMac().orElse(null))
                .bind("oobAddress", node.oobAddress().orElse(null))
                .bind("designRef", node.designRef())
                .bind("state", node.state().wireName())
                .bind("cpuCount", node.cpuCount())
                .bind("memoryMb", node.memoryMb())
                .bind("diskGb", node.diskGb())
                .bind("bootIp", node.bootIp().orElse(null))
                .bind("provider", node.provider())
                .bindArray("traits", String.class, node.traits().toArray())
                .execute();
    }

    private static void changeState(Handle tx, String hostname, NodeState state) {
        tx.createUpdate("UPDATE deployment.node SET state = :state WHERE hostname = :hostname")
                .bind("hostname", hostname)
                .bind("state", state.wireName())
                .execute();
    }

    private static void insert(Handle tx, BuildData data) {
        tx.createUpdate("""
                INSERT INTO deployment.build_data (node_name, task_id, generator, data_format, data_element, collected_at)
                VALUES (:node, :task, :generator, :format, :element, :at)
                """)
                .bind("node", data.nodeName())
                .bind("task", data.task())
                .bind("generator", data.generator())
                .bind("format", data.format())
                .bind("element", data.element().replace('\0', ' ')) // PostgreSQL has no NUL in text.
                .bind("at", data.collectedAt().atOffset(ZoneOffset.UTC))
                .execute();
    }
}
