package io.berth.identity.directory;

/** A user as the login sees it. */
public record Account(User user, Domain domain, String passwordHash) {
    public boolean isEnabled() {
        return user.isEnabled() && domain.isEnabled();
    }

    /** Keeps the hash out of logs and failure messages. */
    @Override
    public String toString() {
        return "Account[" + user + "]";
    }
}
