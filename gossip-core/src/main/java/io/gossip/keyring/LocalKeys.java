package io.gossip.keyring;

import io.gossip.runtime.DaemonThreadFactory;
import io.gossip.wire.Bytes;
import io.gossip.wire.Keyring;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The keys of this node, to be changed while it runs: for the next message at once, and in the keyring file if there is one
 * (protocol reference, section 12.4).
 *
 * <p>To replace the key of a cluster without interruption, install the new one on every node, then use it on every node, then
 * remove the old one on every node.
 *
 * <p>Any thread may call. The future of a change completes when it is in the file too, on the thread that wrote it. If it
 * cannot be written, the future fails with an {@link IOException} but the change stays in effect; the same call once more
 * tries to write again.
 */
public final class LocalKeys {

    private static final long IDLE_THREAD_SECONDS = 10;

    private final Keyring keyring;
    private final @Nullable KeyringFile file;
    private final Executor executor;

    /**
     * The keys of one node.
     *
     * @param keyring what the node uses
     * @param file where changes are kept, or null
     * @param executor where to block
     */
    public LocalKeys(Keyring keyring, @Nullable KeyringFile file, Executor executor) {
        this.keyring = keyring;
        this.file = file;
        this.executor = executor;
    }

    /**
     * The executor this class wants: one daemon thread that ends when idle.
     *
     * @param node the node's name, which becomes part of the thread's name
     * @return a new executor; it needs no shutdown
     */
    public static Executor newExecutor(String node) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                1,
                1,
                IDLE_THREAD_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new DaemonThreadFactory("gossip-" + node + "-keyring"));
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /**
     * What is on the keyring now.
     *
     * @return unmodifiable, the primary first; empty if this node does not encrypt
     */
    public List<Bytes> list() {
        return keyring.keys();
    }

    /**
     * Adds a key, so that messages encrypted with it are understood. The first key of all switches encryption on.
     *
     * @param key 16, 24 or 32 bytes; {@link KeyText#parse} reads base64
     * @return completes when done, also if the key was there before; fails with an {@link IllegalArgumentException} if it has
     *     another length
     */
    public CompletableFuture<Void> install(Bytes key) {
        return change(() -> keyring.add(key));
    }

    /**
     * Makes a key the primary: it encrypts from now on.
     *
     * @param key a key of the ring
     * @return completes when done; fails with an {@link IllegalArgumentException} if it is not there
     */
    public CompletableFuture<Void> use(Bytes key) {
        return change(() -> keyring.use(key));
    }

    /**
     * Removes a key: what is encrypted with it is not understood any longer.
     *
     * @param key any but the primary
     * @return completes when done, also if the key was not there; fails with an {@link IllegalArgumentException} if it is the
     *     primary, or there are no keys
     */
    public CompletableFuture<Void> remove(Bytes key) {
        return change(() -> keyring.remove(key));
    }

    private CompletableFuture<Void> change(Runnable change) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        try {
            change.run();
            if (file == null) {
                done.complete(null);
            } else {
                executor.execute(() -> save(file, done));
            }
        } catch (IllegalArgumentException | RejectedExecutionException e) {
            done.completeExceptionally(e);
        }
        return done;
    }

    private void save(KeyringFile to, CompletableFuture<Void> done) {
        try {
            write(to);
            done.complete(null);
        } catch (Throwable e) {
            done.completeExceptionally(
                    new IOException("The keys are changed, but not in the keyring file " + to.path(), e));
        }
    }

    /** One at a time, and each writes what is on the ring by then: whoever comes last leaves the newest keys. */
    private synchronized void write(KeyringFile to) throws IOException {
        to.write(keyring.keys());
    }

    /** Tells how many keys there are, never which. */
    @Override
    public String toString() {
        return "LocalKeys[" + keyring + "]";
    }
}
