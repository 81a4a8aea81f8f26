package dev.meerkat.jmx;

import dev.meerkat.Connection;
import dev.meerkat.Subscription;
import dev.meerkat.event.Closed;
import dev.meerkat.event.Connecting;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * A connection's management bean, {@code dev.meerkat:type=Connection,name="<name>",id=<number>}.
 *
 * <p>It is there from {@link #register} on, goes when the connection is closed, and comes again when it is opened. The number tells apart
 * connections of one name in several registries. Thread safety: safe.
 */
public final class ConnectionBean {
    private static final AtomicInteger IDS = new AtomicInteger();

    private final MBeanServer server;
    private final ObjectName name;
    private final ConnectionMXBean view;

    /** Guarded by this. */
    private boolean ended;

    private ConnectionBean(MBeanServer server, Connection connection) {
        this.server = server;
        this.name = name(connection.name());
        this.view = new ConnectionView(connection);
    }

    /** A name with characters that mean something to JMX is quoted, so that none can forge another property. */
    private static ObjectName name(String connection) {
        try {
            return new ObjectName("dev.meerkat:type=Connection,name=" + ObjectName.quote(connection) + ",id="
                    + IDS.incrementAndGet());
        } catch (JMException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Registers a bean for {@code connection} with the platform's server; closing the subscription takes it away for good. */
    public static Subscription register(Connection connection) {
        ConnectionBean bean = new ConnectionBean(ManagementFactory.getPlatformMBeanServer(), connection);
        bean.show();
        Subscription opening = connection.on(Connecting.class, event -> bean.show());
        Subscription closing = connection.on(Closed.class, event -> bean.hide());
        return () -> {
            opening.close();
            closing.close();
            bean.end();
        };
    }

    private synchronized void show() {
        change(ended || server.isRegistered(name) ? null : () -> server.registerMBean(view, name));
    }

    /** An event that is just being told must not bring it back. */
    private synchronized void end() {
        ended = true;
        hide();
    }

    private synchronized void hide() {
        change(server.isRegistered(name) ? () -> server.unregisterMBean(name) : null);
    }

    private interface Change {
        void make() throws JMException;
    }

    private static void change(@Nullable Change change) {
        try {
            if (change != null) {
                change.make();
            }
        } catch (JMException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
