package io.berth.deployment;

import io.berth.deployment.boot.BootChangeStore;
import io.berth.deployment.node.NodeChangeStore;
import io.berth.deployment.task.TaskChangeStore;
import io.berth.store.Store;

/** What wiring must do before anything is deployed. */
public final class DeploymentRoom {
    private DeploymentRoom() {}

    /** Tells the store how changes of tasks, nodes and boot data are written. */
    public static void register(Store store) {
        store.writesTogether(DeploymentChange.OfTask.class, TaskChangeStore::write);
        store.writes(DeploymentChange.OfNode.class, NodeChangeStore::write);
        store.writes(DeploymentChange.OfBoot.class, BootChangeStore::write);
    }
}
