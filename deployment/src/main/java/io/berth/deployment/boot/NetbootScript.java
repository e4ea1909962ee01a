package io.berth.deployment.boot;

import java.util.Optional;
import java.util.function.Supplier;

/** What iPXE does on a machine: install what its deployment says, or start from the disk. */
public final class NetbootScript {
    private static final String DEFAULT_KERNEL = "default";

    private final Supplier<String> baseUrl;
    private final Optional<String> images;

    /**
     * @param baseUrl where machines reach Berth, without a slash at the end
     * @param images where kernels and initial file systems are; absent means {@code <base URL>/images}
     */
    public NetbootScript(Supplier<String> baseUrl, Optional<String> images) {
        this.baseUrl = baseUrl;
        this.images = images;
    }

    /** Starts the installer, which learns from its command line who it is, with which key, and where Berth is. */
    public String install(BootContext context) {
        String base = baseUrl.get();
        String image = images.orElse(base + "/images") + "/" + word(context.image(), DEFAULT_KERNEL) + "/"
                + word(context.kernel(), DEFAULT_KERNEL);
        return """
                #!ipxe
                kernel %s/vmlinuz initrd=initrd berth.host=%s berth.key=%s berth.url=%s%s
                initrd %s/initrd
                boot
                """.formatted(
                        image, word(context.nodeName(), ""), context.key().hex(), base,
                        parameters(context.kernelParameters()), image);
    }

    public static String localDisk() {
        return """
                #!ipxe
                exit
                """;
    }

    private static String parameters(String parameters) {
        String line = parameters.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.isEmpty() ? "" : " " + line;
    }

    /** One word of a line: a design must not be able to write lines of its own into the script. */
    private static String word(String text, String otherwise) {
        String word = text.replaceAll("[^A-Za-z0-9._-]", "");
        return word.isEmpty() ? otherwise : word;
    }
}
