package io.berth.placement.candidate.search;

/** What must hold between the choices for several parts. */
interface Rule {
    /** The rule in the words of the query. */
    String name();

    /** Turns to another tree; false where nothing chosen there can satisfy the rule. */
    boolean begin(Choices choices);

    /** Whether what is chosen can still become a candidate. Held so far, before this part's provider was chosen. */
    boolean admits(Choices choices, Part part);
}
