package io.gossip.interop;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The Go nodes to get on with. */
enum GoKind {
    /** The current release, as pinned in {@code interop/go.mod}. */
    MEMBERLIST(Dialect.PLAIN) {
        @Override
        String title(Peer peer) {
            return "hashicorp/memberlist " + ((GoMemberlist) peer).version();
        }

        @Override
        @Nullable
        String missing() {
            return GoPeer.build() ? null : "there is no go command";
        }

        @Override
        Peer start(String name, String address, Setting setting, Path directory) {
            return GoMemberlist.start(name, address, setting, Pace.QUICK);
        }
    },
    /** An agent on memberlist 0.2.2, of the year 2020. */
    SERF(Dialect.SERF) {
        @Override
        String title(Peer peer) {
            return "serf agent of Debian's package 0.9.4 (calls itself " + GoAgent.version() + "), on memberlist 0.2.2";
        }

        @Override
        @Nullable
        String missing() {
            return Files.isExecutable(GoAgent.BINARY) ? null : "no serf binary at " + GoAgent.BINARY;
        }

        @Override
        Peer start(String name, String address, Setting setting, Path directory) {
            return SerfAgent.start(name, address, setting, directory);
        }

        @Override
        @Nullable
        String whyNot(Setting setting) {
            return setting.label().isEmpty() ? null : "memberlist 0.2.2 knows no labels; they came with 0.3.0";
        }

        @Override
        @Nullable
        String whyNot(Operation operation, Language by) {
            if (by == Language.JAVA) {
                return null;
            }
            return switch (operation) {
                case STREAM -> "only Java to Go: serf sends no user message over a stream";
                case PING -> "only Java to Go: the agent has no command for it";
                default -> null;
            };
        }

        @Override
        @Nullable
        String remark(Setting setting) {
            return setting.protocol() == 1
                    ? "Java sends version 0 and the agent opens it; the agent, which always speaks protocol 2, sends version 1"
                    : null;
        }
    };

    /** What its application puts into messages. */
    final Dialect dialect;

    GoKind(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Why there is none on this machine, or null. */
    abstract @Nullable String missing();

    /** Which release it is. */
    abstract String title(Peer peer);

    abstract Peer start(String name, String address, Setting setting, Path directory);

    /** Why it cannot be set so, or null. */
    @Nullable
    String whyNot(Setting setting) {
        return null;
    }

    /** Why one side cannot do that, or null. */
    @Nullable
    String whyNot(Operation operation, Language by) {
        return null;
    }

    /** What to know about a row, or null. */
    @Nullable
    String remark(Setting setting) {
        return null;
    }
}
