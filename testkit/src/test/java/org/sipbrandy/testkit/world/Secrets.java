package org.sipbrandy.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.call.endpoint.Endpoint;

/** Everything secret that an endpoint holds, found by going through its objects, and whether it was wiped in the end. */
final class Secrets {
    /** By class, the field that says that it is wiped or closed. */
    private static final Map<String, String> WIPED = Map.of(
            "org.sipbrandy.srtp.SessionKey", "destroyed",
            "org.sipbrandy.srtp.SrtpKeys", "wiped",
            "org.sipbrandy.srtp.SrtpSender", "closed",
            "org.sipbrandy.srtp.SrtpReceiver", "closed",
            "org.sipbrandy.dtls.SrtpKeyingMaterial", "wiped",
            "org.sipbrandy.dtls.DtlsAssociation", "ended",
            "org.sipbrandy.call.media.MediaPath", "closed");

    private final Set<Object> found = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Adds those that an endpoint holds now. */
    void lookInto(Endpoint endpoint) {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> open = new ArrayDeque<>(List.of(endpoint));
        while (!open.isEmpty()) {
            Object one = open.pop();
            if (!seen.add(one)) {
                continue;
            }
            if (WIPED.containsKey(one.getClass().getName())) {
                found.add(one);
            }
            switch (one) {
                case Collection<?> many ->
                    many.stream().filter(Objects::nonNull).forEach(open::push);
                case Map<?, ?> map -> map.values().forEach(open::push);
                case Optional<?> optional -> optional.ifPresent(open::push);
                case Object[] array ->
                    Arrays.stream(array).filter(Objects::nonNull).forEach(open::push);
                default -> {
                    if (one.getClass().getName().startsWith("org.sipbrandy.")) {
                        fields(one).forEach(open::push);
                    }
                }
            }
        }
    }

    private static List<Object> fields(Object of) {
        var values = new ArrayList<>();
        for (Class<?> type = of.getClass(); type.getName().startsWith("org.sipbrandy."); type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                    var value = value(of, field);
                    if (value != null) {
                        values.add(value);
                    }
                }
            }
        }
        return values;
    }

    private static @Nullable Object value(Object of, Field field) {
        try {
            field.setAccessible(true);
            return field.get(of);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    /** How many session keys of SRTP were seen. */
    long sessionKeys() {
        return found.stream()
                .filter(one -> one.getClass().getName().endsWith(".SessionKey"))
                .count();
    }

    /** Each is wiped, and of a session key every octet. */
    void allAreWiped() throws ReflectiveOperationException {
        for (Object one : found) {
            var type = one.getClass();
            var flag = type.getDeclaredField(Objects.requireNonNull(WIPED.get(type.getName())));
            flag.setAccessible(true);
            assertThat(flag.getBoolean(one))
                    .as(type.getSimpleName() + " is wiped")
                    .isTrue();
            if (type.getName().endsWith(".SessionKey")) {
                var octets = type.getDeclaredField("key");
                octets.setAccessible(true);
                assertThat((byte[]) octets.get(one)).containsOnly(0);
            }
        }
    }
}
