package io.berth.deployment;

import io.berth.deployment.boot.BootStore;
import io.berth.deployment.node.NodeStore;
import io.berth.deployment.task.TaskStore;
import io.berth.store.Store;

/** What wiring must do before anything is deployed. */
public final class DeploymentRoom {
    private DeploymentRoom() {}

    /** Tells the store how changes of tasks, nodes and boot data are written. */
    public static void register(Store store) {
        store.writes(DeploymentChange.OfTask.class, TaskStore::write);
        store.writes(DeploymentChange.OfNode.class, NodeStore::write);
        store.writes(DeploymentChange.OfBoot.class, BootStore::write);
    }
}
