package io.gossip.serf;

import io.gossip.runtime.NamedList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The table of members by name, those included that are gone but not forgotten, and the immutable view of it that every
 * thread may read.
 *
 * <p>Owned by the event loop but for {@link #view()}. A view is made only when it is {@linkplain #publish() published}, so
 * that a thousand changes in one step of the loop cost one view.
 */
final class Members {

    /**
     * All members at one moment.
     *
     * @param members this node among them
     * @param self this node
     */
    record View(NamedList<Member> members, Member self) {}

    private final String selfName;
    private final TreeMap<String, MemberRow> rows = new TreeMap<>();
    private boolean changed;
    private volatile @Nullable View view;

    Members(String selfName) {
        this.selfName = selfName;
    }

    boolean isSelf(MemberRow row) {
        return row.name.equals(selfName);
    }

    @Nullable
    MemberRow get(String name) {
        return rows.get(name);
    }

    /** All rows, sorted by name; must not be changed while they are being looked through. */
    Collection<MemberRow> rows() {
        return Collections.unmodifiableCollection(rows.values());
    }

    int size() {
        return rows.size();
    }

    void add(MemberRow row) {
        rows.put(row.name, row);
        changed = true;
    }

    void remove(MemberRow row) {
        rows.remove(row.name);
        changed = true;
    }

    /** To be called after every change of a row that {@link Member} shows. */
    void changed(MemberRow row) {
        row.changed();
        changed = true;
    }

    /** Whether any member but this node takes part. */
    boolean othersPresent() {
        for (MemberRow row : rows.values()) {
            if (!row.isGone() && !isSelf(row)) {
                return true;
            }
        }
        return false;
    }

    /** The member that went away first, or null if none but perhaps this node has gone. */
    @Nullable
    MemberRow longestGone(long nowNanos) {
        MemberRow longest = null;
        for (MemberRow row : rows.values()) {
            if (row.isGone()
                    && !isSelf(row)
                    && (longest == null || nowNanos - row.goneAtNanos > nowNanos - longest.goneAtNanos)) {
                longest = row;
            }
        }
        return longest;
    }

    /** Makes the newest state visible to all threads; says whether they see another one than before. */
    boolean publish() {
        MemberRow self = rows.get(selfName);
        if (!changed || self == null) {
            return false;
        }
        changed = false;
        List<Member> all = new ArrayList<>(rows.size());
        for (MemberRow row : rows.values()) {
            all.add(row.snapshot());
        }
        view = new View(new NamedList<>(all, Member::name), self.snapshot());
        return true;
    }

    /** The newest published state; may be called from any thread once this node has announced itself. */
    View view() {
        View current = view;
        if (current == null) {
            throw new IllegalStateException("not announced yet");
        }
        return current;
    }
}
