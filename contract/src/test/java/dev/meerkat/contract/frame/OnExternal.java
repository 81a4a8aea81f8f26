package dev.meerkat.contract.frame;

import java.util.ServiceLoader;

/**
 * Makes a contract class run on the external server process: the class's name ends in {@code ExternalIT}. A kind found by the service loader
 * takes its place: profile {@code docker} brings one.
 */
public interface OnExternal extends OnServer {
    @Override
    default ServerKind kind() {
        return ServiceLoader.load(ServerKind.class).findFirst().orElseGet(ExternalKind::new);
    }
}
