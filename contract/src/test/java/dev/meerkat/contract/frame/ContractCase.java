package dev.meerkat.contract.frame;

import dev.meerkat.Connection;
import dev.meerkat.ConnectionRegistry;
import dev.meerkat.lab.ProcessorPressure;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.testkit.EventRecorder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * Base of every contract class: one server for the class, one registry for each test, and everything a test made taken down after it.
 *
 * <p>An abstract class for each group of rules extends this; its concrete subclasses say no more than where it runs:
 *
 * <pre>{@code
 * final class OpeningEmbeddedTest extends OpeningContract implements OnEmbedded {}
 * final class OpeningExternalIT extends OpeningContract implements OnExternal {}
 * }</pre>
 *
 * <p>A test method's name begins with its rule and an underscore: {@code S1_an_open_that_succeeds_...}; {@code ContractCoverageTest} reads
 * these names.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class ContractCase implements OnServer {
    private final Deque<AutoCloseable> belongings = new ArrayDeque<>();
    private @Nullable ContractServer server;
    private @Nullable ConnectionRegistry registry;
    private ProcessorPressure pressure = ProcessorPressure.sinceNow();

    /** The class's server; override for one with a login. */
    protected ContractServer startServer() {
        return kind().start();
    }

    /** Starts the class's server. */
    @BeforeAll
    protected final void openServer() {
        server = startServer();
    }

    /** Makes the test's registry and sees to it that the server listens, whatever the test before did to it. */
    @BeforeEach
    protected final void openRegistry() {
        if (!server().running()) {
            server().restart();
        }
        registry = new ConnectionRegistry();
        pressure = ProcessorPressure.sinceNow();
    }

    /** Closes what the test made, last first, and then its connections. */
    @AfterEach
    protected final void closeBelongings() throws Exception {
        if (registry != null) {
            registry.close();
        }
        while (!belongings.isEmpty()) {
            belongings.pop().close();
        }
    }

    /** Ends the class's server. */
    @AfterAll
    protected final void closeServer() {
        if (server != null) {
            server.close();
        }
    }

    /** The class's server. */
    protected final ContractServer server() {
        ContractServer started = server;
        if (started == null) {
            throw new IllegalStateException("no server before the class's tests");
        }
        return started;
    }

    /** The test's registry. */
    protected final ConnectionRegistry registry() {
        ConnectionRegistry made = registry;
        if (made == null) {
            throw new IllegalStateException("no registry outside a test");
        }
        return made;
    }

    /** Options that reach the class's server; everything else is at its default, so that rules about defaults can be seen. */
    protected ConnectionOptions.Builder options() {
        return ConnectionOptions.builder().uri(server().uri()).closeGrace(Duration.ofSeconds(2));
    }

    /** The default connection, state NEW, with every event from its first recorded; open it with {@code recorder.connection().open(options)}. */
    protected final EventRecorder recorded() {
        return recorded(ConnectionRegistry.DEFAULT);
    }

    /** As {@link #recorded()}, for a named connection. */
    protected final EventRecorder recorded(String name) {
        return EventRecorder.of(registry().connection(name));
    }

    /** The default connection, open, with {@link #options()}. */
    protected final Connection opened() {
        return registry().connection().open(options().build());
    }

    /** A rule's limit on real time; on a machine too busy to keep it, longer by what that held up in this test. */
    protected final Duration within(Duration limit) {
        return pressure.allowing(limit);
    }

    /** Keeps something until the test's end and closes it then. */
    protected final <T extends AutoCloseable> T keep(T belonging) {
        belongings.push(belonging);
        return belonging;
    }

    /** Aborts the test, visibly and with the reason, where the kind cannot show what the rule is about. */
    protected final void needs(Capability... capabilities) {
        for (Capability capability : capabilities) {
            Assumptions.assumeTrue(
                    kind().capabilities().contains(capability), () -> kind().name() + ": " + capability.absence());
        }
    }
}
