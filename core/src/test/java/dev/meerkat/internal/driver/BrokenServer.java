package dev.meerkat.internal.driver;

import com.mongodb.ServerAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A listener on loopback that does one thing with each connection, on a thread of its own. */
public final class BrokenServer implements AutoCloseable {
    /** What it does; the connection is closed afterwards. */
    @FunctionalInterface
    public interface Behaviour {
        void serve(Socket connection) throws IOException;
    }

    private final ServerSocket listener;
    private final Behaviour behaviour;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private final Thread acceptor;

    private BrokenServer(ServerSocket listener, Behaviour behaviour) {
        this.listener = listener;
        this.behaviour = behaviour;
        this.acceptor = start(this::accept);
    }

    public static BrokenServer that(Behaviour behaviour) throws IOException {
        return on(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")), behaviour);
    }

    static BrokenServer on(ServerSocket listener, Behaviour behaviour) {
        return new BrokenServer(listener, behaviour);
    }

    public ServerAddress address() {
        return new ServerAddress("localhost", listener.getLocalPort());
    }

    int accepted() {
        return accepted.get();
    }

    /** Nobody can connect any more when it returns: the port stays open until the accepting thread has left its call. */
    @Override
    public void close() throws IOException {
        listener.close();
        try {
            acceptor.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        for (Socket connection : open) {
            connection.close();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket connection = listener.accept();
                accepted.incrementAndGet();
                open.add(connection);
                start(() -> serve(connection));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            behaviour.serve(connection);
        } catch (IOException | UncheckedIOException cut) {
            // The client went away, or the test ended.
        } finally {
            open.remove(connection);
        }
    }

    private static Thread start(Runnable work) {
        Thread thread = new Thread(work, "broken-server");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Reads and answers nothing until the client goes. */
    static void staySilent(Socket connection) throws IOException {
        while (connection.getInputStream().read() >= 0) {
            // Nothing is answered.
        }
    }

    /** Closes as soon as the first byte has come. */
    static void closeAtFirstByte(Socket connection) throws IOException {
        connection.getInputStream().read(new byte[4096]);
    }
}
