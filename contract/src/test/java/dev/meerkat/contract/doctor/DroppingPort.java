package dev.meerkat.contract.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A port whose system drops the packets that ask for a connection, as a firewall does: its queue of connections is full. */
final class DroppingPort implements AutoCloseable {
    private static final int TRIES = 16;
    private static final int PATIENCE_MILLIS = 200;

    private final ServerSocket listener;
    private final List<Socket> queued = new ArrayList<>();

    /** One on the given loopback address; port 0 for any. */
    DroppingPort(String host, int port) {
        try {
            listener = new ServerSocket(port, 1, InetAddress.getByName(host));
            fill();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Until a connect is not answered any more. */
    private void fill() throws IOException {
        for (int i = 0; i < TRIES; i++) {
            Socket socket = new Socket();
            queued.add(socket);
            try {
                socket.connect(listener.getLocalSocketAddress(), PATIENCE_MILLIS);
            } catch (SocketTimeoutException full) {
                return;
            }
        }
        throw new IOException("the queue of " + listener + " takes no end");
    }

    String address() {
        InetSocketAddress at = (InetSocketAddress) listener.getLocalSocketAddress();
        return at.getAddress().getHostAddress() + ":" + at.getPort();
    }

    @Override
    public void close() {
        try {
            for (Socket socket : queued) {
                socket.close();
            }
            listener.close();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
