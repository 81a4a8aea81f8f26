package dev.meerkat.lab.internal.wire;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;

/** One plain connection to a server, without login: asks, waits for the answer. For one thread. */
public final class WireClient implements AutoCloseable {
    private final Socket socket;
    private final DataInputStream in;
    private int lastId;

    private WireClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
    }

    /** Connects; {@code timeout} bounds the connect and each single read. */
    public static WireClient connect(String host, int port, Duration timeout) throws IOException {
        int millis = Math.toIntExact(timeout.toMillis());
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(millis);
            socket.connect(new InetSocketAddress(host, port), millis);
            return new WireClient(socket);
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
    }

    /** Runs a command and returns the server's answer, also when that says {@code ok: 0}. */
    public BsonDocument run(String database, BsonDocument command) throws IOException {
        BsonDocument whole = command.clone().append("$db", new BsonString(database));
        socket.getOutputStream().write(WireCodec.encode(WireMessage.command(++lastId, whole)));
        return read().body();
    }

    /** Runs a command that is nothing but its name, on {@code admin}. */
    public BsonDocument run(String command) throws IOException {
        return run("admin", new BsonDocument(command, new BsonInt32(1)));
    }

    private WireMessage read() throws IOException {
        byte[] start = new byte[Integer.BYTES];
        in.readFully(start);
        int length = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getInt();
        if (length < WireCodec.HEADER || length > WireCodec.LONGEST) {
            throw new IOException("no MongoDB server: message length " + length);
        }
        byte[] whole = new byte[length];
        System.arraycopy(start, 0, whole, 0, start.length);
        in.readFully(whole, start.length, length - start.length);
        try {
            return WireCodec.decode(whole);
        } catch (RuntimeException rubbish) {
            throw new IOException("no MongoDB server: unreadable answer", rubbish);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
