package dev.meerkat.options;

import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.error.CredentialUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads what a {@link CredentialSource} consists of; says what is missing, and never what is there. */
final class SecretText {
    private static final int MOST_BYTES = 64 * 1024;

    private SecretText() {}

    /** A secret that is not there. */
    static final class Absent extends Exception {
        private static final long serialVersionUID = 1L;

        private final String what;

        Absent(String what) {
            super(what);
            this.what = what;
        }

        String what() {
            return what;
        }
    }

    /** The file's text without the line break at its end. No cause is passed on, for its text could quote the file. */
    static String inFile(Path file) throws Absent {
        String shown = Hidden.path(file.toString());
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new Absent("the file " + shown + " is too long for a secret");
            }
            String text = Files.readString(file).replaceFirst("\\R\\z", "");
            if (text.isBlank()) {
                throw new Absent("the file " + shown + " is empty");
            }
            return text;
        } catch (IOException unreadable) {
            throw new Absent(
                    "the file " + shown + (Files.exists(file) ? " cannot be read as text" : " does not exist"));
        }
    }

    static CredentialSource environment(UnaryOperator<@Nullable String> environment, String passwordVariable) {
        String form = "env:" + passwordVariable;
        return new CredentialSource(
                form,
                List.of(),
                CredentialSource.REREAD,
                () -> Credentials.password(inVariable(environment, passwordVariable)),
                form);
    }

    static CredentialSource environment(
            UnaryOperator<@Nullable String> environment, String userVariable, String passwordVariable) {
        String form = "env:" + userVariable + "," + passwordVariable;
        return new CredentialSource(
                form,
                List.of(),
                CredentialSource.REREAD,
                () -> Credentials.of(inVariable(environment, userVariable), inVariable(environment, passwordVariable)),
                form);
    }

    private static String inVariable(UnaryOperator<@Nullable String> environment, String variable) throws Absent {
        String text = environment.apply(variable);
        if (text == null || text.isBlank()) {
            throw new Absent("the environment variable " + Hidden.value(variable) + " is not set");
        }
        return text;
    }

    static CredentialUnavailableException unavailable(String what, @Nullable Throwable cause) {
        Diagnosis diagnosis = Diagnosis.of(Problem.CREDENTIAL_UNAVAILABLE, what, null, cause);
        return new CredentialUnavailableException(
                diagnosis.code() + ": " + what + ". Fix: " + diagnosis.fix(), diagnosis, cause);
    }
}
