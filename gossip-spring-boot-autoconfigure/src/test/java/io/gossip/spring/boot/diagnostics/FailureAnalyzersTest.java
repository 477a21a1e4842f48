package io.gossip.spring.boot.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.gossip.runtime.ConfigurationException;
import io.gossip.spring.boot.GossipAutoConfiguration;
import io.gossip.spring.boot.app.FreePorts;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.env.MockEnvironment;

/** What a user reads when the start fails; the whole way through Spring Boot. */
class FailureAnalyzersTest {

    @Test
    void namesTheSeedThatIsMalformedAndWhereItWasSet() {
        FailureAnalysis analysis = fail("--gossip.seeds=10.0.0.7,10.0.0.8:99999");

        assertThat(analysis.getDescription())
                .isEqualTo("The property 'gossip.seeds[1]' is '10.0.0.8:99999' (set in \"gossip.seeds\" from property"
                        + " source \"commandLineArgs\").");
        assertThat(analysis.getAction())
                .startsWith("Set 'gossip.seeds[1]' to what is allowed: host, host:port, [ipv6]:port or name/host:port");
    }

    @Test
    void showsAMalformedSeedAsItWasWritten() {
        assertThat(fail("--gossip.seeds=a:b:c").getDescription())
                .startsWith("The property 'gossip.seeds[0]' is 'a:b:c' (set in \"gossip.seeds\"");
        assertThat(fail("--gossip.seeds[0]= 10.0.0.256:7946").getDescription())
                .startsWith("The property 'gossip.seeds[0]' is ' 10.0.0.256:7946' (set in \"gossip.seeds[0]\"");
    }

    @Test
    void namesTheValueThatIsOutOfRange() {
        FailureAnalysis analysis = fail("--gossip.bind-port=70000");

        assertThat(analysis.getDescription()).startsWith("The property 'gossip.bind-port' is 70000 (set in");
        assertThat(analysis.getAction()).isEqualTo("Set 'gossip.bind-port' to what is allowed: 0 to 65535.");
    }

    @Test
    void namesTheProfilesThatThereAre() {
        FailureAnalysis analysis = fail("--gossip.profile=moon");

        assertThat(analysis.getDescription())
                .isEqualTo("The property 'gossip.profile' is 'moon' (set in \"gossip.profile\" from property source"
                        + " \"commandLineArgs\").");
        assertThat(analysis.getAction()).isEqualTo("Set 'gossip.profile' to what is allowed: lan, wan, local.");
    }

    @Test
    void leavesToSpringBootWhatIsNoWordAtAll() {
        FailureAnalysis analysis = fail("--gossip.bind-port=moon");

        assertThat(analysis.getDescription()).contains("Property: gossip.bind-port", "Value: \"moon\"");
    }

    @Test
    void translatesWhatTheCoreRefuses() {
        FailureAnalysis analysis = fail("--gossip.bind-port=0", "--gossip.bind-address=not an address");

        assertThat(analysis.getDescription())
                .startsWith("The property 'gossip.bind-address' is 'not an address' (set in");
        assertThat(analysis.getAction())
                .isEqualTo("Set 'gossip.bind-address' to what is allowed: a literal IP address.");
    }

    @Test
    void namesTheKeyThatIsNoneAndNeverShowsIt() {
        FailureAnalysis analysis = fail("--gossip.encryption.key=c3dvcmRmaXNo");

        assertThat(analysis.getDescription())
                .startsWith("The property 'gossip.encryption.key' is base64 of 9 bytes (set in");
        assertThat(analysis.getAction())
                .isEqualTo("Set 'gossip.encryption.key' to what is allowed: base64 of 16, 24 or 32 random bytes"
                        + " (openssl rand -base64 32).");
        assertThat(analysis.getDescription() + analysis.getAction() + analysis.getCause())
                .doesNotContain("c3dvcm");
    }

    @Test
    void saysThatThereIsNoKeyringFile() {
        FailureAnalysis analysis = fail("--gossip.bind-port=0", "--gossip.encryption.keyring-file=/no/such/file");

        assertThat(analysis.getDescription())
                .startsWith("The property 'gossip.encryption.keyring-file' is '/no/such/file', which does not exist"
                        + " (set in");
        assertThat(analysis.getAction())
                .startsWith("Set 'gossip.encryption.keyring-file' to what is allowed: a JSON array of keys");
    }

    @Test
    void namesTheLabelThatIsTooLong() {
        FailureAnalysis analysis = fail("--gossip.bind-port=0", "--gossip.label=" + "x".repeat(256));

        assertThat(analysis.getDescription()).startsWith("The property 'gossip.label' is 256 bytes (set in");
    }

    @Test
    void saysWhichTagUsesANameOfTheSchema() {
        FailureAnalysis analysis = fail("--gossip.bind-port=0", "--gossip.tags.port=8080");

        assertThat(analysis.getDescription()).startsWith("The property 'gossip.tags.port' is '8080' (set in");
        assertThat(analysis.getAction()).startsWith("Set 'gossip.tags.port' to what is allowed: named other than");
    }

    @Test
    void saysWhichPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            FailureAnalysis analysis = fail("--gossip.bind-port=" + port);

            assertThat(analysis.getDescription())
                    .startsWith("The gossip node found no free port: cannot listen on TCP 127.0.0.1:" + port);
            assertThat(analysis.getAction())
                    .contains("Stop what listens on port " + port)
                    .contains("Set 'gossip.bind-port' to a port that is free")
                    .contains("Set 'gossip.port-fallback' to the number of further ports to try.");
        }
    }

    @Test
    void saysWhichPortsWereTriedIfThereWereSeveral() throws Exception {
        int first = FreePorts.first();
        try (ServerSocket one = new ServerSocket(first, 1, InetAddress.getLoopbackAddress());
                ServerSocket two = new ServerSocket(first + 1, 1, InetAddress.getLoopbackAddress())) {
            assertThat(one.getLocalPort()).isLessThan(two.getLocalPort());
            FailureAnalysis analysis = fail("--gossip.bind-port=" + first, "--gossip.port-fallback=1");

            String range = first + " to " + (first + 1);
            assertThat(analysis.getDescription())
                    .startsWith("The gossip node found no free port from " + range + ": cannot listen on TCP 127.0.0.1:"
                            + (first + 1));
            assertThat(analysis.getAction())
                    .contains("Stop what listens on one of the ports " + range + ".")
                    .contains("Set 'gossip.port-fallback' to a larger number of further ports to try.");
        }
    }

    @Test
    void namesTheDrainDelayThatIsTooLongAndWhatIsAllowed() {
        FailureAnalysis analysis = fail("--gossip.registration.drain-delay=40s");

        assertThat(analysis.getDescription())
                .startsWith("The property 'gossip.registration.drain-delay' is PT40S (set in");
        assertThat(analysis.getAction())
                .isEqualTo("Set 'gossip.registration.drain-delay' to what is allowed: shorter than"
                        + " spring.lifecycle.timeout-per-shutdown-phase, which is PT30S.");
    }

    @Test
    void saysThatTheAddressIsNoneOfThisMachine() {
        FailureAnalysis analysis = fail("--gossip.bind-address=192.0.2.1", "--gossip.bind-port=0");

        assertThat(analysis.getDescription())
                .startsWith("The gossip node cannot listen where it should: cannot listen on TCP 192.0.2.1:0");
        assertThat(analysis.getAction())
                .startsWith("Set 'gossip.bind-address' to an address of this machine, or to 0.0.0.0");
    }

    @Test
    void saysHowLongEachTagIs() {
        FailureAnalysis analysis = fail("--gossip.tags.team=red", "--gossip.tags.manifesto=" + "x".repeat(600));

        assertThat(analysis.getDescription().lines())
                .containsExactly(
                        "The tags of the gossip node take 624 bytes, but all together may take 512."
                                + " Name and value of each:",
                        "    manifesto: 613 bytes",
                        "    team: 9 bytes");
        assertThat(analysis.getAction()).startsWith("Shorten or remove at least 112 bytes, the longest tags first.");
    }

    @Test
    void blamesACustomizerForWhatHasNoProperty() {
        FailureAnalysis analysis = new ConfigurationFailureAnalyzer(new MockEnvironment())
                .analyze(new IllegalStateException(), new ConfigurationException("probeTimeout", "PT2S", "less"));

        assertThat(analysis.getDescription())
                .isEqualTo("The gossip node cannot be started: probeTimeout is PT2S, but must be less.");
        assertThat(analysis.getAction())
                .isEqualTo("Correct 'probeTimeout' where it is set, for instance in a GossipBuilderCustomizer.");
    }

    private static FailureAnalysis fail(String... arguments) {
        SpringApplication application = new SpringApplicationBuilder(App.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .build();
        assertThat(catchThrowable(() -> application.run(arguments).close())).isNotNull();
        return RecordedFailureAnalysis.last();
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(GossipAutoConfiguration.class)
    static class App {}
}
