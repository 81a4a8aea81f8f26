package dev.meerkat.jmx;

import java.util.List;

/** What a management console sees of a connection: its status and health as plain values, from memory. Free of secrets. */
public interface ConnectionMXBean {
    /** The connection's name. */
    String getConnection();

    /** The rich state. */
    String getState();

    /** When the state was entered, ISO-8601. */
    String getSince();

    /** The verdict of health. */
    String getHealth();

    /** Why it is not simply up, worst first. */
    List<String> getReasons();

    /** Whether a write could be sent now. */
    boolean isWritable();

    /** The replica set's primary as host:port, empty without one. */
    String getPrimary();

    /** Every member with its role. */
    List<String> getMembers();

    /** The last explained failure with its remedy, empty before the first. */
    String getDiagnosis();

    /** Operations, open cursors and open transactions. */
    long getInFlight();

    /** Callers waiting at the gate. */
    int getWaiting();

    /** Pooled connections of all servers. */
    int getPoolSize();

    /** Of these, lent to operations. */
    int getPoolInUse();

    /** Callers waiting for a pooled connection. */
    int getPoolWaiting();
}
