package dev.meerkat.lab.internal;

import dev.meerkat.lab.LabException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers that die and return. They lie below 32768, outside the range from which Linux takes a client's own
 * port: otherwise any client could take a dead server's port. No port is handed out twice in one JVM; JVMs with different numbers in
 * the system property {@code meerkat.lab.slice} share none either, where one could take a port whose server the other has killed.
 */
public final class LoopbackPorts {
    /** The address everything in the lab listens on. */
    public static final String HOST = "127.0.0.1";

    private static final String SLICE = "meerkat.lab.slice";
    private static final int SLICES = 8;
    private static final int WIDTH = 2_500;
    private static final int LOWEST = 12_000 + Math.floorMod(Integer.getInteger(SLICE, 0), SLICES) * WIDTH;
    private static final int END = LOWEST + WIDTH;
    private static final int TRIES = 200;
    private static final Set<Integer> TAKEN = ConcurrentHashMap.newKeySet();

    private LoopbackPorts() {}

    /** A port nobody listens on; random, since several JVMs may choose at once. */
    public static int next() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, END);
            if (isFree(port) && TAKEN.add(port)) {
                return port;
            }
        }
        throw new LabException(
                "LAB_NO_PORT: no free port between " + LOWEST + " and " + END + " in " + TRIES + " tries (host=" + HOST
                        + "). Fix: end servers left over from earlier runs.",
                null);
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(HOST), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
