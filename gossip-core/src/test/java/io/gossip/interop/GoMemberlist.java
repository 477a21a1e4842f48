package io.gossip.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** A node of the current Go memberlist library. */
final class GoMemberlist implements Peer {

    private static final String LIBRARY = "github.com/hashicorp/memberlist";

    private final String name;
    private final String address;
    private final GoPeer process;

    private GoMemberlist(String name, String address, GoPeer process) {
        this.name = name;
        this.address = address;
        this.process = process;
    }

    static GoMemberlist start(String name, String address, Setting setting, Pace pace) {
        List<String> flags = new ArrayList<>(pace.flags());
        flags.add("-protocol=" + setting.protocol());
        flags.add("-compression=" + setting.compression());
        flags.add("-label=" + setting.label());
        flags.add("-label-taken-off=" + setting.labelTakenOff());
        flags.add("-key=" + setting.keyInBase64());
        flags.add("-meta=" + name);
        return new GoMemberlist(name, address, GoPeer.start("memberlist", name, address, flags));
    }

    /** Which release it is. */
    String version() {
        return process.version(LIBRARY);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public void join(String other) {
        process.tell("join " + other);
    }

    @Override
    public void setMeta(String meta) {
        process.tell("meta " + meta);
    }

    @Override
    public void send(Peer to, String text) {
        process.tell("send " + to.name() + " " + text);
    }

    @Override
    public void sendReliably(Peer to, String text) {
        process.tell("send-reliable " + to.name() + " " + text);
    }

    /** How long it took is not looked at: Go starts its clock late, and sometimes measures less than nothing on loopback. */
    @Override
    public void ping(Peer to) {
        process.tell("ping " + to.name());
    }

    @Override
    public void leave() {
        process.tell("leave");
    }

    @Override
    public void kill() {
        process.kill();
    }

    @Override
    public boolean sees(Peer other, String meta) {
        String row = "{\"address\":\"%s\",\"meta\":\"%s\",\"node\":\"%s\"}";
        return process.tell("members").contains(row.formatted(other.address(), meta, other.name()));
    }

    @Override
    public boolean heard(String text) {
        return process.saw("\"event\":\"message\"", text);
    }

    @Override
    public boolean reachedOverTcp(Peer other) {
        return process.saw("\"event\":\"log\"", "Was able to connect to " + other.name() + " over TCP");
    }

    /** The library reports both ends of a member alike; only its log tells them apart. */
    @Override
    public boolean sawLeaving(Peer other) {
        return sawGoing(other) && !foundDead(other);
    }

    @Override
    public boolean sawFailing(Peer other) {
        return sawGoing(other) && foundDead(other);
    }

    private boolean sawGoing(Peer other) {
        return process.saw("\"event\":\"leave\"", "\"node\":\"" + other.name() + '"');
    }

    private boolean foundDead(Peer other) {
        return process.saw("\"event\":\"log\"", "Marking " + other.name() + " as failed");
    }

    /** How often it has come to suspect anybody, by its own probe or by hearsay. */
    int suspicions() {
        String reply = process.tell("count memberlist.msg.suspect");
        return Integer.parseInt(reply.replaceFirst(".*\"result\":(\\d+).*", "$1"));
    }

    @Override
    public void assertContent() {
        assertThat(process.complaints()).as("complaints of %s", name).isEmpty();
    }

    @Override
    public List<String> log() {
        return process.lines();
    }
}
