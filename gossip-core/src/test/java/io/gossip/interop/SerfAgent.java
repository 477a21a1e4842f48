package io.gossip.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Debian's old {@code serf agent} as a node of memberlist: meta is a tag, and a user message is a user event. */
final class SerfAgent implements Peer {

    private final GoAgent agent;

    private SerfAgent(GoAgent agent) {
        this.agent = agent;
    }

    static SerfAgent start(String name, String address, Setting setting, Path directory) {
        List<String> flags = new ArrayList<>(List.of("-profile=local", "-tag=" + tag(name)));
        if (setting.keyBytes() > 0) {
            flags.add("-encrypt=" + setting.keyInBase64());
        }
        if (!setting.compression()) {
            flags.add("-disable-compression");
        }
        return new SerfAgent(GoAgent.startAt(address, directory, name, flags));
    }

    @Override
    public String name() {
        return agent.name();
    }

    @Override
    public String address() {
        return agent.address();
    }

    @Override
    public void join(String address) {
        assertThat(agent.run("join", address)).contains("Successfully joined");
    }

    @Override
    public void setMeta(String meta) {
        assertThat(agent.run("tags", "-set", tag(meta))).contains("Successfully updated");
    }

    @Override
    public void send(Peer to, String text) {
        assertThat(agent.run("event", text)).contains("dispatched");
    }

    @Override
    public void sendReliably(Peer to, String text) {
        throw new UnsupportedOperationException("serf sends no user message over TCP");
    }

    @Override
    public void ping(Peer to) {
        throw new UnsupportedOperationException("serf has no command for that");
    }

    @Override
    public void leave() {
        assertThat(agent.run("leave")).contains("Graceful leave complete");
    }

    @Override
    public void kill() {
        agent.kill();
    }

    @Override
    public boolean sees(Peer other, String meta) {
        return new GoAgent.Row(other.address(), "alive", tag(meta))
                .equals(agent.members().get(other.name()));
    }

    @Override
    public boolean heard(String text) {
        return logged("Received event: user-event: " + text);
    }

    @Override
    public boolean reachedOverTcp(Peer other) {
        return logged("Was able to connect to " + other.name() + " but other probes failed");
    }

    @Override
    public boolean sawLeaving(Peer other) {
        return agent.status(other.name()).equals("left");
    }

    @Override
    public boolean sawFailing(Peer other) {
        return agent.status(other.name()).equals("failed");
    }

    @Override
    public void assertContent() {
        assertThat(agent.complaints()).as("complaints of %s", name()).isEmpty();
    }

    @Override
    public List<String> log() {
        return agent.log();
    }

    private boolean logged(String text) {
        return agent.log().stream().anyMatch(line -> line.contains(text));
    }

    private static String tag(String value) {
        return Dialect.TAG + '=' + value;
    }
}
