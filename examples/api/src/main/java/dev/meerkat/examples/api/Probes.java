package dev.meerkat.examples.api;

import dev.meerkat.health.Probe;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers one of a supervisor's questions, from memory: 200 or 503, and the connections it fails for. */
final class Probes extends Handler.Abstract.NonBlocking {
    private final Supplier<Probe> question;
    private final Answers answers;

    /** The body of the answer. */
    record Passed(boolean passed, List<String> failing) {}

    Probes(Supplier<Probe> question, Answers answers) {
        this.question = question;
        this.answers = answers;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Probe probe = question.get();
        List<String> failing = probe.checks().stream()
                .filter(check -> check.required() && !check.passed())
                .map(Probe.Check::connection)
                .toList();
        int status = probe.passed() ? 200 : 503;
        answers.send(response, callback, new Answer(status, new Passed(probe.passed(), failing)));
        return true;
    }
}
