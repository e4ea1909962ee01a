package io.berth.placement.candidate.search;

import io.berth.placement.index.Node;
import java.util.List;

/**
 * Finds the candidates of one tree, one by one: providers are chosen part by part, the part with the fewest options first, and
 * a choice is taken back as soon as a rule says that nothing can come of it.
 */
final class TreeSearch {
    private final Plan plan;
    private final Budget budget;
    private final Choices choices;
    private final Rule[] rules;
    private final int[] order;
    private final int[] next;
    private int level = -1;

    TreeSearch(Plan plan, ChoiceOrder order, Budget budget) {
        this(plan, plan.rules(budget), order, budget);
    }

    /** @param rules those of the plan that are to hold */
    TreeSearch(Plan plan, List<Rule> rules, ChoiceOrder choiceOrder, Budget budget) {
        this.plan = plan;
        this.budget = budget;
        this.choices = new Choices(plan, choiceOrder);
        this.rules = rules.toArray(Rule[]::new);
        this.order = new int[plan.parts.length];
        this.next = new int[plan.parts.length];
    }

    /** Turns to the tree of this root; false where it has no candidate for sure. */
    boolean begin(Node root) {
        level = -1;
        if (!choices.begin(root)) {
            return false;
        }
        for (Rule rule : rules) {
            if (!rule.begin(choices)) {
                return false;
            }
        }
        sortParts();
        level = 0;
        next[0] = 0;
        return true;
    }

    private void sortParts() {
        for (int i = 0; i < order.length; i++) {
            int at = i;
            while (at > 0 && choices.counts[order[at - 1]] > choices.counts[i]) {
                order[at] = order[at - 1];
                at--;
            }
            order[at] = i;
        }
    }

    /** Goes to the next candidate; false where there is none any more. */
    boolean advance() {
        if (level == order.length) {
            takeBack();
        }
        while (level >= 0 && !budget.isSpent()) {
            if (!choose()) {
                takeBack();
            } else if (++level == order.length) {
                return true;
            } else {
                next[level] = 0;
            }
        }
        return false;
    }

    private void takeBack() {
        level--;
        if (level >= 0) {
            choices.chosen[order[level]] = Choices.NOBODY;
        }
    }

    /** Chooses the next provider for the part of this level; false where no other one will do. */
    private boolean choose() {
        int part = order[level];
        while (next[level] < choices.counts[part] && budget.step()) {
            choices.chosen[part] = choices.options[part][next[level]++];
            if (isAdmitted(plan.parts[part])) {
                return true;
            }
        }
        choices.chosen[part] = Choices.NOBODY;
        return false;
    }

    private boolean isAdmitted(Part part) {
        for (Rule rule : rules) {
            if (!rule.admits(choices, part)) {
                return false;
            }
        }
        return true;
    }

    Candidate candidate() {
        return choices.candidate();
    }
}
