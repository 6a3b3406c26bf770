package org.sipbrandy.testkit.nat;

/**
 * What a NAT does (RFC 4787).
 *
 * @param mapping for which destinations an inner address keeps its outer one
 * @param filtering from whom datagrams are let in
 * @param hairpin whether those inside reach each other by their outer addresses
 */
public record NatBehaviour(Dependence mapping, Dependence filtering, boolean hairpin) {
    /** The "full cone". */
    public static final NatBehaviour OPEN =
            new NatBehaviour(Dependence.ENDPOINT_INDEPENDENT, Dependence.ENDPOINT_INDEPENDENT, true);

    /** What RFC 4787 recommends where security matters more than openness. */
    public static final NatBehaviour RESTRICTED =
            new NatBehaviour(Dependence.ENDPOINT_INDEPENDENT, Dependence.ADDRESS_DEPENDENT, true);

    /** Another outer port for each destination, and only that destination comes in. */
    public static final NatBehaviour SYMMETRIC =
            new NatBehaviour(Dependence.ADDRESS_AND_PORT_DEPENDENT, Dependence.ADDRESS_AND_PORT_DEPENDENT, false);

    /** On what something depends. */
    public enum Dependence {
        ENDPOINT_INDEPENDENT,
        ADDRESS_DEPENDENT,
        ADDRESS_AND_PORT_DEPENDENT
    }
}
