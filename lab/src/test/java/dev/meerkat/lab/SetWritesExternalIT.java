package dev.meerkat.lab;

@WithServerProgram
final class SetWritesExternalIT extends SetWritesCase {
    @Override
    LabServer start() {
        return ExternalServer.builder().syncOnCommit().start();
    }
}
