package dev.meerkat.diagnosis;

import com.mongodb.MongoServerException;
import com.mongodb.MongoSocketException;
import com.mongodb.ServerAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A throwable and its causes, outermost first, each once. */
final class CauseChain {
    private static final int LONGEST = 64;

    private final List<Throwable> links;
    private final Stage stage;
    private final @Nullable String knownHost;

    CauseChain(Throwable failure, Stage stage, @Nullable String knownHost) {
        this.stage = stage;
        this.knownHost = knownHost;
        this.links = new ArrayList<>();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Throwable link = failure;
        while (link != null && links.size() < LONGEST && seen.add(link)) {
            links.add(link);
            link = link.getCause();
        }
    }

    Throwable top() {
        return links.get(0);
    }

    boolean connecting() {
        return stage == Stage.CONNECTING;
    }

    boolean has(Class<?> type) {
        return first(type) != null;
    }

    <T> @Nullable T first(Class<T> type) {
        for (Throwable link : links) {
            if (type.isInstance(link)) {
                return type.cast(link);
            }
        }
        return null;
    }

    <T> @Nullable T last(Class<T> type, Predicate<T> fits) {
        for (int index = links.size() - 1; index >= 0; index--) {
            if (type.isInstance(links.get(index)) && fits.test(type.cast(links.get(index)))) {
                return type.cast(links.get(index));
            }
        }
        return null;
    }

    /** Whether any link's message contains the text: the driver's and JDK's texts gain prefixes over time. */
    boolean says(String text) {
        return links.stream().anyMatch(link -> says(link, text));
    }

    /** As {@link #says(String)}, for links of one type. */
    boolean says(Class<?> type, String text) {
        return links.stream().anyMatch(link -> type.isInstance(link) && says(link, text));
    }

    static boolean says(Throwable link, String text) {
        String message = link.getMessage();
        return message != null && message.contains(text);
    }

    /** The server as host:port, where the driver or the caller told. */
    @Nullable
    String host() {
        ServerAddress address = null;
        for (Throwable link : links) {
            if (link instanceof MongoSocketException socket) {
                address = socket.getServerAddress();
            } else if (link instanceof MongoServerException server) {
                address = server.getServerAddress();
            }
        }
        return address == null ? knownHost : ServerText.host(address);
    }

    /** The server for the middle of a sentence. */
    String server() {
        String host = host();
        return host == null ? "the server" : host;
    }

    Diagnosis diagnosis(Problem problem, String message) {
        return Diagnosis.of(problem, message, host(), top());
    }
}
