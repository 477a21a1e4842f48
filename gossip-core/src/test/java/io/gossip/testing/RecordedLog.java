package io.gossip.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** All that our code logs, down to the last detail, and nothing on the console meanwhile. */
public final class RecordedLog implements AutoCloseable {

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.gossip");
    private final Level before = logger.getLevel();
    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            events.add(event);
        }
    };

    /** Records from now on. */
    public RecordedLog() {
        appender.start();
        logger.addAppender(appender);
        logger.setAdditive(false);
        logger.setLevel(Level.TRACE);
    }

    /** The messages of one class, without what goes with them. */
    public List<String> messagesOf(String simpleName) {
        return events.stream()
                .filter(event -> event.getLoggerName().endsWith("." + simpleName))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    /** All messages, without level and stack trace. */
    public List<String> messages() {
        return events.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    /** The lines, each with the stack trace that belongs to it. */
    public List<String> lines() {
        return events.stream()
                .map(event -> event.getLevel()
                        + " "
                        + event.getFormattedMessage()
                        + (event.getThrowableProxy() == null
                                ? ""
                                : ThrowableProxyUtil.asString(event.getThrowableProxy())))
                .toList();
    }

    /** The warnings about encryption; a busy machine may give cause for others. */
    public List<String> warnings() {
        return lines().stream()
                .filter(line -> line.startsWith("WARN") && (line.contains("encrypt") || line.contains("key")))
                .toList();
    }

    @Override
    public void close() {
        logger.setLevel(before);
        logger.setAdditive(true);
        logger.detachAppender(appender);
    }
}
