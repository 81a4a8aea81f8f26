package dev.meerkat.contract.frame;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Something that answers, as a web server does to whom it does not understand. */
public final class WebServer implements AutoCloseable {
    private static final byte[] ANSWER =
            "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket listener;

    /** Starts one on a free loopback port. */
    public WebServer() {
        try {
            listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        Thread thread = new Thread(this::serve, "web-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept()) {
                if (socket.getInputStream().read() >= 0) {
                    socket.getOutputStream().write(ANSWER);
                    socket.shutdownOutput();
                    // Reading the rest first: closing on unread bytes would reset the connection under the answer.
                    socket.getInputStream().readAllBytes();
                }
            } catch (IOException clientGone) {
                // The next one may behave better; a closed listener ends the loop.
            }
        }
    }

    /** A MongoDB connection string that leads here. */
    public String uri() {
        return "mongodb://127.0.0.1:" + listener.getLocalPort() + "/";
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
