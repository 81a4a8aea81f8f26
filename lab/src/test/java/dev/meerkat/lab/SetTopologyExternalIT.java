package dev.meerkat.lab;

@WithServerProgram
final class SetTopologyExternalIT extends SetTopologyCase {
    @Override
    LabServer start() {
        return ExternalServer.builder().start();
    }
}
