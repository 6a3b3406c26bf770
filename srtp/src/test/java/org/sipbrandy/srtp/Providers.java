package org.sipbrandy.srtp;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The options under which protection is tested: the platform's providers, and Corretto's where it runs. */
final class Providers {
    private Providers() {}

    static List<SrtpOptions> options() {
        List<SrtpOptions> options = new ArrayList<>();
        options.add(SrtpOptions.defaults());
        AmazonCorrettoCryptoProvider corretto = AmazonCorrettoCryptoProvider.INSTANCE;
        if (corretto != null && corretto.getLoadingError() == null) {
            options.add(SrtpOptions.defaults().withProvider(corretto));
        }
        return options;
    }

    static Stream<Arguments> profilesAndOptions() {
        return Stream.of(SrtpProfile.values())
                .flatMap(profile -> options().stream().map(options -> Arguments.of(profile, options)));
    }

    static Stream<Algorithms> algorithms() {
        return options().stream().map(SrtpOptions::provider).map(Algorithms::new);
    }

    static Algorithms platform() {
        return new Algorithms(Optional.empty());
    }
}
