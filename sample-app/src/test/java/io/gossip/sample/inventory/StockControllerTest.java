package io.gossip.sample.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

import io.gossip.sample.Http;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.client.serviceregistry.Registration;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

class StockControllerTest {

    private final MockMvcTester http = Http.to(new StockController(new Warehouse(), registeredAs("inventory-7")));

    @Test
    void saysHowManyAreLeftAndWhichInstanceSaysSo() {
        assertThat(http.get().uri("/stock/espresso-cups"))
                .hasStatusOk()
                .bodyJson()
                .hasPathSatisfying(
                        "$.startedAt", startedAt -> assertThat(startedAt).isNotNull())
                .isLenientlyEqualTo(
                        "{'sku': 'espresso-cups', 'quantity': 42, 'instance': 'inventory-7'}".replace('\'', '"'));
    }

    @Test
    void hasNoShelfForAnUnknownProduct() {
        assertThat(http.get().uri("/stock/teapot"))
                .hasStatus(HttpStatus.NOT_FOUND)
                .bodyJson()
                .extractingPath("$.detail")
                .isEqualTo("No shelf for 'teapot'");
    }

    @SuppressWarnings("unchecked")
    private static ObjectProvider<Registration> registeredAs(String instanceId) {
        Registration registration = mock();
        given(registration.getInstanceId()).willReturn(instanceId);
        ObjectProvider<Registration> provider = mock();
        given(provider.stream()).willReturn(Stream.of(registration));
        return provider;
    }
}
