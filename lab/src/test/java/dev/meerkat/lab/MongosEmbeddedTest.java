package dev.meerkat.lab;

final class MongosEmbeddedTest extends MongosCase {
    @Override
    LabServer start() {
        return EmbeddedServer.start();
    }
}
