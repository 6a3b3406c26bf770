package org.sipbrandy.agent.dns;

import java.util.Optional;
import org.sipbrandy.ice.IpAddress;
import org.sipbrandy.sip.location.DnsRecord;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.NAPTRRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;

/** The records of dnsjava as those of server location. */
final class WireRecords {
    private WireRecords() {}

    static Optional<DnsRecord> read(Record record) {
        return switch (record) {
            case NAPTRRecord it ->
                Optional.of(new DnsRecord.Naptr(
                        it.getOrder(),
                        it.getPreference(),
                        it.getFlags(),
                        it.getService(),
                        it.getRegexp(),
                        name(it.getReplacement())));
            case SRVRecord it ->
                Optional.of(new DnsRecord.Srv(it.getPriority(), it.getWeight(), it.getPort(), name(it.getTarget())));
            case ARecord it ->
                Optional.of(new DnsRecord.Address(
                        IpAddress.of(it.getAddress().getAddress()).toString()));
            case AAAARecord it ->
                Optional.of(new DnsRecord.Address(
                        IpAddress.of(it.getAddress().getAddress()).toString()));
            default -> Optional.empty(); // aliases that were followed, signatures
        };
    }

    private static String name(Name name) {
        return name.equals(Name.root) ? "." : name.toString(true);
    }
}
