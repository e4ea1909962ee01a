package io.berth.server;

import java.util.Optional;

/**
 * The passwords that a start knows.
 *
 * @param admin of the user admin in project admin
 * @param demo of the user demo in project demo, which {@code --fake} makes
 * @param isToBeShown whether Berth made them: what the operator has configured is printed nowhere
 */
public record Credentials(Optional<String> admin, Optional<String> demo, boolean isToBeShown) {
    public static final Credentials NONE = new Credentials(Optional.empty(), Optional.empty(), false);

    /** Keeps the passwords out of logs. */
    @Override
    public String toString() {
        return "Credentials[isToBeShown=" + isToBeShown + "]";
    }
}
