package dev.meerkat.lab;

final class SetTopologyEmbeddedTest extends SetTopologyCase {
    @Override
    LabServer start() {
        return EmbeddedServer.start();
    }
}
