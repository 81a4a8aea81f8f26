package dev.meerkat.dashboard;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** One client that sends what it is told, byte by byte as it is. */
final class RawHttp implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    RawHttp(int port) throws IOException {
        this.socket = new Socket("127.0.0.1", port);
        this.in = new BufferedInputStream(socket.getInputStream());
        socket.setSoTimeout(5_000);
    }

    RawHttp send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawHttp send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** All that comes until the server ends the connection; fails if it does neither within five seconds. */
    String all() throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try {
            for (int next = in.read(); next >= 0; next = in.read()) {
                read.write(next);
            }
        } catch (SocketTimeoutException hung) {
            throw new AssertionError("neither an end nor more after: " + read.toString(StandardCharsets.UTF_8), hung);
        } catch (IOException reset) {
            // An end too.
        }
        return read.toString(StandardCharsets.UTF_8);
    }

    /** What comes up to and with {@code text}. */
    String until(String text) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(text) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new AssertionError("ended before " + text + ": " + read);
            }
            read.append((char) next);
        }
        return read.toString();
    }

    /** One whole answer: its head, and the body that its length announces. */
    String answer() throws IOException {
        String head = until("\r\n\r\n");
        return head + body(head);
    }

    /** The body that a head announces. */
    String body(String head) throws IOException {
        int at = head.indexOf("content-length: ") + "content-length: ".length();
        int length = Integer.parseInt(head.substring(at, head.indexOf('\r', at)));
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    /** An answer's head; empty if the server ends the connection instead. Fails if it does neither within five seconds. */
    String head() throws IOException {
        StringBuilder read = new StringBuilder();
        try {
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (read.append((char) next).indexOf("\r\n\r\n") >= 0) {
                    return read.toString();
                }
            }
        } catch (SocketTimeoutException hung) {
            throw new AssertionError("neither an end nor more after: " + read, hung);
        } catch (IOException reset) {
            // An end too.
        }
        return "";
    }

    /** Nothing more will be sent; it still listens. */
    RawHttp sentAll() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
