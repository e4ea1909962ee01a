package io.berth.deployment;

import java.time.Duration;
import java.util.Optional;

/**
 * How long deployment work waits, how often it looks and how much of it there is at once.
 *
 * @param poll how often waiting tasks and nodes are looked at where no commit of this process wakes them
 * @param heartbeat how often a runner says that it lives
 * @param grace after how long without that its tasks are taken over
 * @param deployNode limit from a node's boot order to its call home
 * @param bootActionFinalStatus limit from the installation of all nodes to the last report
 * @param deployRetries how often nodes that failed to deploy are tried again
 * @param tasksAtOnce root tasks that one process runs
 * @param nodesAtOnce nodes of one task that are worked on
 * @param powerStateAge how old a power state in the list of nodes may be
 * @param powerStateWait how long that list waits for controllers
 * @param verifyTls whether controllers must have a trusted certificate
 * @param bootImages where kernels and initial file systems are, as {@code <boot images>/<image>/<kernel>/vmlinuz}; absent
 *     means {@code <Berth>/images}
 */
public record DeploymentOptions(
        Duration poll,
        Duration heartbeat,
        Duration grace,
        Duration deployNode,
        Duration bootActionFinalStatus,
        int deployRetries,
        int tasksAtOnce,
        int nodesAtOnce,
        Duration powerStateAge,
        Duration powerStateWait,
        boolean verifyTls,
        Optional<String> bootImages) {
    /** Contract drydock §6 and §6.1 where it has a value: 45 and 15 minutes, 3 retries, 64 nodes. The others are our own. */
    public static DeploymentOptions defaults() {
        return new DeploymentOptions(
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                Duration.ofMinutes(45),
                Duration.ofMinutes(15),
                3,
                16,
                64,
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                false,
                Optional.empty());
    }

    public DeploymentOptions withRunner(Duration newPoll, Duration newHeartbeat, Duration newGrace) {
        return new DeploymentOptions(
                newPoll, newHeartbeat, newGrace, deployNode, bootActionFinalStatus, deployRetries, tasksAtOnce,
                nodesAtOnce, powerStateAge, powerStateWait, verifyTls, bootImages);
    }

    public DeploymentOptions withDeployment(Duration newDeployNode, Duration newFinalStatus, int newRetries) {
        return new DeploymentOptions(
                poll, heartbeat, grace, newDeployNode, newFinalStatus, newRetries, tasksAtOnce, nodesAtOnce,
                powerStateAge, powerStateWait, verifyTls, bootImages);
    }

    public DeploymentOptions withPowerStates(Duration age, Duration wait) {
        return new DeploymentOptions(
                poll, heartbeat, grace, deployNode, bootActionFinalStatus, deployRetries, tasksAtOnce, nodesAtOnce, age,
                wait, verifyTls, bootImages);
    }

    public DeploymentOptions withVerifyTls(boolean newVerifyTls) {
        return new DeploymentOptions(
                poll, heartbeat, grace, deployNode, bootActionFinalStatus, deployRetries, tasksAtOnce, nodesAtOnce,
                powerStateAge, powerStateWait, newVerifyTls, bootImages);
    }

    public DeploymentOptions withBootImages(String base) {
        return new DeploymentOptions(
                poll, heartbeat, grace, deployNode, bootActionFinalStatus, deployRetries, tasksAtOnce, nodesAtOnce,
                powerStateAge, powerStateWait, verifyTls, Optional.of(base));
    }
}
