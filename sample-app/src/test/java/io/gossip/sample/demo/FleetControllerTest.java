package io.gossip.sample.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import io.gossip.sample.Http;
import io.gossip.sample.storefront.OwnProcesses.OwnProcess;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

class FleetControllerTest {

    private final Fleet fleet = mock();
    private final MockMvcTester http = Http.to(new FleetController(fleet));

    @Test
    void startsAnInventory() {
        given(fleet.startOne()).willReturn(Optional.of(new OwnProcess("inventory-7", 7, false)));

        assertThat(http.post().uri("/api/demo/inventories"))
                .hasStatus(HttpStatus.CREATED)
                .bodyJson()
                .extractingPath("$.name")
                .isEqualTo("inventory-7");
    }

    @Test
    void refusesToFloodTheMachine() {
        given(fleet.startOne()).willReturn(Optional.empty());

        assertThat(http.post().uri("/api/demo/inventories"))
                .hasStatus(HttpStatus.CONFLICT)
                .bodyText()
                .contains("6 inventories are enough");
    }

    @Test
    void stopsGracefullyUnlessToldToKill() {
        given(fleet.stop("inventory-7")).willReturn(true);
        given(fleet.kill("inventory-7")).willReturn(true);

        assertThat(http.delete().uri("/api/demo/inventories/inventory-7")).hasStatus(HttpStatus.ACCEPTED);
        verify(fleet).stop("inventory-7");

        assertThat(http.delete().uri("/api/demo/inventories/inventory-7?kill=true"))
                .hasStatus(HttpStatus.ACCEPTED);
        verify(fleet).kill("inventory-7");
    }

    @Test
    void knowsOnlyWhatItStarted() {
        assertThat(http.delete().uri("/api/demo/inventories/inventory-8")).hasStatus(HttpStatus.NOT_FOUND);
    }
}
