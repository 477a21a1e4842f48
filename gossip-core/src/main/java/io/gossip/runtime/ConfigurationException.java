package io.gossip.runtime;

/**
 * A setting that cannot work; raised before anything is started. The message names all three: setting, value, allowed.
 */
public final class ConfigurationException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String property;
    private final String value;
    private final String allowed;

    /**
     * A refusal.
     *
     * @param property the setting's name, as in the builder
     * @param value the refused value as text; never a secret
     * @param allowed what would be accepted
     */
    public ConfigurationException(String property, Object value, String allowed) {
        super(property + " is " + value + ", but must be " + allowed);
        this.property = property;
        this.value = String.valueOf(value);
        this.allowed = allowed;
    }

    /**
     * Which setting.
     *
     * @return the setting's name, as in the builder
     */
    public String property() {
        return property;
    }

    /**
     * What it was set to.
     *
     * @return the refused value as text
     */
    public String value() {
        return value;
    }

    /**
     * What it may be set to.
     *
     * @return what would be accepted
     */
    public String allowed() {
        return allowed;
    }
}
