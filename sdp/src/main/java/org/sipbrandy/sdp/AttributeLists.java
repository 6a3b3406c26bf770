package org.sipbrandy.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.sipbrandy.sdp.attribute.Direction;

/** Changed copies of attribute lists. */
final class AttributeLists {
    private AttributeLists() {}

    static List<Attribute> plus(List<Attribute> attributes, List<? extends SdpAttribute> added) {
        List<Attribute> list = new ArrayList<>(attributes);
        added.forEach(a -> list.add(a.toAttribute()));
        return list;
    }

    static List<Attribute> minus(List<Attribute> attributes, String name) {
        return attributes.stream().filter(a -> !a.is(name)).toList();
    }

    static List<Attribute> withDirection(List<Attribute> attributes, Direction direction) {
        List<Attribute> list = new ArrayList<>(attributes);
        list.removeIf(a -> Direction.of(a).isPresent());
        list.add(direction.toAttribute());
        return list;
    }

    /** The values that the parser accepts; lines that it does not are as if they were absent. */
    static <T> List<T> readable(List<Attribute> attributes, String name, Function<String, T> parser) {
        List<T> list = new ArrayList<>();
        for (Attribute attribute : attributes) {
            if (attribute.is(name)) {
                try {
                    list.add(parser.apply(attribute.text()));
                } catch (SdpParseException e) {
                    // RFC 8839 §5.1, RFC 4568 §5.1.2: such a line is ignored, the others count.
                    continue;
                }
            }
        }
        return list;
    }
}
