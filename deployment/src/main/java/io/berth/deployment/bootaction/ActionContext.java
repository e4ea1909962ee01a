package io.berth.deployment.bootaction;

/**
 * What a boot action on one node has of its own (contract drydock §14.2).
 *
 * @param actionId the ULID's 26 characters
 * @param actionKey the node's key, 64 hex digits in lower case
 * @param reportUrl where results are posted, ending with a slash
 * @param designRef reference of the task that deploys
 */
public record ActionContext(String actionId, String actionKey, String reportUrl, String designRef) {}
