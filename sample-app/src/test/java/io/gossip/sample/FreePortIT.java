package io.gossip.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class FreePortIT {

    @Test
    void passesOverAPortThatIsTakenOnAnyAddress() throws IOException {
        try (ServerSocket everywhere = new ServerSocket(0);
                ServerSocket loopback = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(FreePort.from(everywhere.getLocalPort())).isNotEqualTo(everywhere.getLocalPort());
            assertThat(FreePort.from(loopback.getLocalPort())).isNotEqualTo(loopback.getLocalPort());
        }
    }
}
