package dev.meerkat.internal.doctor;

import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.diagnosis.ServerText;
import dev.meerkat.options.ConnectionOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells the cause of a failure that the catalogue does not know, for whoever reads the report has nothing else to go by. */
final class UnknownCause {
    private static final Pattern LOGIN = Pattern.compile("//[^/@\\s]*@");
    private static final String HIDDEN = "<hidden>";
    private static final int LONGEST = 200;
    private static final int DEEPEST = 64;

    private UnknownCause() {}

    /** The diagnosis with class and text of its innermost cause, without the login; any but an unknown one as it is. */
    static Diagnosis told(Diagnosis diagnosis, ConnectionOptions options) {
        return diagnosis.problem() == Problem.UNKNOWN
                ? diagnosis
                        .cause()
                        .map(cause -> diagnosis.withDetail("cause: " + told(innermost(cause), options)))
                        .orElse(diagnosis)
                : diagnosis;
    }

    private static Throwable innermost(Throwable failure) {
        Throwable link = failure;
        for (int depth = 0; link.getCause() != null && depth < DEEPEST; depth++) {
            link = link.getCause();
        }
        return link;
    }

    private static String told(Throwable cause, ConnectionOptions options) {
        String message = Optional.ofNullable(cause.getMessage()).orElse("without a text");
        String text = LOGIN.matcher(ServerText.plain(message)).replaceAll("//" + HIDDEN + "@");
        for (String secret : secrets(options)) {
            text = text.replace(secret, HIDDEN);
        }
        return cause.getClass().getName() + ": " + (text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text);
    }

    private static List<String> secrets(ConnectionOptions options) {
        List<String> secrets = new ArrayList<>();
        options.credential().ifPresent(login -> {
            secrets.add(String.valueOf(login.getUserName()));
            if (login.getPassword() != null) {
                secrets.add(new String(login.getPassword()));
            }
        });
        secrets.removeIf(String::isEmpty);
        return secrets;
    }
}
