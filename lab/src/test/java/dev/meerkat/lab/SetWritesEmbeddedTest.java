package dev.meerkat.lab;

final class SetWritesEmbeddedTest extends SetWritesCase {
    @Override
    LabServer start() {
        return EmbeddedServer.start();
    }
}
