package dev.meerkat.lab;

final class SetElectionEmbeddedTest extends SetElectionCase {
    @Override
    LabServer start() {
        return EmbeddedServer.start();
    }
}
