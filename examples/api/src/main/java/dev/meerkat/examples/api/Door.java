package dev.meerkat.examples.api;

import dev.meerkat.Worker;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Takes each request as a piece of the worker's work, from its first byte to the last of its answer: what a stop waits for. */
final class Door extends Handler.Wrapper {
    private final Worker worker;
    private final Answers answers;

    Door(Worker worker, Answers answers, Handler inside) {
        super(inside);
        this.worker = worker;
        this.answers = answers;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Optional<Worker.Taken> taken = worker.take();
        if (taken.isEmpty()) {
            String message = "this instance stops; the request was not begun, send it again";
            answers.send(response, callback, new Answer(503, Refusal.later("STOPPING", message)));
            return true;
        }
        Worker.Taken piece = taken.get();
        boolean handled = false;
        try {
            handled = super.handle(request, response, Callback.from(callback, piece::close));
        } finally {
            if (!handled) {
                piece.close();
            }
        }
        return handled;
    }
}
