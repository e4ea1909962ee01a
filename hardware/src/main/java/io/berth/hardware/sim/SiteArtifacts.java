package io.berth.hardware.sim;

import io.berth.hardware.sim.web.WebAnswer;
import io.berth.hardware.sim.web.WebRequest;
import java.net.URI;

/**
 * What the site's design refers to: the design itself under {@code /site.yaml}, a file for every rack name asked for under
 * {@code /rack/}, and one list of packages under {@code /packages/}.
 */
final class SiteArtifacts {

    private static final String PACKAGES = """
            ipmitool: null
            smartmontools: 7.2-1ubuntu2
            """;

    private final String siteDocument;

    /** In the document, {@code artifactHost} (unless empty) becomes the host and port of {@code siteUrl}. */
    SiteArtifacts(String siteDocument, String artifactHost, URI siteUrl) {
        this.siteDocument =
                artifactHost.isEmpty() ? siteDocument : siteDocument.replace(artifactHost, siteUrl.getAuthority());
    }

    WebAnswer handle(WebRequest request) {
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            return WebAnswer.empty(405).with("Allow", "GET, HEAD");
        }
        String path = request.path();
        if (path.equals("/site.yaml") && !siteDocument.isEmpty()) {
            return WebAnswer.text(200, "application/x-yaml", siteDocument);
        }
        if (path.startsWith("/rack/")) {
            String last = path.substring(path.lastIndexOf('/') + 1);
            return WebAnswer.text(200, "text/plain",
                    "# rack file for " + WebRequest.decode(last) + "\nrack_net=" + request.parameter("net") + "\n");
        }
        if (path.startsWith("/packages/")) {
            return WebAnswer.text(200, "application/x-yaml", PACKAGES);
        }
        return WebAnswer.text(404, "text/plain", "no such artifact");
    }
}
