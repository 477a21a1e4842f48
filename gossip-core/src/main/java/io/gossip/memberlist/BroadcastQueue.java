package io.gossip.memberlist;

import io.gossip.wire.Bytes;
import io.gossip.wire.Compound;
import io.gossip.wire.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeSet;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * News waiting to be gossiped, each piece until it has been sent often enough (protocol reference, section 11).
 *
 * <p>What has been sent least goes first, so that fresh news overtakes old; among equals the longest, so that packets fill
 * well; among those the newest. A named piece replaces the one queued before under the same name: of two statements about
 * one node only the later matters. A unique piece replaces nothing. A plain one says by a rule which other plain ones it
 * replaces.
 *
 * <p>The pieces stand in a search tree in exactly that order. "The longest piece sent {@code t} times that fits into
 * {@code free} bytes" is then one look-up: the first piece at or behind the position {@code (t, free, newest)}. Every
 * operation takes O(log n), except for adding a plain piece, which is put before the rule together with each plain piece that
 * waits.
 */
public final class BroadcastQueue {

    private final MessageBytes encoder;
    private final int retransmitMultiplier;
    private final IntSupplier maxLength;
    private final IntSupplier nodes;
    private final Runnable onNews;
    private final TreeSet<Item> items = new TreeSet<>();
    private final Map<String, Item> named = new HashMap<>();

    /** Taken for the last time, into a packet that has not been sent yet. */
    private final Queue<Item> sentOften = new ArrayDeque<>();

    /** Plain pieces with their payloads, in the order in which they came. */
    private final Map<Item, Bytes> plain = new LinkedHashMap<>();

    private long nextSerial;
    private @Nullable Item newest;

    /** The last answer of {@link #maxLength}; no piece that waits is longer. */
    private int longest = Integer.MAX_VALUE;

    /**
     * An empty queue.
     *
     * @param encoder turns user messages into what is sent
     * @param retransmitMultiplier see {@link MemberlistConfigBuilder#retransmitMultiplier}
     * @param maxLength longest piece that fits into a packet; becomes less when encryption is switched on
     * @param nodes size of the cluster
     * @param onNews called when a piece is added
     */
    BroadcastQueue(
            MessageBytes encoder, int retransmitMultiplier, IntSupplier maxLength, IntSupplier nodes, Runnable onNews) {
        this.encoder = encoder;
        this.retransmitMultiplier = retransmitMultiplier;
        this.maxLength = maxLength;
        this.nodes = nodes;
        this.onNews = onNews;
    }

    /**
     * Queues a user message, independent of all others. Called on the node's event loop.
     *
     * @param payload the message
     * @param finished called exactly once, when the message has been sent often enough or was dropped
     * @return false if the message fits into no packet and was not queued; {@code finished} is not called then
     */
    public boolean add(Bytes payload, Runnable finished) {
        return addEncoded(null, encoder.encode(new Message.User(payload)), finished);
    }

    /**
     * Queues a user message under a name, in place of the one that still waits under it. Called on the node's event loop.
     *
     * @param name what the message is about
     * @param payload the message
     * @param finished called exactly once, when the message has been sent often enough, was replaced or was dropped
     * @return false if the message fits into no packet and was not queued; {@code finished} is not called then
     */
    public boolean add(String name, Bytes payload, Runnable finished) {
        return addEncoded(name, encoder.encode(new Message.User(payload)), finished);
    }

    /**
     * Queues a plain user message, in place of those that still wait and that it makes superfluous (section 11.2). It is compared
     * with all plain messages that wait, and with no others. Called on the node's event loop.
     *
     * @param payload the message
     * @param replaces which of those it replaces, by their payload. Asked before this returns; must be quick. If it throws, so
     *     does this, and nothing is queued or replaced
     * @param finished called exactly once, when the message has been sent often enough, was replaced or was dropped
     * @return false if the message fits into no packet and was not queued; {@code finished} is not called then
     */
    public boolean add(Bytes payload, Predicate<Bytes> replaces, Runnable finished) {
        Bytes message = encoder.encode(new Message.User(payload));
        if (!fits(message)) {
            return false;
        }
        List<Item> replaced = new ArrayList<>();
        plain.forEach((item, waiting) -> {
            if (replaces.test(waiting)) {
                replaced.add(item);
            }
        });
        Item item = new Item(null, message, nextSerial++, finished);
        replaced.forEach(plain::remove);
        plain.put(item, payload);
        put(item, replaced);
        return true;
    }

    /** Queues an encoded message under a name, in place of what was queued under it; without a name, in place of nothing. */
    boolean addEncoded(@Nullable String name, Bytes message, Runnable finished) {
        if (!fits(message)) {
            return false;
        }
        Item item = new Item(name, message, nextSerial++, finished);
        Item replaced = name == null ? null : named.put(name, item);
        put(item, replaced == null ? List.of() : List.of(replaced));
        return true;
    }

    private boolean fits(Bytes message) {
        dropWhatFitsNoLonger();
        return message.length() <= longest;
    }

    private void put(Item item, List<Item> replaced) {
        items.add(item);
        newest = item;
        for (Item old : replaced) {
            if (items.remove(old)) {
                old.finished.run(); // otherwise packetSent() is about to call it
            }
        }
        onNews.run();
    }

    /**
     * Takes what fits into a packet and counts it as sent once. When the packet is on its way, {@link #packetSent} is to be called.
     *
     * @param into receives the encoded messages
     * @param overhead bytes each message costs beyond its length
     * @param budget bytes there are
     * @return bytes of the budget that are left
     */
    int take(List<Bytes> into, int overhead, int budget) {
        dropWhatFitsNoLonger();
        int limit = RetransmitLimit.of(retransmitMultiplier, nodes.getAsInt());
        int left = budget;
        int tier = 0;
        List<Item> taken = new ArrayList<>();
        while (into.size() < Compound.MAX_PARTS && left > overhead) {
            Item item = items.ceiling(new Item(tier, left - overhead));
            if (item == null) {
                break;
            }
            if (item.transmits > tier && item.length > left - overhead) {
                tier = item.transmits; // the first of the next tier does not fit, a shorter one may
                continue;
            }
            tier = item.transmits;
            items.remove(item);
            into.add(item.message);
            left -= overhead + item.length;
            item.transmits++;
            taken.add(item);
        }
        for (Item item : taken) {
            if (item.transmits < limit) {
                items.add(item);
            } else {
                sentOften.add(item);
            }
        }
        return left;
    }

    /** Tells whose news was taken for the last time; not before, because who waits for the news of his leave to be out shuts down then. */
    void packetSent() {
        for (Item item = sentOften.poll(); item != null; item = sentOften.poll()) {
            finish(item); // may use this queue
        }
    }

    /**
     * Drops what was sent most until few enough are left. Called on the node's event loop.
     *
     * @param max how many may stay
     */
    public void prune(int max) {
        while (items.size() > max) {
            finish(items.pollLast());
        }
    }

    /**
     * Makes room by dropping what was sent most, or, if nothing has been sent yet, takes back what was added last, as if it
     * had never been added.
     *
     * @param max how many may stay
     * @return false if the one added last was taken back
     */
    boolean keepWithin(int max) {
        if (items.size() > max && newest != null && items.last().transmits == 0) {
            items.remove(newest);
            plain.remove(newest);
            if (newest.name != null) {
                named.remove(newest.name, newest);
            }
            return false;
        }
        prune(max);
        return true;
    }

    /** Drops what has been sent at least once, because nobody is left to send it to again; nobody need wait for that. */
    void finishTold() {
        while (!items.isEmpty() && items.last().transmits > 0) {
            finish(items.pollLast());
        }
    }

    /**
     * How many messages wait. Called on the node's event loop.
     *
     * @return 0 or more
     */
    public int size() {
        return items.size();
    }

    /** A piece that fits into no packet any more would stay for ever. */
    private void dropWhatFitsNoLonger() {
        int before = longest;
        longest = maxLength.getAsInt();
        if (longest < before) {
            List<Item> tooLong =
                    items.stream().filter(item -> item.length > longest).toList();
            items.removeAll(tooLong);
            tooLong.forEach(this::finish);
        }
    }

    private void finish(Item item) {
        if (item.name != null) {
            named.remove(item.name, item);
        }
        plain.remove(item);
        item.finished.run();
    }

    /** One piece of news; its place in the order changes only while it is outside the tree. */
    private static final class Item implements Comparable<Item> {
        private final @Nullable String name;
        private final Bytes message;
        private final int length;
        private final long serial;
        private final Runnable finished;
        private int transmits;

        Item(@Nullable String name, Bytes message, long serial, Runnable finished) {
            this.name = name;
            this.message = message;
            this.length = message.length();
            this.serial = serial;
            this.finished = finished;
        }

        /** A mark in the order: before every piece sent that often and of that length or less. */
        Item(int transmits, int length) {
            this.name = null;
            this.message = Bytes.EMPTY;
            this.length = length;
            this.serial = Long.MAX_VALUE;
            this.finished = () -> {};
            this.transmits = transmits;
        }

        @Override
        public int compareTo(Item other) {
            if (transmits != other.transmits) {
                return Integer.compare(transmits, other.transmits);
            }
            if (length != other.length) {
                return Integer.compare(other.length, length);
            }
            return Long.compare(other.serial, serial);
        }
    }
}
