package dev.meerkat.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.Connection;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.contract.frame.Ports;
import dev.meerkat.event.ConnectionEvent;
import dev.meerkat.jmx.ConnectionBean;
import dev.meerkat.lab.FaultProxy;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.RetryPolicy;
import dev.meerkat.testkit.EventRecorder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.assertj.core.api.Assertions;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** E6: what a flight recording holds of a connection; and its management bean. */
abstract class RecordingContract extends ContractCase {
    private static final String SECRET = "s3cr3t-w0rd";

    private static List<RecordedEvent> dump(Recording recording) throws IOException {
        recording.stop();
        Path file = Files.createTempFile("meerkat", ".jfr");
        try {
            recording.dump(file);
            return RecordingFile.readAllEvents(file).stream()
                    .filter(event -> event.getEventType().getName().startsWith("meerkat."))
                    .sorted(Comparator.comparing(
                            RecordedEvent::getStartTime)) // each thread has a part of its own in the file
                    .toList();
        } finally {
            Files.delete(file);
        }
    }

    private static List<RecordedEvent> named(List<RecordedEvent> events, String name) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals("meerkat." + name))
                .toList();
    }

    @Test
    void E6_a_recording_holds_each_event_with_its_number_states_and_parts() throws IOException {
        try (Recording recording = new Recording()) {
            recording.start();
            EventRecorder recorder = recorded("flight");
            Connection connection = recorder.connection();
            assertThat(Assertions.catchThrowable(() -> connection.open(options()
                            .uri("mongodb://ada:" + SECRET + "@"
                                    + Ports.refusedUri().substring("mongodb://".length()))
                            .serverSelectionTimeout(Duration.ofMillis(300))
                            .retry(RetryPolicy.none())
                            .build())))
                    .isNotNull();
            connection.open(options().build());
            connection.close();

            List<RecordedEvent> flight = dump(recording).stream()
                    .filter(event -> event.hasField("sequence")
                            && event.getString("connection").equals("flight"))
                    .toList();
            assertThat(flight)
                    .extracting(event -> event.getEventType().getName())
                    .containsExactlyElementsOf(recorder.events().stream()
                            .map(event -> "meerkat." + event.name())
                            .toList());
            assertThat(flight)
                    .extracting(event -> event.getLong("sequence"))
                    .containsExactlyElementsOf(recorder.events().stream()
                            .map(ConnectionEvent::sequence)
                            .toList());
            RecordedEvent failed = named(flight, "ConnectAttemptFailed").get(0);
            assertThat(failed.getString("diagnosis")).startsWith("MK-");
            assertThat(failed.getLong("attempt")).isEqualTo(1);
            assertThat(failed.getString("from")).isEqualTo("CONNECTING");
            assertThat(flight.toString()).doesNotContain(SECRET);
        }
    }

    @Test
    void E6_a_recording_holds_changes_of_state_and_the_drain() throws IOException {
        try (Recording recording = new Recording()) {
            recording.start();
            Connection connection = opened();
            connection.close();
            List<RecordedEvent> events = dump(recording);

            assertThat(named(events, "ConnectionStateChanged"))
                    .filteredOn(event -> event.getString("connection").equals("default"))
                    .extracting(event -> event.getString("from") + " " + event.getString("to"))
                    .containsExactly("NEW CONNECTING", "CONNECTING CONNECTED", "CONNECTED DRAINING", "DRAINING CLOSED");
            RecordedEvent drain = named(events, "Drain").get(0);
            assertThat(drain.getString("connection")).isEqualTo("default");
            assertThat(drain.getBoolean("forced")).isFalse();
            assertThat(drain.getDuration()).isPositive();
        }
    }

    @Test
    void E6_slow_operations_and_checkouts_are_recorded_and_quick_ones_are_not() throws IOException {
        FaultProxy proxy = keep(FaultProxy.inFrontOf(server().host(), server().port()));
        try (Recording recording = new Recording()) {
            recording.enable("meerkat.Operation").withThreshold(Duration.ofSeconds(1));
            recording.enable("meerkat.Checkout").withThreshold(Duration.ofSeconds(1));
            recording.start();
            Connection connection =
                    registry().connect(options().uri(proxy.uri()).maxPoolSize(1).build());
            connection.database().getCollection("quick").find().first();
            proxy.latency(Duration.ofMillis(1200));
            Work<Boolean> first = Work.begin("first", () -> insertSlowly(connection));
            Work<Boolean> second = Work.begin("second", () -> insertSlowly(connection));
            first.value();
            second.value();
            List<RecordedEvent> events = dump(recording);

            assertThat(named(events, "Operation"))
                    .extracting(event -> event.getString("operation") + " " + event.getString("namespace"))
                    .containsExactly("insertOne test.slow", "insertOne test.slow");
            assertThat(named(events, "Operation"))
                    .allSatisfy(event -> assertThat(event.getDuration()).isGreaterThan(Duration.ofSeconds(1)));
            assertThat(named(events, "Checkout"))
                    .extracting(event -> event.getString("host") + " " + event.getString("outcome"))
                    .as("who came second")
                    .contains(proxy.address() + " lent");
        }
    }

    private static void insertSlowly(Connection connection) {
        connection.database().getCollection("slow").insertOne(new Document());
    }

    @Test
    void E6_without_a_recording_of_them_operations_leave_nothing() throws IOException {
        try (Recording recording = new Recording()) {
            recording.disable("meerkat.Operation");
            recording.start();
            opened().database().getCollection("quiet").insertOne(new Document());

            assertThat(named(dump(recording), "Operation")).isEmpty();
        }
    }

    @Test
    void E6_beside_the_recording_a_bean_tells_the_same_until_the_close() throws Exception {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        ObjectName all = new ObjectName("dev.meerkat:type=Connection,*");
        Connection connection = registry().connection("odd-name_1");
        var subscription = ConnectionBean.register(connection);
        ConnectionOptions options = options().build();
        connection.open(options);

        Set<ObjectName> found = beans.queryNames(all, null);
        assertThat(found).hasSize(1);
        ObjectName bean = found.iterator().next();
        assertThat(bean.getKeyProperty("name")).isEqualTo("\"odd-name_1\"");
        assertThat(beans.getAttribute(bean, "State")).isEqualTo("CONNECTED");
        assertThat(beans.getAttribute(bean, "Health")).isEqualTo("UP");
        assertThat(beans.getAttribute(bean, "PoolSize"))
                .isEqualTo(connection.status().pools().get(0).size());
        connection.close();
        assertThat(beans.queryNames(all, null)).isEmpty();
        connection.open();
        assertThat(beans.queryNames(all, null)).containsExactly(bean);
        subscription.close();
        assertThat(beans.queryNames(all, null)).isEmpty();
    }
}
