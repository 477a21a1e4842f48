package io.gossip;

import io.gossip.keyring.KeyText;
import io.gossip.keyring.KeyringFile;
import io.gossip.memberlist.CompositeDelegate;
import io.gossip.memberlist.MemberlistConfig;
import io.gossip.memberlist.MemberlistConfigBuilder;
import io.gossip.memberlist.MemberlistMetrics;
import io.gossip.runtime.ConfigurationException;
import io.gossip.runtime.DaemonThreadFactory;
import io.gossip.runtime.netty.NettyEventLoops;
import io.gossip.serf.SerfConfig;
import io.gossip.serf.SerfEvent;
import io.gossip.wire.Bytes;
import io.gossip.wire.FramingConfig;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Collects the settings of one node and starts it; made by {@link Gossip#builder()}. Not safe for use by several threads. */
public final class GossipBuilder {

    private @Nullable String name;
    private String bindHost = "127.0.0.1";
    private int bindPort = NodePlan.DEFAULT_PORT;
    private int portFallback;
    private @Nullable String advertiseHost;
    private int advertisePort;
    private List<String> seeds = List.of();
    private Profile profile = Profile.LAN;
    private final Map<String, String> tags = new TreeMap<>();
    private final List<Consumer<? super SerfEvent>> listeners = new ArrayList<>();
    private @Nullable String encryptionKey;
    private @Nullable Path keyringFile;
    private boolean verifyIncoming = true;
    private boolean verifyOutgoing = true;
    private String label = "";
    private boolean skipInboundLabelCheck;
    private boolean compression = true;
    private UnaryOperator<MemberlistConfigBuilder> memberlist = UnaryOperator.identity();
    private @Nullable UnaryOperator<SerfConfig.Builder> serf;
    private MemberlistMetrics metrics = MemberlistMetrics.NONE;
    private @Nullable Executor eventExecutor;
    private @Nullable NettyEventLoops eventLoops;

    GossipBuilder() {}

    /**
     * Sets: name of the node, unique in the cluster; 1 to 255 bytes of UTF-8. By default the host name, {@code -} and
     * the port that was bound, which stays the same when a node is restarted, and tells nodes apart unless machines share
     * a host name, or nodes on different addresses of one machine share a port.
     *
     * @param name the new value
     * @return this builder
     */
    public GossipBuilder name(String name) {
        this.name = name;
        return this;
    }

    /**
     * Sets: where to listen, for datagrams and streams alike; by default {@code 127.0.0.1:7946}, which only processes
     * on the same machine can reach.
     *
     * @param host a literal IP address; {@code 0.0.0.0} for all interfaces, in which case others are told the private
     *     address of this machine unless {@link #advertise} says otherwise
     * @param port 0 to 65535; 0 lets the operating system choose
     * @return this builder
     */
    public GossipBuilder bind(String host, int port) {
        this.bindHost = host;
        this.bindPort = port;
        return this;
    }

    /**
     * Sets: how many of the following ports to try if the port is taken; by default 0, which means that the port must be
     * free.
     *
     * @param tries 0 or more
     * @return this builder
     */
    public GossipBuilder portFallback(int tries) {
        this.portFallback = tries;
        return this;
    }

    /**
     * Sets: where others reach this node, if that is not where it listens (NAT, containers).
     *
     * @param host a literal IP address
     * @param port 0 to 65535; 0 means the port that was bound
     * @return this builder
     */
    public GossipBuilder advertise(String host, int port) {
        this.advertiseHost = host;
        this.advertisePort = port;
        return this;
    }

    /**
     * Sets: nodes to join, each {@code host}, {@code host:port} or {@code name/host:port}; by default none. Without a
     * port, the one given to {@link #bind} is meant, even if this node had to take another one. They are tried at the
     * start, in the background, and again as long as they are no members, looked up anew each time. This node's own
     * address may be among them, so that all nodes can have the same list.
     *
     * @param seeds the new value
     * @return this builder
     */
    public GossipBuilder seeds(String... seeds) {
        return seeds(List.of(seeds));
    }

    /**
     * Sets: nodes to join; see {@link #seeds(String...)}.
     *
     * @param seeds the new value; copied
     * @return this builder
     */
    public GossipBuilder seeds(List<String> seeds) {
        this.seeds = List.copyOf(seeds);
        return this;
    }

    /**
     * Sets: which times and factors to use; by default {@link Profile#LAN}.
     *
     * @param profile the new value
     * @return this builder
     */
    public GossipBuilder profile(Profile profile) {
        this.profile = profile;
        return this;
    }

    /**
     * Adds a tag; all tags together may take 512 bytes on the wire.
     *
     * @param key name of the tag
     * @param value its value
     * @return this builder
     */
    public GossipBuilder tag(String key, String value) {
        tags.put(key, value);
        return this;
    }

    /**
     * Adds tags; {@link io.gossip.discovery.ServiceTags#toTags} makes those of a service.
     *
     * @param tags names and values
     * @return this builder
     */
    public GossipBuilder tags(Map<String, String> tags) {
        this.tags.putAll(tags);
        return this;
    }

    /**
     * Adds a listener that gets all events from the first one on, the joining of this node itself included; of what happens
     * while it is far behind, one for each member, as {@link io.gossip.serf.Serf#subscribe} says. It must not wait for a
     * future of the same node, which would be completed only after it.
     *
     * @param listener called on the event executor, one event after another
     * @return this builder
     */
    public GossipBuilder onEvent(Consumer<? super SerfEvent> listener) {
        listeners.add(listener);
        return this;
    }

    /**
     * Sets: the key that encrypts everything between the nodes; by default none, and no encryption. All nodes of the
     * cluster need the same key, and who has it is trusted.
     *
     * @param base64 base64 of 16, 24 or 32 random bytes, as {@code openssl rand -base64 32} prints it
     * @return this builder
     * @throws ConfigurationException if it is null, as a variable is that is not set: no node runs in the clear by mistake
     */
    @SuppressWarnings("ConstantValue") // not every caller knows of null checks
    public GossipBuilder encryptionKey(String base64) {
        if (base64 == null) {
            throw new ConfigurationException("encryptionKey", "null", KeyText.ALLOWED);
        }
        this.encryptionKey = base64;
        return this;
    }

    /**
     * Sets: the key; see {@link #encryptionKey(String)}.
     *
     * @param key 16, 24 or 32 random bytes; copied
     * @return this builder
     */
    public GossipBuilder encryptionKey(byte[] key) {
        return encryptionKey(KeyText.of(Bytes.of(key)));
    }

    /**
     * Sets: a file to take the keys from instead of {@link #encryptionKey(String)}, in the format of a Go
     * {@code serf agent}: a JSON array of base64 keys, the one that encrypts first. It has to exist, should be readable by
     * its owner only, and is written anew when {@link GossipNode#keys()} are changed. Needs
     * {@code tools.jackson.core:jackson-core} on the class path.
     *
     * @param file where it is
     * @return this builder
     */
    public GossipBuilder keyringFile(Path file) {
        this.keyringFile = file;
        return this;
    }

    /**
     * Sets: whether what is not encrypted is refused as soon as there is a key; by default true. False only while a
     * running cluster is being moved to encryption: first every node gets the key with both {@code verifyIncoming} and
     * {@link #verifyOutgoing} off, then every node is restarted with the latter on, then with both.
     *
     * @param verifyIncoming the new value
     * @return this builder
     */
    public GossipBuilder verifyIncoming(boolean verifyIncoming) {
        this.verifyIncoming = verifyIncoming;
        return this;
    }

    /**
     * Sets: whether to encrypt as soon as there is a key; by default true. False only while a running cluster is being
     * moved to encryption; see {@link #verifyIncoming}.
     *
     * @param verifyOutgoing the new value
     * @return this builder
     */
    public GossipBuilder verifyOutgoing(boolean verifyOutgoing) {
        this.verifyOutgoing = verifyOutgoing;
        return this;
    }

    /**
     * Sets: name of the cluster, sent in front of everything; by default none. Nodes with different labels do not merge by
     * mistake. It is no secret, and a protection only together with a key.
     *
     * @param label up to 255 bytes of UTF-8; empty for none
     * @return this builder
     */
    public GossipBuilder label(String label) {
        this.label = label;
        return this;
    }

    /**
     * Sets: whether something in front of this node takes the label off what comes in; by default false. If it does, what
     * still has a label is refused.
     *
     * @param skipInboundLabelCheck the new value
     * @return this builder
     */
    public GossipBuilder skipInboundLabelCheck(boolean skipInboundLabelCheck) {
        this.skipInboundLabelCheck = skipInboundLabelCheck;
        return this;
    }

    /**
     * Sets: whether to compress what is sent; by default true. Compressed messages are always understood.
     *
     * @param compression the new value
     * @return this builder
     */
    public GossipBuilder compression(boolean compression) {
        this.compression = compression;
        return this;
    }

    /**
     * Adjusts the membership layer, after everything else was set; called once, by {@link #start}.
     *
     * @param adjustment gets the settings of the profile; the name, the advertised address and the delegate versions are
     *     set afterwards
     * @return this builder
     */
    public GossipBuilder memberlist(UnaryOperator<MemberlistConfigBuilder> adjustment) {
        this.memberlist = adjustment;
        return this;
    }

    /**
     * Adjusts the settings of serf, after everything else was set; called once, by {@link #start}.
     *
     * @param adjustment gets the settings made so far; the membership layer is set afterwards
     * @return this builder
     */
    public GossipBuilder serf(UnaryOperator<SerfConfig.Builder> adjustment) {
        this.serf = adjustment;
        return this;
    }

    /**
     * Sets: who is told what the membership layer does; by default nobody. For Micrometer that is
     * {@link io.gossip.micrometer.MicrometerMetrics}.
     *
     * @param metrics called on the event loop; for one node only
     * @return this builder
     */
    public GossipBuilder metrics(MemberlistMetrics metrics) {
        this.metrics = metrics;
        return this;
    }

    /**
     * Sets: who runs listeners and the continuations of futures; by default a thread of the node's own. They run one
     * after another even if the executor has many threads. An executor that runs tasks on the calling thread is refused:
     * listeners would hold up the event loop, and with it the answers to probes.
     *
     * @param executor stays the caller's: it is not shut down with the node
     * @return this builder
     */
    public GossipBuilder eventExecutor(Executor executor) {
        this.eventExecutor = executor;
        return this;
    }

    /**
     * Sets: the threads on which the node runs, for many nodes in one JVM; by default a thread of the node's own. With
     * {@link #eventExecutor} shared as well, a node that is not busy has no thread at all.
     *
     * @param loops stay the caller's: they are not closed with the node, and to be closed only after all their nodes
     * @return this builder
     */
    public GossipBuilder eventLoops(NettyEventLoops loops) {
        this.eventLoops = loops;
        return this;
    }

    /**
     * Makes the node and waits until it is bound and has announced itself. It joins its seeds in the background. Its
     * threads are daemons: they do not keep the JVM alive. Not to be called on one of the threads of {@link #eventLoops}.
     *
     * @return the running node
     * @throws ConfigurationException naming the first setting that cannot work, its value and what is allowed
     * @throws io.gossip.serf.TagsTooLargeException if the tags take more than 512 bytes on the wire
     * @throws io.gossip.transport.BindFailedException if no port could be bound
     */
    public GossipNode start() {
        return await(plan().start());
    }

    /**
     * Makes a node of the membership layer alone, for applications that need no serf, and waits until it is bound and has
     * announced itself. What concerns serf has no place then: tags, listeners of events and serf's settings.
     *
     * @param delegate the application, called on the event executor
     * @return the running node
     * @throws ConfigurationException naming the first setting that cannot work, its value and what is allowed
     * @throws io.gossip.transport.BindFailedException if no port could be bound
     */
    public GossipMemberlist startMemberlist(CompositeDelegate delegate) {
        if (!tags.isEmpty()) {
            throw new ConfigurationException("tags", tags.keySet(), "none without serf; a node has its meta");
        }
        if (!listeners.isEmpty()) {
            throw new ConfigurationException("onEvent", listeners, "none without serf; there is the EventDelegate");
        }
        if (serf != null) {
            throw new ConfigurationException("serf", "set", "absent without serf");
        }
        return await(plan().startMemberlist(delegate));
    }

    private static <T> T await(CompletableFuture<T> started) {
        try {
            return started.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /**
     * Makes the node without waiting.
     *
     * @return completes on the event executor with the running node when it is bound and has announced itself; fails
     *     with what {@link #start} throws
     */
    public CompletableFuture<GossipNode> startAsync() {
        CompletableFuture<GossipNode> started = new CompletableFuture<>();
        try {
            NodePlan plan = plan();
            // Binding blocks for a moment, so it gets a thread for itself.
            new DaemonThreadFactory("gossip-start")
                    .newThread(() -> start(plan, started))
                    .start();
        } catch (Throwable e) {
            started.completeExceptionally(e);
        }
        return started;
    }

    private static void start(NodePlan plan, CompletableFuture<GossipNode> started) {
        try {
            GossipNode node = plan.start().join();
            node.dispatch(() -> started.complete(node));
        } catch (CompletionException e) {
            started.completeExceptionally(e.getCause() == null ? e : e.getCause());
        } catch (Throwable e) {
            started.completeExceptionally(e);
        }
    }

    /** Checks everything that can be checked before anything is started. */
    private NodePlan plan() {
        Rehearsal.begin();
        InetSocketAddress bindAddress =
                new InetSocketAddress(NodePlan.literal("bind", bindHost), NodePlan.port("bind", bindPort));
        KeyringFile file = keyringFile == null ? null : new KeyringFile(keyringFile);
        FramingConfig framing = new FramingSettings(
                        label, skipInboundLabelCheck, compression, encryptionKey, file, verifyIncoming, verifyOutgoing)
                .check();
        MemberlistConfig membership = memberlist
                .apply(profile.settings(name == null ? "unnamed" : name)
                        .framing(framing)
                        .seeds(seeds))
                .build();
        if (file != null && membership.framing().keyring() != framing.keyring()) {
            throw new ConfigurationException(
                    "keyringFile", "'" + file.path() + "'", "absent if memberlist() sets a keyring of its own");
        }
        membership = membership.toBuilder()
                .seeds(NodePlan.withPort(membership.rejoin().seeds(), bindPort))
                .build();
        SerfConfig.Builder settings = SerfConfig.builder(membership).tags(tags);
        if (serf != null) {
            settings = serf.apply(settings).memberlist(membership);
        }
        return new NodePlan(
                name,
                bindAddress,
                portFallback,
                advertiseHost == null ? null : NodePlan.literal("advertise", advertiseHost),
                NodePlan.port("advertise", advertisePort),
                settings.build(),
                file,
                listeners,
                metrics,
                eventExecutor,
                eventLoops);
    }
}
