package io.gossip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gossip.runtime.ConfigurationException;
import io.gossip.serf.TagsTooLargeException;
import io.gossip.wire.Address;
import io.gossip.wire.Bytes;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused before a socket is opened. */
class GossipBuilderTest {

    static Stream<Arguments> refused() {
        return Stream.of(
                refused("name", builder -> builder.name("")),
                refused("bind", builder -> builder.bind("localhost", 7946)),
                refused("bind", builder -> builder.bind("", 7946)),
                refused("bind", builder -> builder.bind("127.0.0.1", 65_536)),
                refused("bind", builder -> builder.bind("127.0.0.1", -1)),
                refused("bind", builder -> builder.bind("::", 7946)),
                refused("advertise", builder -> builder.advertise("example.org", 0)),
                refused("advertise", builder -> builder.advertise("0.0.0.0", 0)),
                refused("advertise", builder -> builder.advertise("10.0.0.1", 70_000)),
                refused("eventExecutor", builder -> builder.eventExecutor(Runnable::run)),
                refused(
                        "eventExecutor",
                        builder -> builder.eventExecutor(task -> {
                            throw new RejectedExecutionException("shut down");
                        })),
                refused("portFallback", builder -> builder.portFallback(-1)),
                refused("seeds", builder -> builder.seeds("good", "bad:port")),
                refused("encryptionKey", builder -> builder.encryptionKey("")),
                refused("encryptionKey", builder -> builder.encryptionKey("not a key")),
                refused("encryptionKey", builder -> builder.encryptionKey(new byte[20])),
                refused("keyringFile", builder -> builder.keyringFile(Path.of("no", "such", "file"))),
                refused(
                        "keyringFile",
                        builder -> builder.encryptionKey(new byte[16]).keyringFile(Path.of("any"))),
                refused(
                        "verifyIncoming",
                        builder -> builder.encryptionKey(new byte[16]).verifyOutgoing(false)),
                refused("label", builder -> builder.label("é".repeat(128))),
                refused("gossipNodes", builder -> builder.memberlist(settings -> settings.gossipNodes(-1))),
                refused("eventBuffer", builder -> builder.serf(settings -> settings.eventBuffer(0))));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWhatCannotWorkAndNamesIt(String property, UnaryOperator<GossipBuilder> change) {
        GossipBuilder builder = change.apply(Gossip.builder().bind("127.0.0.1", 0));
        assertThatThrownBy(builder::start)
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        refused -> assertThat(refused.property()).isEqualTo(property));
        assertThat(builder.startAsync()).isCompletedExceptionally();
    }

    @Test
    void whateverAnAdjustmentThrowsFailsTheFuture() {
        AssertionError failure = new AssertionError("thrown on purpose");
        GossipBuilder builder = Gossip.builder().serf(settings -> {
            throw failure;
        });
        assertThat(builder.startAsync()).isCompletedExceptionally();
        assertThatThrownBy(builder::start).isSameAs(failure);
    }

    @Test
    void refusesTagsThatAreTooLarge() {
        assertThatThrownBy(() -> Gossip.builder().tag("k", "x".repeat(600)).start())
                .isInstanceOf(TagsTooLargeException.class);
    }

    @Test
    void aSeedWithoutPortHasThePortThatWasAskedFor() {
        assertThat(NodePlan.withPort(List.of("host", "host:1", "name/[::1]"), 7000))
                .containsExactly("host:7000", "host:1", "name/[::1]:7000");
        assertThat(NodePlan.withPort(List.of("host"), 0)).containsExactly("host:7946");
    }

    @Test
    void theDefaultNameTellsHostAddressAndPort() {
        Address elsewhere = Address.of(Bytes.of(new byte[] {10, 0, 0, 7}), 7946);
        Address here = Address.of(Bytes.of(new byte[] {127, 0, 0, 1}), 7946);
        Address v6 = Address.of(Bytes.of(new byte[16]), 7946);
        assertThat(NodeName.of("web 1.example", elsewhere)).isEqualTo("web-1.example-10.0.0.7-7946");
        assertThat(NodeName.of("web3", here)).isEqualTo("web3-7946");
        assertThat(NodeName.of("web3", v6)).isEqualTo("web3-0-0-0-0-0-0-0-0-7946");
        assertThat(NodeName.of("x".repeat(300), here)).hasSize(105);
        assertThat(NodeName.of(here)).matches("[A-Za-z0-9.-]+-7946");
    }

    private static Arguments refused(String property, UnaryOperator<GossipBuilder> change) {
        return Arguments.of(property, change);
    }

    @Test
    void aKeyFromAVariableThatIsNotSetIsRefusedInsteadOfRunningInTheClear() {
        assertThatThrownBy(() -> Gossip.builder().encryptionKey(variableThatIsNotSet()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("encryptionKey is null");
    }

    @SuppressWarnings("NullAway") // as Java code without null checks does it
    private static String variableThatIsNotSet() {
        return System.getenv("GOSSIP_TEST_VARIABLE_THAT_IS_NOT_SET");
    }
}
