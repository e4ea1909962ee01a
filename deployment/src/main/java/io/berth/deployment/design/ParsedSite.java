package io.berth.deployment.design;

import io.berth.deployment.design.document.DesignDocument;
import io.berth.deployment.design.document.DesignMessage;
import java.util.List;

/**
 * What reading a site's YAML came to.
 *
 * @param documents those that could be read, in order
 * @param messages findings DD000 and DD001 about the others; notes about legacy documents and about text that is no YAML
 */
public record ParsedSite(List<DesignDocument> documents, List<DesignMessage> messages) {

    public ParsedSite {
        documents = List.copyOf(documents);
        messages = List.copyOf(messages);
    }

    /** Whether every document could be read; rules run only then (contract drydock §13.1). */
    public boolean isSound() {
        return messages.stream().noneMatch(DesignMessage::isError);
    }

    <T extends DesignDocument> List<T> ofKind(Class<T> kind) {
        return documents.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
