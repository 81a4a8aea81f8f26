package dev.meerkat.examples.api;

import java.util.Locale;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** What the server itself refuses, in the form of all other refusals: no handler, too large, waited in vain, no HTTP at all. */
final class Errors extends ErrorHandler {
    private final Answers answers;

    Errors(Answers answers) {
        this.answers = answers;
    }

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int status,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        answers.send(response, callback, new Answer(status, refusal(status, message)));
    }

    private static Refusal refusal(int status, @Nullable String message) {
        String meaning = HttpStatus.getMessage(status);
        String code = meaning.toUpperCase(Locale.ROOT).replace(' ', '-');
        if (status == HttpStatus.SERVICE_UNAVAILABLE_503) {
            return Refusal.later(code, "too many requests wait; the same request may be sent again");
        }
        return Refusal.of(code, message == null || status >= 500 ? meaning : message);
    }
}
