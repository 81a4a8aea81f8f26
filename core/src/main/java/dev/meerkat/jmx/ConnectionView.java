package dev.meerkat.jmx;

import dev.meerkat.Connection;
import dev.meerkat.health.HealthReason;
import dev.meerkat.stats.PoolFigures;
import java.util.List;
import java.util.function.ToIntFunction;

/** Reads the bean's values from the connection. */
final class ConnectionView implements ConnectionMXBean {
    private final Connection connection;

    ConnectionView(Connection connection) {
        this.connection = connection;
    }

    @Override
    public String getConnection() {
        return connection.name();
    }

    @Override
    public String getState() {
        return connection.state().name();
    }

    @Override
    public String getSince() {
        return connection.status().since().toString();
    }

    @Override
    public String getHealth() {
        return connection.health().status().name();
    }

    @Override
    public List<String> getReasons() {
        return connection.health().reasons().stream().map(ConnectionView::words).toList();
    }

    private static String words(HealthReason reason) {
        return reason.code() + ": " + reason.text();
    }

    @Override
    public boolean isWritable() {
        return connection.status().writable();
    }

    @Override
    public String getPrimary() {
        return connection.status().primary().orElse("");
    }

    @Override
    public List<String> getMembers() {
        return connection.status().members().stream()
                .map(member -> member.host() + " " + member.role())
                .toList();
    }

    @Override
    public String getDiagnosis() {
        return connection.status().diagnosis().map(Object::toString).orElse("");
    }

    @Override
    public long getInFlight() {
        return connection.status().inFlight();
    }

    @Override
    public int getWaiting() {
        return connection.status().waiting();
    }

    @Override
    public int getPoolSize() {
        return sum(PoolFigures::size);
    }

    @Override
    public int getPoolInUse() {
        return sum(PoolFigures::inUse);
    }

    @Override
    public int getPoolWaiting() {
        return sum(PoolFigures::waiting);
    }

    private int sum(ToIntFunction<PoolFigures> value) {
        return connection.status().pools().stream().mapToInt(value).sum();
    }
}
