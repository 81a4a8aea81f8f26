package dev.meerkat.examples.api;

import dev.meerkat.ConnectionRegistry;
import dev.meerkat.Worker;
import java.net.URI;
import org.eclipse.jetty.http.pathmap.PathSpec;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.EagerContentHandler;
import org.eclipse.jetty.server.handler.PathMappingsHandler;
import org.eclipse.jetty.server.handler.QoSHandler;
import org.eclipse.jetty.server.handler.SizeLimitHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server, joined to the ordered stop of its worker. No more requests are with the database at once than the worker's pool serves; further ones wait without
 * a thread, so that probes always get one. Thread safety: safe.
 */
final class ApiServer {
    private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);
    private static final int LARGEST_BODY = 16 * 1024;

    /** For accepting, selecting, probes and refusals. */
    private static final int OTHER_THREADS = 16;

    private final Server server;
    private final ServerConnector connector;
    private final Answers answers;

    private ApiServer(Server server, ServerConnector connector, Answers answers) {
        this.server = server;
        this.connector = connector;
        this.answers = answers;
    }

    /** Starts it; it takes requests when this returns. */
    static ApiServer start(ConnectionRegistry registry, Worker worker, Settings settings) throws Exception {
        Server server = new Server(new QueuedThreadPool(worker.capacity() + OTHER_THREADS));
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        server.addConnector(connector);

        Answers answers = new Answers(registry);
        server.setErrorHandler(new Errors(answers));
        server.setHandler(handlers(registry, worker, answers));
        ApiServer api = new ApiServer(server, connector, answers);
        worker.onStop(api::acceptNoMore);
        worker.onFinished(api::end);
        try {
            server.start();
        } catch (Exception failed) { // the port is taken, for example: its threads would keep the process
            server.stop();
            throw failed;
        }
        return api;
    }

    private static Handler handlers(ConnectionRegistry registry, Worker worker, Answers answers) {
        Orders orders = new Orders(new OrderDesk(worker.connection().model("Order", Order.class)), answers);
        QoSHandler queue = new QoSHandler(orders);
        queue.setMaxRequestCount(worker.capacity());
        queue.setMaxSuspend(worker.connection().options().bufferTimeout());
        Handler whole = new EagerContentHandler(queue, new EagerContentHandler.RetainedContentLoaderFactory());
        SizeLimitHandler limit = new SizeLimitHandler(LARGEST_BODY, -1);
        limit.setHandler(whole);
        Door door = new Door(worker, answers, limit);

        PathMappingsHandler paths = new PathMappingsHandler();
        paths.addMapping(PathSpec.from("/livez"), new Probes(registry::liveness, answers));
        paths.addMapping(PathSpec.from("/readyz"), new Probes(registry::readiness, answers));
        paths.addMapping(PathSpec.from("/startupz"), new Probes(registry::startup, answers));
        paths.addMapping(PathSpec.from("/orders/*"), door);
        return paths;
    }

    /** Where it listens. */
    URI uri() {
        return URI.create("http://" + connector.getHost() + ":" + connector.getLocalPort());
    }

    private void acceptNoMore() {
        connector.close();
        LOG.info("accepts no more connections");
    }

    private void end() {
        LOG.info("answered {}", answers.sent());
        try {
            server.stop();
        } catch (Exception failed) {
            LOG.warn("the server did not stop well", failed);
        }
    }
}
