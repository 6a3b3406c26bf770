package org.sipbrandy.sdp;

import java.util.List;
import java.util.Optional;

/** A level of a description that has {@code a=} lines. */
public interface AttributeHolder {
    /** In the order of the text, unknown ones included. */
    List<Attribute> attributes();

    /** The first attribute of that name. */
    default Optional<Attribute> attribute(String name) {
        for (Attribute attribute : attributes()) {
            if (attribute.is(name)) {
                return Optional.of(attribute);
            }
        }
        return Optional.empty();
    }

    default boolean hasAttribute(String name) {
        return attribute(name).isPresent();
    }

    /** The values of all attributes of that name, in order; a flag counts as the empty string. */
    default List<String> values(String name) {
        return attributes().stream()
                .filter(a -> a.is(name))
                .map(Attribute::text)
                .toList();
    }
}
