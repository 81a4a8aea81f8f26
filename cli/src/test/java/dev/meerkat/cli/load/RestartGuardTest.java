package dev.meerkat.cli.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoClientException;
import com.mongodb.MongoClientSettings;
import com.mongodb.ServerAddress;
import com.mongodb.connection.ClusterConnectionMode;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ClusterType;
import com.mongodb.connection.ServerConnectionState;
import com.mongodb.connection.ServerDescription;
import com.mongodb.connection.ServerType;
import com.mongodb.connection.TopologyVersion;
import com.mongodb.selector.ServerSelector;
import dev.meerkat.options.ConnectionOptions;
import java.util.List;
import java.util.stream.Stream;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A write is not sent again to a server that has restarted since it began; every other retry is the driver's. */
class RestartGuardTest {
    private static final ObjectId BEFORE = new ObjectId();
    private static final ObjectId AFTER = new ObjectId();

    private final ServerSelector guard = installed("mongodb://h/");

    private static @Nullable ServerSelector installed(String uri) {
        ConnectionOptions options =
                RestartGuard.over(ConnectionOptions.builder().uri(uri).build());
        MongoClientSettings.Builder settings = MongoClientSettings.builder();
        options.customize().ifPresent(customize -> customize.accept(settings));
        return settings.build().getClusterSettings().getServerSelector();
    }

    private static ServerDescription server(String host, @Nullable ObjectId process) {
        ServerDescription.Builder server = ServerDescription.builder()
                .address(new ServerAddress(host))
                .type(ServerType.REPLICA_SET_PRIMARY)
                .state(ServerConnectionState.CONNECTED)
                .ok(true);
        return process == null
                ? server.build()
                : server.topologyVersion(new TopologyVersion(process, 0)).build();
    }

    private List<String> select(ServerDescription... servers) {
        ClusterDescription candidates =
                new ClusterDescription(ClusterConnectionMode.MULTIPLE, ClusterType.REPLICA_SET, List.of(servers));
        return guard.select(candidates).stream()
                .map(server -> server.getAddress().getHost())
                .toList();
    }

    @Test
    void a_write_that_meets_the_same_server_in_another_process_is_refused() {
        RestartGuard.during(() -> {
            assertThat(select(server("a", BEFORE))).containsExactly("a");
            assertThatThrownBy(() -> select(server("a", AFTER)))
                    .isInstanceOf(MongoClientException.class)
                    .hasMessageContaining("restarted");
        });
    }

    @Test
    void a_write_may_be_sent_again_to_the_same_process_and_to_another_server() {
        RestartGuard.during(() -> {
            select(server("a", BEFORE));
            assertThat(select(server("a", BEFORE), server("b", AFTER))).containsExactly("a", "b");
        });
    }

    @Test
    void the_next_write_begins_anew_and_what_is_no_write_is_free() {
        RestartGuard.during(() -> select(server("a", BEFORE)));
        RestartGuard.during(() -> assertThat(select(server("a", AFTER))).containsExactly("a"));
        assertThat(Stream.of(BEFORE, AFTER).map(process -> select(server("a", process))))
                .containsOnly(List.of("a"));
    }

    @Test
    void a_server_that_names_no_process_is_free() {
        RestartGuard.during(() -> {
            assertThat(select(server("a", null))).containsExactly("a");
            assertThat(select(server("a", null))).containsExactly("a");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "mongodb://h/, true",
        "mongodb://h/?retryReads=true, true",
        "mongodb://h/?retryWrites=true, false",
        "mongodb://h/?retrywrites=false, false",
    })
    void it_stands_aside_when_the_connection_string_decides(String uri, boolean there) {
        assertThat(installed(uri) != null).isEqualTo(there);
    }
}
