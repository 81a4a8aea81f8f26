package dev.meerkat.internal.driver;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** A connection whose first bytes were looked at already. */
final class ReplayedSocket extends Socket {
    private final Socket connection;
    private final InputStream in;

    ReplayedSocket(Socket connection, InputStream in) {
        this.connection = connection;
        this.in = in;
    }

    @Override
    public InputStream getInputStream() {
        return in;
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return connection.getOutputStream();
    }
}
