package io.berth.hardware.sim.bmc;

import java.util.Map;

/**
 * A request that the controller got, with its answer's status; secrets are masked.
 *
 * @param headers {@code Accept}, {@code OData-Version}, {@code Content-Type} and {@code X-Auth-Token}, those that were sent
 * @param body JSON text, empty when there was none
 */
public record BmcCall(String method, String path, Map<String, String> headers, String body, int status) {}
