package dev.meerkat.contract.docker;

import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.meerkat.contract.frame.ContractServer;
import dev.meerkat.contract.frame.Ports;
import dev.meerkat.lab.ExternalServer;
import java.time.Duration;
import java.util.List;
import org.bson.Document;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * One container with a mongod, a set of one. It listens on the same port inside and outside, so that the address it tells clients is one they
 * can reach, and it keeps that port over restarts. Images: {@code mongo:8.0}, or what the system property {@code meerkat.docker.image} names.
 */
final class DockerServer implements ContractServer {
    private static final String IMAGE = System.getProperty("meerkat.docker.image", "mongo:8.0");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final GenericContainer<?> container;
    private final int port;
    private boolean running = true;

    private DockerServer(GenericContainer<?> container, int port) {
        this.container = container;
        this.port = port;
    }

    static DockerServer start() {
        int port = Ports.free();
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(IMAGE))
                .withCommand(
                        "mongod",
                        "--port",
                        String.valueOf(port),
                        "--bind_ip_all",
                        "--replSet",
                        ExternalServer.SET_NAME,
                        "--setParameter",
                        "enableTestCommands=1");
        container.setPortBindings(List.of("127.0.0.1:" + port + ":" + port));
        container.start();
        DockerServer server = new DockerServer(container, port);
        server.initiate();
        return server;
    }

    private void initiate() {
        Document member = new Document("_id", 0).append("host", host() + ":" + port);
        Document config = new Document("_id", ExternalServer.SET_NAME).append("members", List.of(member));
        await().atMost(PATIENCE)
                .ignoreExceptionsMatching(MongoException.class::isInstance)
                .until(() -> command(new Document("replSetInitiate", config)).getDouble("ok") == 1);
        awaitPrimary();
    }

    private void awaitPrimary() {
        await().atMost(PATIENCE)
                .ignoreExceptionsMatching(MongoException.class::isInstance)
                .until(() -> command(new Document("hello", 1)).getBoolean("isWritablePrimary"));
    }

    private static DockerClient docker() {
        return DockerClientFactory.instance().client();
    }

    @Override
    public String host() {
        return "127.0.0.1";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public boolean running() {
        return running;
    }

    @Override
    public void kill() {
        if (running) {
            docker().killContainerCmd(container.getContainerId()).exec();
            running = false;
        }
    }

    @Override
    public void restart() {
        kill();
        docker().startContainerCmd(container.getContainerId()).exec();
        running = true;
        awaitPrimary();
    }

    @Override
    public void freeze() {
        docker().pauseContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void thaw() {
        docker().unpauseContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public Document command(Document command) {
        try (MongoClient client = MongoClients.create(uri("directConnection=true&serverSelectionTimeoutMS=5000"))) {
            return client.getDatabase("admin").runCommand(command);
        }
    }

    @Override
    public void close() {
        container.stop();
    }
}
