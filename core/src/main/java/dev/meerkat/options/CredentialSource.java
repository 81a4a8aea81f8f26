package dev.meerkat.options;

import dev.meerkat.error.CredentialUnavailableException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

/**
 * Where a connection's login comes from. It is asked for each driver client that is made; while the connection is open it is watched, and
 * when it gives another login the connection rotates to it by itself.
 *
 * <p>Immutable and thread-safe, as far as a callback is. Two of files or variables are equal if these are; callbacks are compared by
 * reference. Shows where the login comes from and never the login. Source: contract §4, R1.
 */
public final class CredentialSource {
    /** How often files are read although nobody told that they changed. */
    static final Duration REREAD = Duration.ofSeconds(5);

    private final String form;
    private final List<Path> files;
    private final Duration every;
    private final Callable<Credentials> callback;

    /** What makes two of them equal. */
    private final Object identity;

    CredentialSource(String form, List<Path> files, Duration every, Callable<Credentials> callback, Object identity) {
        this.form = form;
        this.files = List.copyOf(files);
        this.every = every;
        this.callback = callback;
        this.identity = identity;
    }

    /**
     * A file with the password of the user that the options or the URI name. Text in UTF-8; one line break at its end is not part of it. A
     * change is noticed at once where the system tells of changes in the file's directory, symbolic links that are swapped there included, and
     * within 5 s elsewhere.
     */
    public static CredentialSource passwordFile(Path file) {
        return ofFiles("file:" + file, List.of(file), () -> Credentials.password(SecretText.inFile(file)));
    }

    /** As {@link #passwordFile}, with the user in a file of its own. */
    public static CredentialSource files(Path user, Path password) {
        return ofFiles(
                "files " + user + ", " + password,
                List.of(user, password),
                () -> Credentials.of(SecretText.inFile(user), SecretText.inFile(password)));
    }

    /** As {@link #files}, with the files {@code username} and {@code password} of a directory: a mounted Kubernetes secret for basic authentication. */
    public static CredentialSource directory(Path directory) {
        Path user = directory.resolve("username");
        Path password = directory.resolve("password");
        return ofFiles(
                "directory:" + directory,
                List.of(user, password),
                () -> Credentials.of(SecretText.inFile(user), SecretText.inFile(password)));
    }

    private static CredentialSource ofFiles(String form, List<Path> files, Callable<Credentials> reader) {
        return new CredentialSource(form, files, REREAD, reader, form);
    }

    /**
     * An environment variable with the password of the user that the options or the URI name. A process's environment does not change while
     * it runs, so this never rotates.
     */
    public static CredentialSource environment(String passwordVariable) {
        return SecretText.environment(System::getenv, passwordVariable);
    }

    /** As {@link #environment(String)}, with the user in a variable of its own. */
    public static CredentialSource environment(String userVariable, String passwordVariable) {
        return SecretText.environment(System::getenv, userVariable, passwordVariable);
    }

    /**
     * A function that gives the login that is valid now: asked for each driver client, and every so often whether it has another one. It may
     * block and throw; it should give the same login again as long as that is valid.
     *
     * @param every how often it is asked, at least 100 ms
     */
    public static CredentialSource callback(Callable<Credentials> callback, Duration every) {
        Objects.requireNonNull(callback, "callback");
        if (every.compareTo(Duration.ofMillis(100)) < 0) {
            throw new IllegalArgumentException("every must be at least 100 ms, but is " + every);
        }
        return new CredentialSource("callback", List.of(), every, callback, callback);
    }

    /** The files it reads; empty if it reads none. */
    public List<Path> files() {
        return files;
    }

    /** How often it is asked although nobody told that it changed. */
    public Duration every() {
        return every;
    }

    /**
     * The login it gives now. Blocks as long as its files or its callback do.
     *
     * @throws CredentialUnavailableException when it gives none
     */
    public Credentials read() {
        try {
            return Objects.requireNonNull(callback.call(), "credentials");
        } catch (SecretText.Absent absent) {
            throw SecretText.unavailable(absent.what(), null);
        } catch (Exception thrown) {
            throw SecretText.unavailable(
                    "the callback threw " + thrown.getClass().getName(), thrown);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CredentialSource that && every.equals(that.every) && identity.equals(that.identity);
    }

    @Override
    public int hashCode() {
        return Objects.hash(every, identity);
    }

    /** Where the login comes from, in the form that configuration takes where there is one. */
    @Override
    public String toString() {
        return form;
    }
}
