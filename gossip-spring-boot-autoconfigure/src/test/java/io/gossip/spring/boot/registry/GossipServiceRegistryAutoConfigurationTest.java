package io.gossip.spring.boot.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.gossip.GossipNode;
import io.gossip.discovery.ServiceCatalog;
import io.gossip.discovery.ServiceRegistration;
import io.gossip.serf.Serf;
import io.gossip.serf.TagsTooLargeException;
import io.gossip.spring.boot.GossipAutoConfiguration;
import io.gossip.spring.boot.TagBudgetExceededException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.cloud.client.discovery.event.InstancePreRegisteredEvent;
import org.springframework.cloud.client.discovery.event.InstanceRegisteredEvent;
import org.springframework.cloud.client.serviceregistry.AutoServiceRegistration;
import org.springframework.cloud.client.serviceregistry.AutoServiceRegistrationAutoConfiguration;
import org.springframework.cloud.client.serviceregistry.Registration;
import org.springframework.cloud.client.serviceregistry.ServiceRegistry;
import org.springframework.cloud.client.serviceregistry.ServiceRegistryAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.EventListener;

class GossipServiceRegistryAutoConfigurationTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    GossipAutoConfiguration.class,
                    GossipServiceRegistryAutoConfiguration.class,
                    AutoServiceRegistrationAutoConfiguration.class,
                    ServiceRegistryAutoConfiguration.class))
            .withBean(RegistrationEvents.class)
            .withPropertyValues("gossip.bind-port=0", "gossip.node-name=a", "spring.application.name=billing");

    private final ApplicationContextRunner withPort = runner.withPropertyValues("gossip.registration.port=8080");

    @Test
    void offersTheApplicationUnderItsName() {
        withPort.withPropertyValues("gossip.zone=z1", "gossip.registration.metadata.version=2")
                .run(context -> {
                    awaitInstance(context, "billing");
                    var instance = instances(context, "billing").get(0);
                    assertThat(instance.port()).isEqualTo(8080);
                    assertThat(instance.host()).isEqualTo("127.0.0.1");
                    assertThat(instance.secure()).isFalse();
                    assertThat(instance.metadata()).containsExactly(Map.entry("version", "2"), Map.entry("zone", "z1"));
                    Registration registration = context.getBean(Registration.class);
                    assertThat(registration.getInstanceId()).isEqualTo(instance.instanceId());
                    assertThat(registration.getHost()).isEqualTo("127.0.0.1");
                    assertThat(registration.getUri()).hasToString("http://127.0.0.1:8080");
                });
    }

    @Test
    void offersWhatIsSetInstead() {
        withPort.withPropertyValues(
                        "gossip.registration.service-name=accounts",
                        "gossip.registration.host=accounts.example",
                        "gossip.registration.secure=true")
                .run(context -> {
                    awaitInstance(context, "accounts");
                    var instance = instances(context, "accounts").get(0);
                    assertThat(instance.host()).isEqualTo("accounts.example");
                    assertThat(instance.secure()).isTrue();
                    assertThat(instances(context, "billing")).isEmpty();
                });
    }

    @Test
    void listsTheInstanceUnderTheIdThatIsSet() {
        withPort.withPropertyValues("gossip.registration.instance-id=billing:eu:1")
                .run(context -> {
                    awaitInstance(context, "billing");
                    assertThat(context.getBean(Serf.class).self().tags()).containsEntry("id", "billing:eu:1");
                    assertThat(instances(context, "billing").get(0).instanceId())
                            .isEqualTo("billing:eu:1");
                    assertThat(context.getBean(Registration.class).getInstanceId())
                            .isEqualTo("billing:eu:1");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "billing-1"})
    void everyRegistrationHasTheIdUnderWhichItIsListed(String instanceId) {
        String[] chosen =
                instanceId.isEmpty() ? new String[0] : new String[] {"gossip.registration.instance-id=billing-1"};
        withPort.withPropertyValues(chosen).run(context -> {
            GossipServiceRegistry registry = context.getBean(GossipServiceRegistry.class);
            GossipRegistration billing = context.getBean(GossipRegistration.class);
            GossipRegistration grpc = new GossipRegistration(
                    context.getBean(GossipNode.class),
                    new ServiceRegistration("billing-grpc", 9090, true, null, Map.of()));
            registry.register(grpc);
            awaitInstance(context, "billing-grpc");
            awaitInstance(context, "billing");
            assertThat(grpc.getInstanceId())
                    .isEqualTo("a/grpc")
                    .isEqualTo(instances(context, "billing-grpc").get(0).instanceId());
            assertThat(billing.getInstanceId())
                    .isEqualTo(instanceId.isEmpty() ? "a" : instanceId)
                    .isEqualTo(instances(context, "billing").get(0).instanceId());

            registry.deregister(billing);
            await().until(() -> instances(context, "billing").isEmpty());
            assertThat(grpc.getInstanceId())
                    .as("alone it needs no suffix")
                    .isEqualTo(instances(context, "billing-grpc").get(0).instanceId());

            registry.register(billing);
            awaitInstance(context, "billing");
            assertThat(billing.getInstanceId())
                    .as("now it is the second one")
                    .isEqualTo(instanceId.isEmpty() ? "a/billing" : instanceId)
                    .isEqualTo(instances(context, "billing").get(0).instanceId());
        });
    }

    @Test
    void saysThatItRegistersBeforeAndAfter() {
        withPort.run(context -> assertThat(context.getBean(RegistrationEvents.class).seen)
                .containsExactly("pre billing:8080", "registered billing:8080"));
    }

    @Test
    void offersNothingWithoutAPortButSaysThatItIsThere() {
        runner.run(context -> {
            assertThat(context.getBean(RegistrationEvents.class).seen).containsExactly("registered billing:0");
            assertThat(context.getBean(Serf.class).self().tags()).isEmpty();
        });
    }

    @Test
    void offersNothingWithoutAName() {
        withPort.withPropertyValues("spring.application.name=")
                .run(context ->
                        assertThat(context.getBean(Serf.class).self().tags()).isEmpty());
    }

    @Test
    void hasNoRegistryIfSwitchedOff() {
        withPort.withPropertyValues("spring.cloud.service-registry.enabled=false")
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(ServiceRegistry.class)
                        .doesNotHaveBean(AutoServiceRegistration.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"spring.cloud.service-registry.auto-registration.enabled", "gossip.registration.enabled"})
    void keepsTheRegistryButRegistersNothingIfAutoRegistrationIsSwitchedOff(String property) {
        withPort.withPropertyValues(property + "=false").run(context -> {
            assertThat(context)
                    .hasSingleBean(GossipServiceRegistry.class)
                    .doesNotHaveBean(Registration.class)
                    .doesNotHaveBean(AutoServiceRegistration.class);
            assertThat(context.getBean(Serf.class).self().tags()).isEmpty();
        });
    }

    @Test
    void failsFastIfSpringCloudIsToldThatARegistrationMustBeThere() {
        withPort.withPropertyValues("spring.cloud.service-registry.auto-registration.fail-fast=true")
                .run(context -> assertThat(context).hasNotFailed());
        withPort.withPropertyValues(
                        "spring.cloud.service-registry.auto-registration.fail-fast=true",
                        "gossip.registration.enabled=false")
                .run(context -> assertThat(context).hasFailed());
    }

    @Test
    void aServiceOutOfServiceIsNotFoundWhileItsNodeStaysAMember() {
        withPort.withPropertyValues("gossip.tags.team=red").run(context -> {
            GossipServiceRegistry registry = context.getBean(GossipServiceRegistry.class);
            GossipRegistration registration = context.getBean(GossipRegistration.class);
            awaitInstance(context, "billing");
            assertThat(registry.<String>getStatus(registration)).isEqualTo("UP");

            registry.setStatus(registration, "OUT_OF_SERVICE");
            await().until(() -> instances(context, "billing").isEmpty());
            assertThat(registry.<String>getStatus(registration)).isEqualTo("OUT_OF_SERVICE");
            assertThat(context.getBean(Serf.class).self().tags()).containsExactly(Map.entry("team", "red"));

            registry.setStatus(registration, "UP");
            awaitInstance(context, "billing");
        });
    }

    @Test
    void refusesAStatusItDoesNotKnow() {
        withPort.run(context -> {
            GossipServiceRegistry registry = context.getBean(GossipServiceRegistry.class);
            GossipRegistration registration = context.getBean(GossipRegistration.class);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> registry.setStatus(registration, "SLEEPY"))
                    .withMessage("status is SLEEPY, but must be UP or OUT_OF_SERVICE");
        });
    }

    @Test
    void offersFurtherServicesOfTheApplication() {
        withPort.run(context -> {
            GossipServiceRegistry registry = context.getBean(GossipServiceRegistry.class);
            GossipRegistration grpc = new GossipRegistration(
                    context.getBean(GossipNode.class),
                    new ServiceRegistration("billing-grpc", 9090, true, null, Map.of("weight", "2")));
            registry.register(grpc);
            awaitInstance(context, "billing-grpc");
            awaitInstance(context, "billing");

            registry.deregister(grpc);
            await().until(() -> instances(context, "billing-grpc").isEmpty());
            assertThat(instances(context, "billing")).hasSize(1);
            assertThat(registry.<String>getStatus(grpc)).isEqualTo("DOWN");
        });
    }

    @Test
    void offersItselfAgainAfterTheContextWasStoppedAndStarted() {
        withPort.run(context -> {
            awaitInstance(context, "billing");

            context.getSourceApplicationContext().stop();
            await().until(() -> instances(context, "billing").isEmpty());

            context.getSourceApplicationContext().start();
            awaitInstance(context, "billing");
        });
    }

    @Test
    void failsTheStartIfTheMetadataDoesNotFit() {
        withPort.withPropertyValues("gossip.registration.metadata.long=" + "x".repeat(600))
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasRootCauseInstanceOf(TagsTooLargeException.class)
                        .hasStackTraceContaining(TagBudgetExceededException.class.getName()));
    }

    @Test
    void aServerWithACertificateIsSecure() {
        ContextConsumer<ApplicationContext> secure = context ->
                assertThat(context.getBean(Registration.class).isSecure()).isTrue();
        ContextConsumer<ApplicationContext> plain = context ->
                assertThat(context.getBean(Registration.class).isSecure()).isFalse();
        withPort.run(plain);
        withPort.withPropertyValues("server.ssl.bundle=web").run(secure);
        withPort.withPropertyValues("server.ssl.key-store=classpath:a.p12").run(secure);
        withPort.withPropertyValues("server.ssl.bundle=web", "server.ssl.enabled=false")
                .run(plain);
        withPort.withPropertyValues("server.ssl.bundle=web", "gossip.registration.secure=false")
                .run(plain);
    }

    private static void awaitInstance(ApplicationContext context, String service) {
        await().until(() -> instances(context, service).size() == 1);
    }

    private static List<io.gossip.discovery.ServiceInstance> instances(ApplicationContext context, String service) {
        return context.getBean(ServiceCatalog.class).instances(service);
    }

    static class RegistrationEvents {
        final List<String> seen = new ArrayList<>();

        @EventListener
        void before(InstancePreRegisteredEvent event) {
            seen.add("pre " + text(event.getRegistration()));
        }

        @EventListener
        void after(InstanceRegisteredEvent<?> event) {
            seen.add("registered " + text((Registration) event.getConfig()));
        }

        private static String text(Registration registration) {
            return registration.getServiceId() + ":" + registration.getPort();
        }
    }
}
