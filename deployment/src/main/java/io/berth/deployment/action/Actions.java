package io.berth.deployment.action;

import io.berth.deployment.run.Action;
import io.berth.deployment.run.EndNotice;
import io.berth.deployment.task.ActionName;
import io.berth.placement.Ledger;
import java.util.Map;

/** All that can be asked for, ready to be run. */
public final class Actions {
    private Actions() {}

    public static Map<ActionName, Action> all(DesignChecks checks, Machines machines, Ledger ledger) {
        return Map.of(
                ActionName.VALIDATE_DESIGN, new ValidateDesign(checks),
                ActionName.VERIFY_NODES, new VerifyNodes(checks, machines),
                ActionName.PREPARE_NODES, new PrepareNodes(checks, machines, ledger),
                ActionName.DEPLOY_NODES, new DeployNodes(checks, machines),
                ActionName.DESTROY_NODES, new DestroyNodes(checks, machines));
    }

    /** Who is told when a task ends. */
    public static EndNotice notices() {
        return new LeaseNotices();
    }
}
