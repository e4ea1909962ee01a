package io.berth.deployment.boot;

import io.berth.deployment.DeploymentChange.BootActionFinished;
import io.berth.deployment.DeploymentChange.BootDropped;
import io.berth.deployment.DeploymentChange.BootPlanned;
import io.berth.deployment.DeploymentChange.NetworkBooted;
import io.berth.deployment.DeploymentChange.OfBoot;
import io.berth.deployment.DeploymentChange.PhonedHome;
import io.berth.store.StaleView;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Writes what booting nodes may fetch and have reported. */
public final class BootChangeStore {
    private BootChangeStore() {}

    public static void write(Handle tx, OfBoot change) {
        switch (change) {
            case BootPlanned it -> plan(tx, it);
            case NetworkBooted it -> networkBooted(tx, it);
            case PhonedHome it -> phonedHome(tx, it);
            case BootActionFinished it -> finish(tx, it);
            case BootDropped it -> drop(tx, it.nodeName());
        }
    }

    private static void plan(Handle tx, BootPlanned change) {
        BootContext context = change.context();
        tx.createUpdate("""
                INSERT INTO deployment.boot_context (node_name, task_id, key, design_ref, boot_mac, image, kernel,
                                                     kernel_parameters, created_at)
                VALUES (:node, :task, :key, :designRef, :bootMac, :image, :kernel, :kernelParameters, :createdAt)
                ON CONFLICT (node_name) DO UPDATE
                   SET task_id = EXCLUDED.task_id, key = EXCLUDED.key, design_ref = EXCLUDED.design_ref,
                       boot_mac = EXCLUDED.boot_mac, image = EXCLUDED.image, kernel = EXCLUDED.kernel,
                       kernel_parameters = EXCLUDED.kernel_parameters, created_at = EXCLUDED.created_at,
                       netbooted_at = NULL, phoned_home_at = NULL, install_error = NULL
                """)
                .bind("node", context.nodeName())
                .bind("task", context.task())
                .bind("key", context.key().bytes())
                .bind("designRef", context.designRef())
                .bind("bootMac", context.bootMac().orElse(null))
                .bind("image", context.image())
                .bind("kernel", context.kernel())
                .bind("kernelParameters", context.kernelParameters())
                .bind("createdAt", context.createdAt().atOffset(ZoneOffset.UTC))
                .execute();
        insertActions(tx, change.actions());
    }

    private static void insertActions(Handle tx, List<PlannedAction> actions) {
        for (PlannedAction action : actions) {
            tx.createUpdate("""
                    INSERT INTO deployment.boot_action (id, position, name, node_name, task_id, key, status)
                    VALUES (:id, :position, :name, :node, :task, :key, :status)
                    """)
                    .bind("id", action.id())
                    .bind("position", action.position())
                    .bind("name", action.name())
                    .bind("node", action.nodeName())
                    .bind("task", action.task())
                    .bind("key", action.key().bytes())
                    .bind("status", action.status().wireName())
                    .execute();
        }
    }

    private static void networkBooted(Handle tx, NetworkBooted change) {
        tx.createUpdate("""
                UPDATE deployment.boot_context SET netbooted_at = coalesce(netbooted_at, :at) WHERE node_name = :node
                """)
                .bind("node", change.nodeName())
                .bind("at", change.at().atOffset(ZoneOffset.UTC))
                .execute();
    }

    private static void phonedHome(Handle tx, PhonedHome change) {
        tx.createUpdate("""
                UPDATE deployment.boot_context SET phoned_home_at = :at, install_error = :error
                 WHERE node_name = :node AND phoned_home_at IS NULL
                """)
                .bind("node", change.nodeName())
                .bind("at", change.at().atOffset(ZoneOffset.UTC))
                .bind("error", change.error().orElse(null))
                .execute();
    }

    private static void finish(Handle tx, BootActionFinished change) {
        int finished = tx.createUpdate("""
                UPDATE deployment.boot_action SET status = :status WHERE id = :id AND status = 'incomplete'
                """)
                .bind("id", change.actionId())
                .bind("status", change.status().wireName())
                .execute();
        if (finished == 0) {
            throw new StaleView("boot action " + change.actionId());
        }
    }

    private static void drop(Handle tx, String node) {
        tx.createUpdate("DELETE FROM deployment.boot_action WHERE node_name = :node").bind("node", node).execute();
        tx.createUpdate("DELETE FROM deployment.boot_context WHERE node_name = :node").bind("node", node).execute();
    }
}
