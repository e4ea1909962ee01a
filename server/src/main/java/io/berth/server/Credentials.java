package io.berth.server;

import java.util.Optional;

/**
 * The passwords that a start knows: given in the configuration, or made at the first start and then shown once.
 *
 * @param admin of the user admin in project admin
 * @param demo of the user demo in project demo, which {@code --fake} makes
 */
public record Credentials(Optional<String> admin, Optional<String> demo) {
    public static final Credentials NONE = new Credentials(Optional.empty(), Optional.empty());
}
