package io.berth.identity.policy;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.berth.http.Caller;
import io.berth.http.Policy;

/**
 * Policies in oslo.policy's language (contract keystone §7): the rooms' default rules, and a site's own in their place.
 * Checks by a remote server are not supported.
 */
public final class OsloPolicy implements Policy {
    /** What is asked where nobody knows the rule: {@code policy_default_rule}. */
    private static final String DEFAULT_RULE = "default";

    /** The rule that says whether {@code is_admin:True} holds in compute's and volume's rules. */
    private static final String CONTEXT_IS_ADMIN = "context_is_admin";

    private static final Pattern SUBSTITUTION = Pattern.compile("%\\(([^)]+)\\)s");
    private static final Logger LOG = LoggerFactory.getLogger(OsloPolicy.class);

    private final Map<String, Check> rules;

    /** @param places where the site gave the rules that it gave */
    private OsloPolicy(Map<String, Check> rules, Map<String, String> places) {
        this.rules = Collections.unmodifiableMap(new TreeMap<>(rules));
        refuseCycles(this.rules, places);
        nameUnknownRules(this.rules);
    }

    /**
     * One room's rules: name to check string. Rooms whose common names ({@code context_is_admin}, {@code admin_or_owner})
     * mean different things get a policy each, as each OpenStack service has.
     */
    public static OsloPolicy of(Map<String, String> defaults) {
        return of(List.of(defaults));
    }

    /**
     * The rules of several rooms in one policy.
     *
     * @throws PolicyProblem where two rooms give one name different checks, or a rule leads back to itself
     */
    public static OsloPolicy of(List<Map<String, String>> defaults) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map<String, String> room : defaults) {
            room.forEach((rule, text) -> {
                String other = texts.putIfAbsent(rule, text);
                if (other != null && !other.equals(text)) {
                    throw new PolicyProblem("two rooms declare policy rule " + rule + ": " + other + " and " + text);
                }
            });
        }
        Map<String, Check> rules = new LinkedHashMap<>();
        texts.forEach((rule, text) -> rules.put(rule, CheckParser.parse(rule, text)));
        return new OsloPolicy(rules, Map.of());
    }

    OsloPolicy withYaml(String yaml) {
        return with(PolicyFile.parse(yaml, "given"));
    }

    /**
     * With a site's rules in place of the defaults of the same name, and its own names beside them.
     *
     * @throws PolicyProblem where a rule leads back to itself
     */
    OsloPolicy with(Map<String, PolicyFile.SiteRule> site) {
        Map<String, Check> merged = new LinkedHashMap<>(rules);
        Map<String, String> places = new LinkedHashMap<>();
        site.forEach((name, rule) -> {
            merged.put(name, rule.check());
            places.put(name, rule.place());
        });
        return new OsloPolicy(merged, places);
    }

    /** Of these site's rules those that nothing asks: not a service, and not another rule. */
    static List<String> unasked(Map<String, PolicyFile.SiteRule> site, Set<String> services) {
        Set<String> asked = new HashSet<>(services);
        asked.addAll(List.of(DEFAULT_RULE, CONTEXT_IS_ADMIN));
        site.values().forEach(rule -> asked.addAll(ruleNames(rule.check())));
        return site.keySet().stream().filter(name -> !asked.contains(name)).toList();
    }

    Set<String> names() {
        return rules.keySet();
    }

    @Override
    public boolean allows(String rule, Caller caller, Map<String, String> target) {
        String asked = rules.containsKey(rule) ? rule : DEFAULT_RULE;
        return holds(new Check.OfRule(asked), Credentials.of(caller), target);
    }

    private boolean holds(Check check, Credentials credentials, Map<String, String> target) {
        return switch (check) {
            case Check.Always() -> true;
            case Check.Never() -> false;
            case Check.And(List<Check> all) -> all.stream().allMatch(each -> holds(each, credentials, target));
            case Check.Or(List<Check> any) -> any.stream().anyMatch(each -> holds(each, credentials, target));
            case Check.Not(Check inner) -> !holds(inner, credentials, target);
            case Check.OfRule(String name) -> Optional.ofNullable(rules.get(name))
                    .filter(rule -> holds(rule, credentials, target))
                    .isPresent();
            case Check.HasRole(String name) -> fill(name, target)
                    .filter(role -> credentials.of("roles").anyMatch(role::equalsIgnoreCase))
                    .isPresent();
            case Check.Credential(String key, String value) -> fill(value, target)
                    .filter(wanted -> isCredential(key, wanted, credentials, target))
                    .isPresent();
            case Check.Literal(String text, String value) -> fill(value, target).equals(Optional.of(text));
        };
    }

    private boolean isCredential(String key, String wanted, Credentials credentials, Map<String, String> target) {
        if (key.equals("is_admin")) {
            Check rule = rules.getOrDefault(CONTEXT_IS_ADMIN, new Check.HasRole("admin"));
            return wanted.equals(holds(rule, credentials, target) ? "True" : "False");
        }
        return credentials.of(key).anyMatch(wanted::equals);
    }

    /** The text with each {@code %(key)s} replaced from the target; absent where the target lacks a key. */
    private static Optional<String> fill(String text, Map<String, String> target) {
        if (!text.contains("%(")) {
            return Optional.of(text);
        }
        Matcher substitution = SUBSTITUTION.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (substitution.find()) {
            Optional<String> value = Optional.ofNullable(target.get(substitution.group(1)));
            if (value.isEmpty()) {
                return Optional.empty();
            }
            substitution.appendReplacement(filled, Matcher.quoteReplacement(value.get()));
        }
        return Optional.of(substitution.appendTail(filled).toString());
    }

    private static void refuseCycles(Map<String, Check> rules, Map<String, String> places) {
        SequencedSet<String> clean = new LinkedHashSet<>();
        SequencedSet<String> path = new LinkedHashSet<>();
        try {
            rules.keySet().forEach(rule -> follow(rule, rules, path, clean));
        } catch (UnusableCheck cycle) {
            String place = path.stream().filter(places::containsKey).map(name -> places.get(name) + ": ").findFirst().orElse("");
            throw new PolicyProblem(place + cycle.message());
        }
    }

    private static void follow(
            String rule, Map<String, Check> rules, SequencedSet<String> path, SequencedSet<String> clean) {
        if (clean.contains(rule)) {
            return;
        }
        if (!path.add(rule)) {
            throw new UnusableCheck("policy rule " + rule + " leads back to itself: "
                    + String.join(" → ", path) + " → " + rule);
        }
        Optional.ofNullable(rules.get(rule))
                .ifPresent(check -> ruleNames(check)
                        .forEach(name -> follow(name, rules, path, clean)));
        path.remove(rule);
        clean.add(rule);
    }

    private static void nameUnknownRules(Map<String, Check> rules) {
        rules.forEach((rule, check) -> ruleNames(check).stream()
                .filter(name -> !rules.containsKey(name) && !name.equals(CONTEXT_IS_ADMIN))
                .forEach(name -> LOG.warn("policy rule {} refers to {}, which does not exist: never true", rule, name)));
    }

    /** The rules that a check asks directly; {@code is_admin} is asked of one too. */
    private static List<String> ruleNames(Check check) {
        return switch (check) {
            case Check.OfRule(String name) -> List.of(name);
            case Check.Not(Check inner) -> ruleNames(inner);
            case Check.And(List<Check> all) -> ruleNames(all);
            case Check.Or(List<Check> any) -> ruleNames(any);
            case Check.Credential(String key, String value) ->
                key.equals("is_admin") ? List.of(CONTEXT_IS_ADMIN) : List.of();
            case Check.Always(), Check.Never() -> List.of();
            case Check.HasRole role -> List.of();
            case Check.Literal literal -> List.of();
        };
    }

    private static List<String> ruleNames(List<Check> checks) {
        return checks.stream().flatMap(check -> ruleNames(check).stream()).toList();
    }
}
