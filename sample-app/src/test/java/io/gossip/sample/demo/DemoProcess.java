package io.gossip.sample.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The packaged demo as a user starts it, but on ports of its own, so that it meets no other cluster on this machine. */
final class DemoProcess implements AutoCloseable {

    private static final Pattern READY = Pattern.compile("storefront is ready after .*: (http://localhost:\\d+)/");
    private static final int GOSSIP_PORTS = 10;

    private final Process process;
    private final List<String> output = new CopyOnWriteArrayList<>();
    private final CompletableFuture<String> url = new CompletableFuture<>();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final JsonMapper json = JsonMapper.shared();

    private DemoProcess(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "demo-output");
        reader.setDaemon(true);
        reader.start();
    }

    static DemoProcess start() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new DemoProcess(new ProcessBuilder(
                        java,
                        "-jar",
                        System.getProperty("sample.jar"),
                        "demo",
                        "--port=0",
                        "--gossip.bind-port=" + freeGossipPorts(),
                        "--gossip.port-fallback=" + (GOSSIP_PORTS - 1))
                .redirectErrorStream(true)
                .start());
    }

    /** Waits until it takes requests. */
    String url() throws Exception {
        return url.get(60, TimeUnit.SECONDS);
    }

    JsonNode get(String path) {
        return json.readTree(send("GET", path).body());
    }

    HttpResponse<String> send(String method, String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url() + path))
                    .method(method, HttpRequest.BodyPublishers.noBody())
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Names of the inventories that are alive, as the storefront sees it. */
    List<String> inventories() {
        return members("alive")
                .filter(member -> member.path("services").has("inventory"))
                .map(member -> member.path("name").asString())
                .toList();
    }

    /** Names of the members in a state. */
    List<String> named(String status) {
        return members(status).map(member -> member.path("name").asString()).toList();
    }

    private Stream<JsonNode> members(String status) {
        return get("/api/cluster")
                .path("members")
                .valueStream()
                .filter(member -> member.path("status").asString().equals(status));
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    List<String> output() {
        return output;
    }

    /** Like Ctrl-C. */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            throw new AssertionError("The demo does not stop:\n" + String.join("\n", output));
        }
        return process.exitValue();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private void read() {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
                Matcher ready = READY.matcher(line);
                if (ready.find()) {
                    url.complete(ready.group(1));
                }
            }
        } catch (IOException killed) {
            // Nothing more to read.
        }
        url.completeExceptionally(new AssertionError("The demo ended:\n" + String.join("\n", output)));
    }

    /** The first of ten neighbouring ports that are free for UDP and TCP, below those that systems hand out themselves. */
    private static int freeGossipPorts() {
        return RandomGenerator.getDefault()
                .ints(100, 1_000, 3_000)
                .map(port -> port * GOSSIP_PORTS)
                .filter(DemoProcess::areFree)
                .findFirst()
                .orElseThrow();
    }

    private static boolean areFree(int first) {
        for (int port = first; port < first + GOSSIP_PORTS; port++) {
            try (ServerSocket tcp = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                    DatagramSocket udp = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
                if (!tcp.isBound() || !udp.isBound()) {
                    return false;
                }
            } catch (IOException taken) {
                return false;
            }
        }
        return true;
    }
}
