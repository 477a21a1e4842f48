package io.gossip.simulator.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * A YAML file as Spring Boot sees it: flat names with dots, several documents one after another, a later value in place of an
 * earlier one. Documents that are for one Spring profile only are left out.
 *
 * @param values values by name, as written; an element of a list has its number in brackets
 * @param leftOut for which profiles there were documents
 */
record YamlProperties(Map<String, String> values, List<String> leftOut) {

    private static final String ON_PROFILE = "spring.config.activate.on-profile";

    /** @throws IllegalArgumentException if the file cannot be read or is no YAML */
    static YamlProperties read(Path file) {
        Map<String, String> values = new LinkedHashMap<>();
        List<String> leftOut = new ArrayList<>();
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        try (Reader reader = Files.newBufferedReader(file)) {
            for (Object document : new Yaml(new SafeConstructor(options)).loadAll(reader)) {
                Map<String, String> flat = new LinkedHashMap<>();
                flatten("", document, flat);
                String profile = flat.get(ON_PROFILE);
                if (profile == null) {
                    values.putAll(flat);
                } else {
                    leftOut.add(profile);
                }
            }
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no file " + file, e);
        } catch (IOException | YAMLException e) {
            throw new IllegalArgumentException(file + " cannot be read: " + e.getMessage(), e);
        }
        return new YamlProperties(values, leftOut);
    }

    private static void flatten(String name, @Nullable Object value, Map<String, String> into) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, child) -> flatten(name.isEmpty() ? "" + key : name + "." + key, child, into));
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                flatten(name + "[" + i + "]", list.get(i), into);
            }
        } else if (!name.isEmpty()) {
            into.put(name, value == null ? "" : value.toString());
        }
    }
}
