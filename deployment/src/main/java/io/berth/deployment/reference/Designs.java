package io.berth.deployment.reference;

import io.berth.deployment.design.EffectiveDesign;
import io.berth.deployment.design.ParsedSite;
import io.berth.deployment.design.SiteDocuments;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Loads designs. A reference is fetched anew each time; what is remembered is only what some content was parsed to, which
 * cannot change (contract drydock §9 tells what remembering more leads to).
 */
public final class Designs {
    /** How many parsed designs are remembered: those in use at one time, at most a few. */
    static final int REMEMBERED_MAX = 16;

    private final References references;
    private final Map<String, LoadedDesign.Read> byContent = new LinkedHashMap<>(REMEMBERED_MAX, 0.75f, true);

    public Designs(References references) {
        this.references = references;
    }

    /** Tries once to fetch it: for those whose caller waits. */
    public LoadedDesign loadOnce(String reference) {
        return parsed(references.fetchOnce(reference));
    }

    /** Tries again what may pass: for those who can wait. */
    public LoadedDesign load(String reference) {
        return parsed(references.fetch(reference));
    }

    private LoadedDesign parsed(Fetched fetched) {
        return switch (fetched) {
            case Fetched.Failed failed -> new LoadedDesign.Unreachable(failed.reason());
            case Fetched.Content content -> parsed(content.bytes());
        };
    }

    private LoadedDesign parsed(byte[] yaml) {
        String digest = digest(yaml);
        synchronized (byContent) {
            LoadedDesign.Read known = byContent.get(digest);
            if (known != null) {
                return known;
            }
        }
        ParsedSite site = SiteDocuments.parse(yaml);
        LoadedDesign.Read read = new LoadedDesign.Read(site, EffectiveDesign.compile(site));
        synchronized (byContent) {
            byContent.put(digest, read);
            if (byContent.size() > REMEMBERED_MAX) {
                byContent.remove(byContent.keySet().iterator().next());
            }
        }
        return read;
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
