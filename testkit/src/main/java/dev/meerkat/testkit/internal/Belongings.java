package dev.meerkat.testkit.internal;

import dev.meerkat.testkit.ClientWatch;
import dev.meerkat.testkit.Leak;
import dev.meerkat.testkit.Writes;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What was injected into a test, or into a class: made at the first question, ended in the opposite order. For one thread at a time, as JUnit
 * runs tests.
 */
final class Belongings implements AutoCloseable {
    private final Settings settings;
    private final Lab lab;
    private final boolean ownLab;
    private final ClientWatch watch = new ClientWatch();
    private @Nullable DriverClient client;
    private @Nullable ManagedConnection managed;
    private @Nullable Writes writes;

    /** With a lab of their own. */
    Belongings(Plan plan) {
        this(plan.settings(), new Lab(plan), true);
    }

    /** In the lab of the class. */
    Belongings(Settings settings, Lab lab) {
        this(settings, lab, false);
    }

    private Belongings(Settings settings, Lab lab, boolean ownLab) {
        this.settings = settings;
        this.lab = lab;
        this.ownLab = ownLab;
    }

    Lab lab() {
        return lab;
    }

    Settings settings() {
        return settings;
    }

    Object give(Kind kind) {
        return switch (kind) {
            case SERVER -> lab.server();
            case SET -> lab.set();
            case PROXY -> lab.proxy();
            case URI -> uri();
            case WATCH -> watch;
            case WRITES -> writes();
            case CLIENT -> client().client();
            case CONNECTION -> managed().connection();
            case OPTIONS -> ManagedConnection.options(uri(), watch, settings.patience());
            case RECORDER -> managed().recorder();
            case IMPOSSIBLE -> throw new IllegalArgumentException("refused before");
        };
    }

    private String uri() {
        return lab.uri(settings.uriOptions());
    }

    private Writes writes() {
        Writes made = writes == null ? new Writes(settings.patience()) : writes;
        writes = made;
        return made;
    }

    private DriverClient client() {
        DriverClient made = client == null ? new DriverClient(uri(), watch) : client;
        client = made;
        return made;
    }

    private ManagedConnection managed() {
        ManagedConnection made = managed == null ? new ManagedConnection(uri(), watch, settings.patience()) : managed;
        managed = made;
        return made;
    }

    /** What is open while the injected clients still are, by kind. */
    Map<Leak, List<String>> open() {
        Map<Leak, List<String>> open = new EnumMap<>(Leak.class);
        List<String> cursors = new ArrayList<>(watch.openCursors());
        if (managed != null) {
            cursors.addAll(managed.unfinished());
        }
        OptionalInt counted = ownLab ? lab.cursors() : OptionalInt.empty();
        if (counted.orElse(0) > 0) {
            cursors.add("the server counts open cursors: " + counted.getAsInt());
        }
        open.put(Leak.CURSORS, cursors);
        open.put(Leak.SESSIONS, client == null ? List.of() : client.openSessions());
        return open;
    }

    /** What is connected to a lab of their own, once the injected clients are closed. */
    List<String> sockets() {
        return ownLab ? Sockets.open(lab) : List.of();
    }

    /** Lets counted writes finish. */
    void stopWriters() {
        if (writes != null) {
            writes.stop();
        }
    }

    /** Ends connection and client; the lab stays. */
    void closeClients() {
        try {
            if (managed != null) {
                managed.close();
            }
        } finally {
            if (client != null) {
                client.close();
            }
        }
    }

    /** Ends everything, whatever of it fails. */
    @Override
    public void close() {
        try {
            stopWriters();
        } finally {
            try {
                closeClients();
            } finally {
                if (ownLab) {
                    lab.close();
                }
            }
        }
    }
}
