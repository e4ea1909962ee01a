package io.berth.placement.candidate.api;

import io.berth.http.Microversion;
import io.berth.http.Query;
import io.berth.http.schema.PythonText;
import io.berth.placement.wire.Queries;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which parameters a version has and what they look like (contract placement §8.16).
 *
 * <ul>
 *   <li>1.10 resources; 1.16 limit; 1.17 required; 1.21 member_of
 *   <li>1.25 groups with numbers for suffixes, and group_policy; 1.31 in_tree; 1.33 suffixes of letters, digits, _ and -
 *   <li>1.35 root_required; 1.36 same_subtree
 * </ul>
 */
final class CandidateParameters {
    static final String RESOURCES = "resources";
    static final String REQUIRED = "required";
    static final String MEMBER_OF = "member_of";
    static final String IN_TREE = "in_tree";
    static final String LIMIT = "limit";
    static final String GROUP_POLICY = "group_policy";
    static final String ROOT_REQUIRED = "root_required";
    static final String SAME_SUBTREE = "same_subtree";

    private static final String NUMBER = "([1-9][0-9]*)?";
    private static final String WORD = "([a-zA-Z0-9_-]{1,64})?";
    private static final String LIMIT_FORM = "^[1-9][0-9]*$";
    private static final Pattern LIMIT_PATTERN = Pattern.compile("[1-9][0-9]*\n?");
    private static final List<String> POLICIES = List.of("none", "isolate");

    private static final Pattern NUMBERED = groupKeys(NUMBER);
    private static final Pattern NAMED = groupKeys(WORD);

    private final Microversion version;

    CandidateParameters(Microversion version) {
        this.version = version;
    }

    /** A parameter of a group. */
    record GroupKey(String parameter, String suffix) {}

    /** As Python's {@code $} does, the end admits one line break. */
    private static Pattern groupKeys(String suffix) {
        return Pattern.compile("(resources|required|member_of|in_tree)" + suffix + "\n?");
    }

    /** What the key means to a group; absent where it means nothing in this version. */
    Optional<GroupKey> groupKey(String key) {
        if (!hasGroups()) {
            return singleKeys().contains(key) && !key.equals(LIMIT) ? Optional.of(new GroupKey(key, "")) : Optional.empty();
        }
        Matcher matcher = (version.isAtLeast(1, 33) ? NAMED : NUMBERED).matcher(key);
        if (!matcher.matches() || (matcher.group(1).equals(IN_TREE) && !version.isAtLeast(1, 31))) {
            return Optional.empty();
        }
        String suffix = matcher.group(2);
        return Optional.of(new GroupKey(matcher.group(1), suffix == null ? "" : suffix));
    }

    private boolean hasGroups() {
        return version.isAtLeast(1, 25);
    }

    /** Parameters that are not a group's; before there were groups, all. */
    private Set<String> singleKeys() {
        Set<String> keys = new TreeSet<>();
        addSince(16, LIMIT, keys);
        if (hasGroups()) {
            keys.add(GROUP_POLICY);
            addSince(35, ROOT_REQUIRED, keys);
            addSince(36, SAME_SUBTREE, keys);
        } else {
            keys.add(RESOURCES);
            addSince(17, REQUIRED, keys);
            addSince(21, MEMBER_OF, keys);
        }
        return keys;
    }

    private void addSince(int minor, String key, Set<String> keys) {
        if (version.isAtLeast(1, minor)) {
            keys.add(key);
        }
    }

    /** @throws io.berth.placement.wire.PlacementProblem 400 where the query does not have the version's form */
    void check(Query query) {
        checkKeys(query);
        if (!hasGroups() && query.last(RESOURCES).isEmpty()) {
            throw Queries.invalid("'resources' is a required property\n\nFailed validating 'required' in schema");
        }
        // The real service judges the last value and takes the first, which may then be one that it chokes on.
        for (Optional<String> limit : List.of(query.last(LIMIT), query.first(LIMIT))) {
            limit.filter(it -> !LIMIT_PATTERN.matcher(it).matches()).ifPresent(it -> {
                throw Queries.invalid(PythonText.repr(it) + " does not match '" + LIMIT_FORM
                        + "'\n\nFailed validating 'pattern' in schema['properties']['limit']");
            });
        }
        for (Optional<String> policy : List.of(query.last(GROUP_POLICY), query.first(GROUP_POLICY))) {
            policy.filter(it -> !POLICIES.contains(it)).ifPresent(it -> {
                throw Queries.invalid(PythonText.repr(it) + " is not one of ['none', 'isolate']"
                        + "\n\nFailed validating 'enum' in schema['properties']['group_policy']");
            });
        }
    }

    private void checkKeys(Query query) {
        Set<String> single = singleKeys();
        List<String> unknown = query.names().stream()
                .filter(name -> !single.contains(name) && groupKey(name).isEmpty())
                .sorted()
                .map(PythonText::repr)
                .toList();
        if (unknown.isEmpty()) {
            return;
        }
        String names = String.join(", ", unknown);
        String what = hasGroups()
                ? names + (unknown.size() == 1 ? " does" : " do") + " not match any of the regexes: " + forms()
                : "Additional properties are not allowed (" + names + (unknown.size() == 1 ? " was" : " were") + " unexpected)";
        throw Queries.invalid(what + "\n\nFailed validating 'additionalProperties' in schema");
    }

    private String forms() {
        String suffix = version.isAtLeast(1, 33) ? WORD : NUMBER;
        List<String> parameters = new ArrayList<>(List.of(MEMBER_OF, REQUIRED, RESOURCES));
        if (version.isAtLeast(1, 31)) {
            parameters.addFirst(IN_TREE);
        }
        return parameters.stream().map(it -> "'^" + it + suffix + "$'").collect(Collectors.joining(", "));
    }
}
