package io.gossip.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The keys a node can open messages with; the first one, the primary, is what it encrypts with (protocol reference, section
 * 12.4).
 *
 * <p>An empty keyring means that encryption is off, and adding a first key turns it on: layers ask at every use. To replace
 * a key without interruption, add the new one on every node, then use it on every node, then remove the old one on every
 * node.
 *
 * <p>Each change replaces an immutable list at once. Reading takes no lock, and any thread may read and change; a message
 * is sealed or opened with the list as it was at one moment.
 *
 * <p>Keys appear in no text: not in {@link #toString()} and not in exceptions.
 */
public final class Keyring {

    private static final Ring EMPTY = new Ring(List.of(), List.of());

    private final AtomicReference<Ring> current = new AtomicReference<>(EMPTY);

    /** Keys in order, and the same ones as the cipher wants them. */
    private record Ring(List<Bytes> keys, List<SecretKeySpec> secretKeys) {

        static Ring of(List<Bytes> keys) {
            return new Ring(
                    List.copyOf(keys),
                    keys.stream()
                            .map(key -> new SecretKeySpec(key.toArray(), "AES"))
                            .toList());
        }
    }

    /** An empty keyring: encryption is off. */
    public Keyring() {}

    /**
     * A keyring with keys.
     *
     * @param keys keys of 16, 24 or 32 bytes, in the order in which they are tried behind the primary; it may be among them
     * @param primary the key to encrypt with; null only if there are no keys
     * @return a keyring; empty if there are no keys
     * @throws IllegalArgumentException if a key has another length, or there are keys but no primary
     */
    public static Keyring of(List<Bytes> keys, @Nullable Bytes primary) {
        Keyring keyring = new Keyring();
        if (primary == null) {
            if (!keys.isEmpty()) {
                throw new IllegalArgumentException(
                        "a keyring of " + keys.size() + " keys without a primary key; say which one encrypts");
            }
            return keyring;
        }
        keyring.add(primary);
        keys.forEach(keyring::add);
        return keyring;
    }

    /**
     * Adds a key behind the others; the first key of an empty ring becomes the primary. Nothing happens if it is present.
     *
     * @param key 16, 24 or 32 bytes
     * @throws IllegalArgumentException if it has another length
     */
    public void add(Bytes key) {
        int length = key.length();
        if (length != 16 && length != 24 && length != 32) {
            throw new IllegalArgumentException("a key of " + length + " bytes; 16, 24 or 32 are allowed");
        }
        change(keys -> {
            if (!keys.contains(key)) {
                keys.add(key);
            }
            return keys;
        });
    }

    /**
     * Makes a key the primary; the others keep their order.
     *
     * @param key a key of this ring
     * @throws IllegalArgumentException if it is not present
     */
    public void use(Bytes key) {
        change(keys -> {
            if (!keys.remove(key)) {
                throw new IllegalArgumentException("the key to use is not on the keyring; add it first");
            }
            keys.add(0, key);
            return keys;
        });
    }

    /**
     * Removes a key. Nothing happens if it is not present.
     *
     * @param key any key but the primary
     * @throws IllegalArgumentException if it is the primary, or the ring is empty
     */
    public void remove(Bytes key) {
        change(keys -> {
            if (keys.isEmpty()) {
                throw new IllegalArgumentException("the keyring is empty; there is no key to remove");
            }
            if (keys.get(0).equals(key)) {
                throw new IllegalArgumentException("the primary key cannot be removed; use another one first");
            }
            keys.remove(key);
            return keys;
        });
    }

    /**
     * All keys.
     *
     * @return an immutable list, the primary first
     */
    public List<Bytes> keys() {
        return ring().keys;
    }

    /**
     * The key that encrypts.
     *
     * @return the first key, or null if the ring is empty
     */
    public @Nullable Bytes primary() {
        List<Bytes> keys = keys();
        return keys.isEmpty() ? null : keys.get(0);
    }

    /**
     * Whether encryption is off.
     *
     * @return true if there are no keys
     */
    public boolean isEmpty() {
        return keys().isEmpty();
    }

    /** The keys as the cipher wants them, the primary first. */
    List<SecretKeySpec> secretKeys() {
        return ring().secretKeys;
    }

    private Ring ring() {
        return Objects.requireNonNull(current.get());
    }

    private void change(UnaryOperator<List<Bytes>> change) {
        current.updateAndGet(ring -> {
            List<Bytes> keys = change.apply(new ArrayList<>(ring.keys));
            return keys.equals(ring.keys) ? ring : Ring.of(keys);
        });
    }

    /** Tells how many keys there are, never which. */
    @Override
    public String toString() {
        int count = keys().size();
        return "Keyring[" + count + (count == 1 ? " key]" : " keys]");
    }
}
