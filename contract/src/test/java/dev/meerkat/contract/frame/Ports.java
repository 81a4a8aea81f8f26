package dev.meerkat.contract.frame;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports where no MongoDB server answers. */
public final class Ports {
    private Ports() {}

    /** A connection string to a loopback port where nothing listens. */
    public static String refusedUri() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "mongodb://127.0.0.1:" + free.getLocalPort() + "/";
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
