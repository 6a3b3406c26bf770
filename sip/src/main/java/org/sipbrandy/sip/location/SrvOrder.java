package org.sipbrandy.sip.location;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/** The order in which servers of SRV records are tried (RFC 2782, "Usage rules"). */
final class SrvOrder {
    private SrvOrder() {}

    static List<DnsRecord.Srv> of(List<DnsRecord.Srv> records, RandomGenerator random) {
        List<DnsRecord.Srv> left = new ArrayList<>(records);
        // RFC 2782: records of weight 0 stand first within their priority, which gives them a small chance.
        left.sort(Comparator.comparingInt(DnsRecord.Srv::priority).thenComparingInt(r -> r.weight() == 0 ? 0 : 1));
        List<DnsRecord.Srv> ordered = new ArrayList<>(records.size());
        while (!left.isEmpty()) {
            int end = 1;
            int sum = left.getFirst().weight();
            while (end < left.size()
                    && left.get(end).priority() == left.getFirst().priority()) {
                sum += left.get(end++).weight();
            }
            int drawn = random.nextInt(sum + 1); // 0 to the sum, both included
            int chosen = 0;
            int running = left.getFirst().weight();
            while (running < drawn) {
                running += left.get(++chosen).weight();
            }
            ordered.add(left.remove(chosen));
        }
        return ordered;
    }
}
