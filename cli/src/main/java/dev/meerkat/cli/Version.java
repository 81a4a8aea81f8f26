package dev.meerkat.cli;

import com.mongodb.client.MongoClient;
import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: Meerkat's version, the driver's and Java's. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {
            "meerkat " + of(Version.class), "mongodb-driver-sync " + of(MongoClient.class), "java " + Runtime.version()
        };
    }

    private static String of(Class<?> part) {
        return Optional.ofNullable(part.getPackage().getImplementationVersion()).orElse("(unpackaged)");
    }
}
