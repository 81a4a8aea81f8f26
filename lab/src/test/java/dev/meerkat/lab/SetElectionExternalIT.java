package dev.meerkat.lab;

@WithServerProgram
final class SetElectionExternalIT extends SetElectionCase {
    @Override
    LabServer start() {
        return ExternalServer.builder().start();
    }
}
