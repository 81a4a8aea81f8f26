package dev.meerkat.lab.internal.front;

import dev.meerkat.lab.internal.net.Loop;
import io.netty.channel.Channel;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One listener before the backend, its clients' connections, and what they have open. For the loop's thread only. */
public final class Front {
    private final Stand stand;
    private final Persona persona;
    private final Set<FrontConnection> connections = new LinkedHashSet<>();
    private final OpenTransactions transactions = new OpenTransactions();

    private Front(Stand stand, Persona persona) {
        this.stand = stand;
        this.persona = persona;
    }

    /** Begins to listen; any thread but the loop's. */
    public static Front open(Loop loop, Stand stand, Persona persona, int port) {
        Front front = new Front(stand, persona);
        loop.listen(port, false, front::accept);
        return front;
    }

    private void accept(Channel client) {
        FrontConnection connection = new FrontConnection(this, client);
        connections.add(connection);
        client.closeFuture().addListener(ended -> connections.remove(connection));
        connection.connect();
    }

    /** Answers those who wait for a change of its version. */
    public void tell() {
        List.copyOf(connections).forEach(FrontConnection::greetAgain);
    }

    /** Aborts every transaction its clients have open. */
    public void abortTransactions() {
        transactions.abort(connections);
    }

    Stand stand() {
        return stand;
    }

    Persona persona() {
        return persona;
    }

    OpenTransactions transactions() {
        return transactions;
    }
}
