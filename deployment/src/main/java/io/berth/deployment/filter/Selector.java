package io.berth.deployment.filter;

import io.berth.deployment.filter.NodeFilter.AllNodes;
import io.berth.deployment.filter.NodeFilter.Candidate;
import io.berth.deployment.filter.NodeFilter.FilterSet;
import io.berth.deployment.filter.NodeFilter.Malformed;
import io.berth.deployment.filter.NodeSelection.NoList;
import io.berth.deployment.filter.NodeSelection.Refused;
import io.berth.deployment.filter.NodeSelection.Selected;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Evaluates filters. An absent Optional is "no list at all", which is neither everything nor nothing. */
final class Selector {

    private Selector() {}

    static NodeSelection select(NodeFilter filter, List<? extends Candidate> nodes) {
        return switch (filter) {
            case AllNodes _ -> new Selected(names(nodes));
            case Malformed(String reason) -> new Refused(reason);
            case FilterSet(String setType, var filters) -> join(
                    setType, filters.stream().map(criteria -> evaluate(criteria, nodes)).toList(), nodes);
        };
    }

    private static NodeSelection join(
            String setType, List<Optional<List<String>>> results, List<? extends Candidate> nodes) {
        return switch (setType) {
            case "union" -> {
                var given = results.stream().flatMap(Optional::stream).toList();
                yield given.isEmpty() ? new NoList() : new Selected(inOrder(union(given), nodes));
            }
            case "intersection" -> intersection(results, nodes).<NodeSelection>map(Selected::new).orElseGet(NoList::new);
            default -> new Refused("Unknown filter set type " + setType);
        };
    }

    private static Optional<List<String>> evaluate(Criteria criteria, List<? extends Candidate> nodes) {
        var given = given(criteria, nodes);
        return switch (criteria.combination()) {
            case UNION -> Optional.of(inOrder(union(given), nodes));
            case INTERSECTION -> intersection(given.stream().map(Optional::of).toList(), nodes);
            case NONE -> Optional.empty();
        };
    }

    /** The result of each criterion that is given. */
    private static List<List<String>> given(Criteria criteria, List<? extends Candidate> nodes) {
        var results = new ArrayList<List<String>>();
        if (criteria.nodeNames().isGiven()) {
            results.add(names(nodes.stream().filter(node -> criteria.nodeNames().matches(node.name())).toList()));
        }
        if (!criteria.tags().isEmpty()) {
            results.add(nodes.stream()
                    .flatMap(node -> criteria.tags().stream().filter(node.tags()::contains).map(_ -> node.name()))
                    .toList());
        }
        if (criteria.rackNames().isGiven()) {
            results.add(names(nodes.stream()
                    .filter(node -> !node.rackName().isEmpty() && criteria.rackNames().matches(node.rackName()))
                    .toList()));
        }
        if (!criteria.labels().isEmpty()) {
            results.add(criteria.labels().entrySet().stream()
                    .flatMap(label -> nodes.stream()
                            .filter(node -> label.getValue().equals(node.ownerData().get(label.getKey())))
                            .map(Candidate::name))
                    .toList());
        }
        return results;
    }

    private static Set<String> union(List<List<String>> lists) {
        var union = new LinkedHashSet<String>();
        lists.forEach(union::addAll);
        return union;
    }

    /** What is in all lists that exist. A single list is handed on as it is, repeated names and all. */
    private static Optional<List<String>> intersection(
            List<Optional<List<String>>> results, List<? extends Candidate> nodes) {
        var lists = results.stream().flatMap(Optional::stream).toList();
        if (lists.size() < 2) {
            return lists.stream().findFirst();
        }
        var common = new LinkedHashSet<>(lists.getFirst());
        lists.forEach(common::retainAll);
        return Optional.of(inOrder(common, nodes));
    }

    private static List<String> inOrder(Set<String> names, List<? extends Candidate> nodes) {
        return nodes.stream().map(Candidate::name).filter(names::contains).distinct().toList();
    }

    private static List<String> names(List<? extends Candidate> nodes) {
        return nodes.stream().<String>map(Candidate::name).toList();
    }
}
