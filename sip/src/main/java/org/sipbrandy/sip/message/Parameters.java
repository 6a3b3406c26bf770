package org.sipbrandy.sip.message;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Parameters in the order in which they were written; names are compared without regard to case. */
public final class Parameters implements Iterable<Parameter> {
    /** No parameters. */
    public static final Parameters NONE = new Parameters(List.of());

    private final List<Parameter> list;

    private Parameters(List<Parameter> list) {
        this.list = list;
    }

    /** @throws IllegalArgumentException if a name appears twice */
    public static Parameters of(List<Parameter> parameters) {
        if (parameters.isEmpty()) {
            return NONE;
        }
        for (int i = 0; i < parameters.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (parameters.get(i).name().equalsIgnoreCase(parameters.get(j).name())) {
                    throw new IllegalArgumentException("parameter given twice");
                }
            }
        }
        return new Parameters(List.copyOf(parameters));
    }

    /**
     * The parameters of {@code ;a=b;c="d"}, the first semicolon included.
     *
     * @throws SipParseException if malformed, a name appears twice or there are too many
     */
    public static Parameters parse(String text) {
        Cursor in = new Cursor(text);
        Parameters parameters = parse(in);
        in.skipSpace();
        in.requireEnd();
        return parameters;
    }

    /** Takes {@code *( SEMI generic-param )}. */
    static Parameters parse(Cursor in) {
        if (!in.takeSeparator(';')) {
            return NONE;
        }
        List<Parameter> list = new ArrayList<>(4);
        do {
            String name = in.token("parameter name");
            Optional<String> value = Optional.empty();
            if (in.takeSeparator('=')) {
                String raw = in.peek() == '"' ? in.quoted() : in.run(CharClass.GENERIC_VALUE);
                if (raw.isEmpty()) {
                    throw in.error("parameter value expected");
                }
                value = Optional.of(raw);
            }
            addUnique(list, new Parameter(name, value), in);
        } while (in.takeSeparator(';'));
        return new Parameters(List.copyOf(list));
    }

    /** RFC 3261 §7.3.1: a parameter name appears at most once. */
    static void addUnique(List<Parameter> list, Parameter added, Cursor in) {
        if (list.size() == SipLimits.MAX_PARAMETERS) {
            throw in.error("too many parameters");
        }
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).name().equalsIgnoreCase(added.name())) {
                throw in.error("parameter given twice");
            }
        }
        list.add(added);
    }

    static Parameters trusted(List<Parameter> list) {
        return list.isEmpty() ? NONE : new Parameters(List.copyOf(list));
    }

    private @Nullable Parameter find(String name) {
        for (int i = 0; i < list.size(); i++) {
            Parameter p = list.get(i);
            if (p.name().equalsIgnoreCase(name)) {
                return p;
            }
        }
        return null;
    }

    public boolean has(String name) {
        return find(name) != null;
    }

    /** The value without quotes; empty if there is no such parameter or it has no value. */
    public Optional<String> get(String name) {
        Parameter found = find(name);
        return found == null ? Optional.empty() : found.text();
    }

    /** The value as on the wire, quotes kept. */
    public Optional<String> raw(String name) {
        Parameter found = find(name);
        return found == null ? Optional.empty() : found.value();
    }

    /** With the parameter set to a value, quoted if need be, in its old place or at the end. */
    public Parameters with(String name, String value) {
        return put(new Parameter(name, Optional.of(value.isEmpty() ? "\"\"" : quoteIfNeeded(value))));
    }

    /** With the parameter set to a quoted string, whatever its characters. */
    public Parameters withQuoted(String name, String value) {
        return put(new Parameter(name, Optional.of(Quoting.quote(value))));
    }

    /** With a parameter that has no value, such as {@code lr}. */
    public Parameters with(String name) {
        return put(new Parameter(name, Optional.empty()));
    }

    private static String quoteIfNeeded(String value) {
        return CharClass.PLAIN_VALUE.hasAll(value) ? value : Quoting.quote(value);
    }

    /** With a value that is already in the form of a URI. */
    Parameters withEscaped(String name, String value) {
        return put(new Parameter(name, Optional.of(value)));
    }

    /** Whether all keep the grammar of uri-parameter, RFC 3261 §25.1. */
    boolean fitUri() {
        for (int i = 0; i < list.size(); i++) {
            Parameter p = list.get(i);
            if (!UriParser.isEscapedRun(p.name(), CharClass.URI_PARAMETER)
                    || p.value().isPresent()
                            && !UriParser.isEscapedRun(p.value().get(), CharClass.URI_PARAMETER)) {
                return false;
            }
        }
        return true;
    }

    private Parameters put(Parameter added) {
        if (!CharClass.isToken(added.name())) {
            throw new IllegalArgumentException("parameter name is not a token");
        }
        List<Parameter> changed = new ArrayList<>(list.size() + 1);
        boolean placed = false;
        for (Parameter p : list) {
            if (p.name().equalsIgnoreCase(added.name())) {
                changed.add(added);
                placed = true;
            } else {
                changed.add(p);
            }
        }
        if (!placed) {
            changed.add(added);
        }
        return trusted(changed);
    }

    public Parameters without(String name) {
        if (!has(name)) {
            return this;
        }
        List<Parameter> kept = new ArrayList<>(list);
        kept.removeIf(p -> p.name().equalsIgnoreCase(name));
        return trusted(kept);
    }

    public boolean isEmpty() {
        return list.isEmpty();
    }

    public int size() {
        return list.size();
    }

    /** In order, unmodifiable. */
    public List<Parameter> list() {
        return list;
    }

    @Override
    public Iterator<Parameter> iterator() {
        return list.iterator();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Parameters p && p.list.equals(list);
    }

    @Override
    public int hashCode() {
        return list.hashCode();
    }

    void appendTo(StringBuilder out) {
        for (int i = 0; i < list.size(); i++) {
            Parameter p = list.get(i);
            out.append(';').append(p.name());
            if (p.value().isPresent()) {
                out.append('=').append(p.value().get());
            }
        }
    }

    /** With a semicolon before each; empty if there are none. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        appendTo(out);
        return out.toString();
    }
}
