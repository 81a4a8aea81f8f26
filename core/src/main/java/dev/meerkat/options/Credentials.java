package dev.meerkat.options;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whom to log in as, as a {@link CredentialSource} gives it. A secret, never shown. Immutable; equal if user and password are. */
public final class Credentials {
    private final @Nullable String user;
    private final String password;

    private Credentials(@Nullable String user, String password) {
        this.user = user;
        this.password = Objects.requireNonNull(password, "password");
    }

    /** A user and the password. */
    public static Credentials of(String user, String password) {
        return new Credentials(Objects.requireNonNull(user, "user"), password);
    }

    /** A password for the user that the options or the URI name. */
    public static Credentials password(String password) {
        return new Credentials(null, password);
    }

    /** The user; empty for the one that the options or the URI name. */
    public Optional<String> user() {
        return Optional.ofNullable(user);
    }

    /** The password. A secret. */
    public String revealPassword() {
        return password;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Credentials that && Objects.equals(user, that.user) && password.equals(that.password);
    }

    @Override
    public int hashCode() {
        return Objects.hash(user, password);
    }

    @Override
    public String toString() {
        return Hidden.TEXT;
    }
}
