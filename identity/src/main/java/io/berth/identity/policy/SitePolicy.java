package io.berth.identity.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.berth.base.Spelling;
import io.berth.http.Caller;
import io.berth.http.Policy;

/**
 * A site's own rules over the rooms' defaults, from a file and from a directory of files, kept up with both while Berth runs
 * (contract keystone §7). Files that cannot be used stop the start; later, the rules in force stay until the files are mended.
 */
public final class SitePolicy implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SitePolicy.class);

    /** oslo.policy looks at each request; a look is I/O, which requests must not wait for. */
    private static final long LOOK_EVERY_MILLIS = 1_000;

    /** How many rules that no service has are named: a whole file of another service's has hundreds. */
    private static final int UNKNOWN_NAMED_MAX = 20;

    /** A name that differs in more than one of so many characters is another name, not a slip. */
    private static final int CHARACTERS_PER_SLIP = 4;

    private final Optional<Path> file;
    private final Optional<Path> directory;
    private final List<Overridden> policies = new ArrayList<>();
    private final ScheduledExecutorService looking =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("berth-policy").factory());
    private List<Seen> seen;
    private Map<String, PolicyFile.SiteRule> rules;
    /** Why the files cannot be looked at, as it was last told; empty where they can. */
    private String unseen = "";

    /** A file as it was when it was read. */
    private record Seen(Path file, FileTime modified, long bytes) {}

    private SitePolicy(Optional<Path> file, Optional<Path> directory) {
        this.file = file;
        this.directory = directory;
        this.seen = look();
        this.rules = PolicyFile.readAll(files());
    }

    /**
     * Reads the rules.
     *
     * @param file policy.yaml
     * @param directory policy.d: its files win over {@code file}, a later name over an earlier one; hidden ones do not count
     * @throws PolicyProblem with the line and the cause, where a file cannot be used
     */
    public static SitePolicy of(Optional<Path> file, Optional<Path> directory) {
        return new SitePolicy(file, directory);
    }

    /** A room's policy: its own rules, but where the site has others. */
    public synchronized Policy over(Map<String, String> defaults) {
        Overridden policy = new Overridden(OsloPolicy.of(defaults), rules);
        policies.add(policy);
        return policy;
    }

    /** Looks for changes from now on, until it is closed. To be called when all rooms have their policies. */
    public synchronized void start() {
        warnOfUnknownRules(rules);
        if (file.isPresent() || directory.isPresent()) {
            looking.scheduleWithFixedDelay(
                    this::reloadIfChanged, LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Brings changes of the files into force. Each state of the files is tried once. */
    synchronized void reloadIfChanged() {
        try {
            List<Seen> now = look();
            unseen = "";
            if (now.equals(seen)) {
                return;
            }
            seen = now;
        } catch (RuntimeException unreadable) {
            String why = String.valueOf(unreadable.getMessage());
            if (!why.equals(unseen)) {
                LOG.error("the policy files cannot be looked at, the rules before stay: {}", why);
            }
            unseen = why;
            return;
        }
        reload();
    }

    private void reload() {
        try {
            Map<String, PolicyFile.SiteRule> fresh = PolicyFile.readAll(files());
            List<OsloPolicy> merged = policies.stream().map(policy -> policy.defaults.with(fresh)).toList();
            for (int i = 0; i < merged.size(); i++) {
                policies.get(i).current = merged.get(i);
            }
            rules = fresh;
            LOG.info("policy rules read again: {} of the site's own", fresh.size());
            warnOfUnknownRules(fresh);
        } catch (RuntimeException unusable) {
            LOG.error("the changed policy is not used, the one before stays: {}", unusable.getMessage());
        }
    }

    /** A rule with a slip in its name decides nothing, and the operator believes that it does. */
    private void warnOfUnknownRules(Map<String, PolicyFile.SiteRule> site) {
        Set<String> services = policies.stream()
                .flatMap(policy -> policy.defaults.names().stream())
                .collect(Collectors.toSet());
        List<String> unknown = OsloPolicy.unasked(site, services);
        if (!unknown.isEmpty()) {
            LOG.warn(
                    "{} of the site's policy rules decide nothing, because no service of Berth has them: {}{}",
                    unknown.size(),
                    unknown.stream()
                            .limit(UNKNOWN_NAMED_MAX)
                            .map(name -> name + near(name, services))
                            .collect(Collectors.joining(", ")),
                    unknown.size() > UNKNOWN_NAMED_MAX ? " and others" : "");
        }
    }

    private static String near(String name, Set<String> services) {
        return Spelling.nearest(name, services)
                .filter(known -> Spelling.distance(name, known) <= Math.max(1, name.length() / CHARACTERS_PER_SLIP))
                .map(known -> " (did you mean " + known + "?)")
                .orElse("");
    }

    private List<Path> files() {
        List<Path> files = new ArrayList<>(file.stream().toList());
        directory.ifPresent(dir -> files.addAll(filesIn(dir)));
        return files;
    }

    private static List<Path> filesIn(Path directory) {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(Files::isRegularFile)
                    .filter(each -> !each.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new PolicyProblem("the policy directory " + directory + " cannot be read: " + unreadable);
        }
    }

    private List<Seen> look() {
        List<Seen> now = new ArrayList<>();
        for (Path each : files()) {
            try {
                now.add(new Seen(each, Files.getLastModifiedTime(each), Files.size(each)));
            } catch (IOException unreadable) {
                throw new PolicyProblem("the policy file " + each + " cannot be read: " + unreadable.getMessage());
            }
        }
        return now;
    }

    @Override
    public void close() {
        looking.shutdownNow();
    }

    /** A room's policy in its present form. */
    private static final class Overridden implements Policy {
        private final OsloPolicy defaults;
        private volatile OsloPolicy current;

        Overridden(OsloPolicy defaults, Map<String, PolicyFile.SiteRule> rules) {
            this.defaults = defaults;
            this.current = defaults.with(rules);
        }

        @Override
        public boolean allows(String rule, Caller caller, Map<String, String> target) {
            return current.allows(rule, caller, target);
        }
    }
}
