package io.berth.bench.world;

import io.berth.bench.client.Connection;
import io.berth.bench.target.Target;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One compute node with equal children of eight virtual functions each. As many groups that ask for one function each have
 * children to the power of groups answers: with eight, 16.7 million (launchpad bug 2126751 of placement tells of such nodes).
 */
public record WideTreeWorld(int children) implements World {
    @Override
    public String name() {
        return "wide_" + children;
    }

    @Override
    public void build(Target target) {
        try (Connection connection = new Connection(target.placement())) {
            ProviderMaker maker = new ProviderMaker(target.placement(), connection);
            UUID root = ProviderMaker.uuid("wide");
            maker.make(new ProviderMaker.Plan(root, Optional.empty(), "{\"VCPU\":{\"total\":64}}", List.of(), List.of()));
            for (int child = 0; child < children; child++) {
                maker.make(new ProviderMaker.Plan(ProviderMaker.uuid("wide " + child), Optional.of(root),
                        "{\"SRIOV_NET_VF\":{\"total\":8}}", List.of(), List.of()));
            }
        }
    }
}
