package io.berth.deployment.validation.rule;

import io.berth.deployment.design.EffectiveDesign;
import io.berth.deployment.design.document.DesignMessage;
import io.berth.deployment.design.document.DesignMessage.Finding;
import io.berth.deployment.design.document.DesignMessage.Level;
import io.berth.deployment.design.document.DocumentReference;
import java.util.ArrayList;
import java.util.List;

/** Collects what one rule finds. */
public final class Findings {

    /** Messages of one rule that anyone could read; a design that breaks a rule more often is told once that there is more. */
    public static final int MAX_MESSAGES = 10_000;

    private final DesignRule rule;
    private final List<DesignMessage> messages = new ArrayList<>();
    private boolean hasErrors;

    private Findings(DesignRule rule) {
        this.rule = rule;
    }

    /** The messages of a rule about a design, the news of success among them. */
    public static List<DesignMessage> of(DesignRule rule, EffectiveDesign design) {
        var findings = new Findings(rule);
        rule.check(design, findings);
        if (!findings.hasErrors) {
            findings.report(Level.INFO, "Validation successful.", "", List.of());
        }
        return findings.messages;
    }

    public void error(String message, String diagnostic, DocumentReference... documents) {
        hasErrors = true;
        report(Level.ERROR, message, diagnostic, List.of(documents));
    }

    public void warning(String message, String diagnostic, DocumentReference... documents) {
        report(Level.WARNING, message, diagnostic, List.of(documents));
    }

    private void report(Level level, String message, String diagnostic, List<DocumentReference> documents) {
        if (messages.size() < MAX_MESSAGES) {
            messages.add(new Finding(rule.code(), level, rule.longName() + ": " + message, diagnostic, documents));
        } else if (messages.size() == MAX_MESSAGES) {
            messages.add(new Finding(
                    rule.code(), level, rule.longName() + ": More findings than the limit of " + MAX_MESSAGES + ".", "", List.of()));
        }
    }

    /** Whether more findings would not be kept: a rule that compares many things may stop. */
    public boolean isFull() {
        return messages.size() > MAX_MESSAGES;
    }
}
