package dev.meerkat.cli.watch;

import dev.meerkat.cli.io.EventWords;
import dev.meerkat.cli.io.Json;
import dev.meerkat.event.ConnectAttemptFailed;
import dev.meerkat.event.ConnectionEvent;
import dev.meerkat.event.Disconnected;
import dev.meerkat.event.Drained;
import dev.meerkat.event.LeakReturned;
import dev.meerkat.event.LeakSuspected;
import dev.meerkat.event.Reconnected;
import org.bson.Document;

/**
 * An event as a JSON object: {@code sequence}, {@code time}, {@code connection}, {@code event}, {@code from}, {@code to}, {@code
 * readyState} (Mongoose's number), and where the event has them {@code reason}, {@code attempt}, {@code delay}, {@code downtime}, {@code
 * report}, {@code leak}, {@code collected}, {@code diagnosis}.
 */
final class EventJson {
    private EventJson() {}

    static Document of(ConnectionEvent event) {
        Document json = new Document("sequence", event.sequence())
                .append("time", Json.time(event.time()))
                .append("connection", event.connection())
                .append("event", event.name())
                .append("from", event.from().name())
                .append("to", event.to().name())
                .append("readyState", event.readyState().code());
        if (event instanceof Disconnected lost) {
            json.append("reason", lost.reason().name());
        } else if (event instanceof ConnectAttemptFailed failed) {
            json.append("attempt", failed.attempt());
            failed.delay().ifPresent(delay -> json.append("delay", delay.toString()));
        } else if (event instanceof Reconnected back) {
            json.append("downtime", back.downtime().toString());
        } else if (event instanceof Drained drained) {
            json.append("report", Json.report(drained.report()));
        } else if (event instanceof LeakSuspected suspected) {
            json.append("leak", Json.leak(suspected.leak())).append("collected", suspected.collected());
        } else if (event instanceof LeakReturned back) {
            json.append("leak", Json.leak(back.leak())).append("collected", back.collected());
        }
        EventWords.diagnosis(event).ifPresent(diagnosis -> json.append("diagnosis", Json.diagnosis(diagnosis)));
        return json;
    }
}
