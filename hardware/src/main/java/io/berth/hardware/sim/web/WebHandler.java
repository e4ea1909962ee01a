package io.berth.hardware.sim.web;

/** Answers requests; called by many threads at once. */
public interface WebHandler {
    WebAnswer handle(WebRequest request);
}
