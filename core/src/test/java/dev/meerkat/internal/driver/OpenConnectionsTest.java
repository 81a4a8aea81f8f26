package dev.meerkat.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ServerAddress;
import com.mongodb.connection.ClusterId;
import com.mongodb.connection.ConnectionId;
import com.mongodb.connection.ServerId;
import dev.meerkat.internal.gate.Loan;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** H2, H4: which connections are open and who holds them, beyond what the table of shortcuts has room for. */
class OpenConnectionsTest {
    private static final int MANY = 1_000;

    private final ServerId server = new ServerId(new ClusterId(), new ServerAddress("one.example", 27017));
    private final OpenConnections open = new OpenConnections();

    private ConnectionId opened() {
        ConnectionId connection = new ConnectionId(server).withServerValue(7);
        open.add(connection);
        return connection;
    }

    private List<Loan> loans() {
        return open.loans("one.example:27017").toList();
    }

    @Test
    void H2_many_connections_lent_at_once_keep_their_own_times() {
        List<ConnectionId> all =
                IntStream.range(0, MANY).mapToObj(i -> opened()).toList();

        IntStream.range(0, MANY).forEach(i -> open.lent(all.get(i), i));

        assertThat(loans())
                .hasSize(MANY)
                .allSatisfy(loan -> assertThat(loan.holder()).isSameAs(Thread.currentThread()));
        IntStream.range(0, MANY)
                .forEach(i -> assertThat(open.returned(all.get(i), 2L * MANY)).isEqualTo(2L * MANY - i));
        assertThat(loans()).isEmpty();
    }

    @Test
    void H2_a_connection_is_known_by_an_equal_id_too() {
        ConnectionId connection = opened();

        open.lent(new ConnectionId(server, connection.getLocalValue(), connection.getServerValue()), 5);

        assertThat(open.returned(connection, 12)).isEqualTo(7);
    }

    @Test
    void H2_a_closed_connection_is_forgotten_though_it_was_lent() {
        ConnectionId connection = opened();
        open.lent(connection, 5);

        assertThat(open.remove(connection)).isTrue();

        assertThat(loans()).isEmpty();
        assertThat(open.returned(connection, 12)).isZero();
        assertThat(open.remove(connection)).isFalse();
    }

    @Test
    void H2_an_unknown_connection_is_nobodys() {
        ConnectionId stranger = new ConnectionId(server).withServerValue(7);

        open.lent(stranger, 5);

        assertThat(loans()).isEmpty();
        assertThat(open.returned(stranger, 12)).isZero();
    }
}
