package dev.meerkat.examples.api;

import dev.meerkat.Meerkat;
import dev.meerkat.Worker;
import dev.meerkat.options.Preset;

/**
 * The program: orders over HTTP, kept where {@code MONGO_URI} says. SIGTERM stops it in order: it says that it is not ready, waits for {@code
 * STOP_NOTICE_MS}, accepts no more, finishes what it took, drains, and exits with 143.
 */
public final class OrderApi {
    private OrderApi() {}

    /** Runs until a signal comes. */
    public static void main(String[] arguments) throws Exception {
        Settings settings = Settings.of(System.getenv());
        Meerkat.stopNotice(settings.stopNotice());
        Worker worker = Meerkat.worker("orders", options -> options.preset(Preset.PRODUCTION)); // which handles signals
        ApiServer server = ApiServer.start(Meerkat.registry(), worker, settings);
        System.out.println("ready " + server.uri());
    }
}
