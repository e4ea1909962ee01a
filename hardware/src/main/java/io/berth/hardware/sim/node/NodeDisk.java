package io.berth.hardware.sim.node;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is installed on a node; it outlives power cycles, not the simulated site. */
final class NodeDisk {

    private final Map<String, NodeFile> files = new LinkedHashMap<>();
    private boolean installed;

    /** Replaces everything. Of two files with one path the later stays, as when the archives are unpacked one after the other. */
    synchronized void install(List<NodeFile> units, List<NodeFile> others) {
        files.clear();
        units.forEach(file -> files.put(file.path(), file));
        others.forEach(file -> files.put(file.path(), file));
        installed = true;
    }

    synchronized boolean hasOperatingSystem() {
        return installed;
    }

    synchronized Optional<NodeFile> find(String path) {
        return Optional.ofNullable(files.get(path));
    }

    synchronized List<NodeFile> files() {
        return List.copyOf(files.values());
    }
}
