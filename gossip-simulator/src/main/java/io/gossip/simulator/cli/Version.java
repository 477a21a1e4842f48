package io.gossip.simulator.cli;

import picocli.CommandLine.IVersionProvider;

/** The version in the manifest of the executable jar. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = getClass().getPackage().getImplementationVersion();
        return new String[] {"gossip-simulator " + (version == null ? "(not packaged)" : version)};
    }
}
