package dev.meerkat.internal.doctor;

import com.mongodb.ServerAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The SRV records of a host as the driver reads them.
 *
 * @param hosts the servers they name
 */
record SrvRecords(List<ServerAddress> hosts) {
    private static final int PORT = 2;
    private static final int TARGET = 3;
    private static final int FIELDS = 4;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,5}");
    private static final int MOST = 65_535;
    private static final int LABELS_OF_A_CLUSTER = 3;

    /** Reads records of the form {@code priority weight port target.}; what has another form is left out, as it names no server. */
    static SrvRecords of(List<String> records) {
        return new SrvRecords(records.stream()
                .map(record -> record.strip().split("\\s+"))
                .filter(fields -> fields.length == FIELDS && port(fields[PORT]))
                .map(SrvRecords::server)
                .toList());
    }

    private static boolean port(String text) {
        return NUMBER.matcher(text).matches() && Integer.parseInt(text) <= MOST;
    }

    private static ServerAddress server(String[] fields) {
        String target = fields[TARGET];
        String host = target.endsWith(".") ? target.substring(0, target.length() - 1) : target;
        return new ServerAddress(host, Integer.parseInt(fields[PORT]));
    }

    /**
     * The first host outside the domain of the one that was looked up: the driver refuses all records then. The domain is the name without its
     * first label, or the whole name if it has fewer than three.
     */
    Optional<ServerAddress> stranger(String lookedUp) {
        String name = lookedUp.toLowerCase(Locale.ROOT);
        boolean cluster = name.split("\\.").length >= LABELS_OF_A_CLUSTER;
        String domain = cluster ? name.substring(name.indexOf('.')) : "." + name;
        return hosts.stream()
                .filter(host -> !host.getHost().toLowerCase(Locale.ROOT).endsWith(domain))
                .findFirst();
    }
}
