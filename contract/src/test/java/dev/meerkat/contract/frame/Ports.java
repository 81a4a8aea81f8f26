package dev.meerkat.contract.frame;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Ports where no MongoDB server answers. */
public final class Ports {
    private Ports() {}

    /** A connection string to a loopback port where nothing listens. */
    public static String refusedUri() {
        return "mongodb://127.0.0.1:" + free() + "/";
    }

    /** A loopback port where nothing listens. */
    public static int free() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** A listener on loopback that answers whatever it is sent as an HTTP server would. */
    public static Http http() {
        try {
            return new Http(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** See {@link Ports#http()}. */
    public static final class Http implements AutoCloseable {
        private final ServerSocket listener;

        private Http(ServerSocket listener) {
            this.listener = listener;
            Thread thread = new Thread(this::serve, "http-listener");
            thread.setDaemon(true);
            thread.start();
        }

        /** A connection string that leads here. */
        public String uri() {
            return "mongodb://127.0.0.1:" + listener.getLocalPort() + "/";
        }

        private void serve() {
            while (!listener.isClosed()) {
                try (Socket socket = listener.accept()) {
                    socket.getInputStream().read(new byte[16]);
                    socket.getOutputStream()
                            .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException gone) {
                    // The caller hung up, or the listener was closed; the loop's condition tells which.
                }
            }
        }

        @Override
        public void close() {
            try {
                listener.close();
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }
    }
}
