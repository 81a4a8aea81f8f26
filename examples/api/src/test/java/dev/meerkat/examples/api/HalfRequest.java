package dev.meerkat.examples.api;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A request of which the first half is sent at once and the second when it is told: it is under way in between, however long. */
final class HalfRequest implements AutoCloseable {
    private final Socket socket;
    private final byte[] rest;

    private HalfRequest(Socket socket, byte[] rest) {
        this.socket = socket;
        this.rest = rest;
    }

    /** Sends the first half of the creation of an order. */
    static HalfRequest begin(URI api, String id) throws IOException {
        byte[] body = ApiClient.order("tea").getBytes(StandardCharsets.UTF_8);
        String head = "PUT /orders/" + id + " HTTP/1.1\r\nHost: api\r\nContent-Length: " + body.length + "\r\n\r\n";
        Socket socket = new Socket(api.getHost(), api.getPort());
        socket.setSoTimeout(30_000);
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(body, 0, body.length / 2);
        byte[] rest = new byte[body.length - body.length / 2];
        System.arraycopy(body, body.length / 2, rest, 0, rest.length);
        return new HalfRequest(socket, rest);
    }

    /** Sends the rest; returns all that is answered until the server ends the connection. */
    String finish() throws IOException {
        socket.getOutputStream().write(rest);
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
