package io.gossip.keyring;

import io.gossip.runtime.ConfigurationException;
import io.gossip.wire.Bytes;
import io.gossip.wire.Keyring;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of keys, the same that a Go {@code serf agent} reads and writes (serf protocol reference, section 15.2): a JSON
 * array of base64 strings, the primary key first.
 *
 * <p>It is replaced as a whole: who reads it meanwhile, or finds it after a crash, sees the old keys or the new ones. Needs
 * {@code tools.jackson.core:jackson-core} on the class path. Every method blocks.
 */
public final class KeyringFile {

    private static final Logger log = LoggerFactory.getLogger(KeyringFile.class);

    private static final String PROPERTY = "keyringFile";

    /** More than a thousand keys. */
    private static final int MAX_BYTES = 1 << 16;

    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final Path path;

    /**
     * A file that may not exist yet.
     *
     * @param path where it is
     */
    public KeyringFile(Path path) {
        this.path = path;
    }

    /**
     * Where it is.
     *
     * @return the path as it was given
     */
    public Path path() {
        return path;
    }

    /**
     * Reads the keys, and warns if others than the owner may do so too.
     *
     * @return a keyring with at least one key
     * @throws ConfigurationException if there is no such file, or it cannot be read, or something else is in it; says what is
     *     wrong, never a key
     */
    public Keyring read() {
        List<Bytes> keys = new ArrayList<>();
        try {
            for (String text : KeyringJson.parse(content())) {
                keys.add(key(text, keys.size() + 1));
            }
        } catch (IllegalArgumentException wrong) {
            throw refused(wrong.getMessage());
        } catch (NoClassDefFoundError noJackson) {
            throw new ConfigurationException(
                    PROPERTY, quoted(), "used with tools.jackson.core:jackson-core on the class path");
        }
        if (keys.isEmpty()) {
            throw refused("has no keys in it");
        }
        warnIfOthersMayRead();
        return Keyring.of(keys, keys.get(0));
    }

    /**
     * Replaces the keys; only the owner may read the new file. If the path is a symbolic link, what it points to is replaced.
     *
     * @param keys the keys, the primary first
     * @throws IOException if the file cannot be replaced; the old one is then still there
     */
    public void write(List<Bytes> keys) throws IOException {
        byte[] content = KeyringJson.write(keys.stream().map(KeyText::of).toList());
        Path target = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
        Path directory = target.resolveSibling("").toAbsolutePath();
        Path temporary = Files.createTempFile(directory, target.getFileName() + ".", ".tmp", ownerOnly(directory));
        try {
            try (FileChannel out = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                out.force(true);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
        syncEntry(directory);
    }

    /** Throws what is wrong with the file as an {@link IllegalArgumentException}, as all that reads does. */
    private byte[] content() {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] content = in.readNBytes(MAX_BYTES + 1);
            if (content.length > MAX_BYTES) {
                throw new IllegalArgumentException("has more than " + MAX_BYTES + " bytes");
            }
            return content;
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("does not exist");
        } catch (AccessDeniedException e) {
            throw new IllegalArgumentException("may not be read by this process");
        } catch (IOException e) {
            String reason = e instanceof FileSystemException about ? about.getReason() : e.getMessage();
            throw new IllegalArgumentException("cannot be read (" + reason + ")");
        }
    }

    private static Bytes key(String text, int number) {
        try {
            return KeyText.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("has a key that is " + e.getMessage() + " (number " + number + ")");
        }
    }

    private ConfigurationException refused(@Nullable String why) {
        return new ConfigurationException(
                PROPERTY,
                quoted() + ", which " + why,
                "a JSON array of keys, the primary first, each " + KeyText.ALLOWED);
    }

    private String quoted() {
        return "'" + path + "'";
    }

    private void warnIfOthersMayRead() {
        try {
            if (isPosix(path)) {
                Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
                if (permissions.stream()
                        .anyMatch(permission -> !permission.name().startsWith("OWNER_"))) {
                    log.warn(
                            "The keyring file {} is open to others than its owner ({}): who has a key is trusted by the"
                                    + " whole cluster. chmod 600 it",
                            path,
                            PosixFilePermissions.toString(permissions));
                }
            }
        } catch (IOException e) {
            log.debug("Cannot tell who may read {}", path, e);
        }
    }

    /** Without it, a crash of the machine may bring back the old file. Not every system lets a directory be synced. */
    private static void syncEntry(Path directory) {
        try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
            entries.force(true);
        } catch (IOException e) {
            log.debug("Cannot sync {}", directory, e);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path directory) {
        return isPosix(directory)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** Tells the path. */
    @Override
    public String toString() {
        return "KeyringFile[" + path + "]";
    }
}
