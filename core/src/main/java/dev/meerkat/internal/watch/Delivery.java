package dev.meerkat.internal.watch;

import com.mongodb.client.model.changestream.ChangeStreamDocument;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.watch.ListenerFailurePolicy;
import dev.meerkat.watch.StreamEnd.Reason;
import dev.meerkat.watch.WatchOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.bson.BsonDocument;

/** Gives each event to the listener, then its token to the callback, one at a time. For the stream's thread. Source: contract I7. */
final class Delivery<T> {
    private static final Duration IDLE_TOKEN = Duration.ofMinutes(1);

    private final Ground ground;
    private final Position position;
    private final WatchOptions options;
    private final Consumer<? super ChangeStreamDocument<T>> listener;
    private final Course course;
    private final RandomGenerator random = RandomGenerator.getDefault();
    private long tokenTold;

    Delivery(
            Ground ground,
            Position position,
            WatchOptions options,
            Consumer<? super ChangeStreamDocument<T>> listener,
            Course course) {
        this.ground = ground;
        this.position = position;
        this.options = options;
        this.listener = listener;
        this.course = course;
        this.tokenTold = ground.time().nanos();
    }

    /** Delivers {@code event}; false if it is still to be delivered, because the stream has ended or the connection is not there. */
    boolean deliver(ChangeStreamDocument<T> event) {
        BsonDocument token = event.getResumeToken();
        if (position.at(token)) {
            return true;
        }
        if (!heard(event)) {
            return false;
        }
        position.pass(token);
        tell(token);
        return true;
    }

    private boolean heard(ChangeStreamDocument<T> event) {
        for (int attempt = 1; ; attempt++) {
            try {
                listener.accept(event);
                return true;
            } catch (Throwable failure) {
                ground.listenerFailed(listener.getClass().getName(), failure);
                if (options.onListenerFailure() == ListenerFailurePolicy.SKIP) {
                    return true;
                }
                Optional<Duration> delay = delay(attempt);
                if (delay.isEmpty()) {
                    course.end(Reason.LISTENER_FAILED, diagnosis(failure));
                    return false;
                }
                if (!course.pause(delay.get())) {
                    return false;
                }
            } finally {
                Thread.interrupted(); // the listener's own affair
            }
        }
    }

    private Optional<Duration> delay(int attempt) {
        return options.onListenerFailure() == ListenerFailurePolicy.RETRY
                ? ground.retry().delayAfter(attempt, random)
                : Optional.empty();
    }

    private static Diagnosis diagnosis(Throwable failure) {
        return Diagnosis.of(
                Problem.STREAM_LISTENER_FAILED,
                "the listener threw " + failure.getClass().getName(),
                null,
                failure);
    }

    /** There was no event; {@code token} is where the server has looked by now. */
    void idle(BsonDocument token) {
        boolean news = !position.at(token);
        position.pass(token);
        if (news && ground.time().nanos() - tokenTold >= IDLE_TOKEN.toNanos()) {
            tell(token);
        }
    }

    private void tell(BsonDocument token) {
        tokenTold = ground.time().nanos();
        try {
            options.onToken().accept(token);
        } catch (Throwable failure) {
            ground.listenerFailed(options.onToken().getClass().getName(), failure);
        }
    }
}
