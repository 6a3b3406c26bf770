/** Safety numbers as QR codes, to be scanned rather than read aloud: on the terminal and in the report. */
@NullMarked
package org.sipbrandy.cli.qr;

import org.jspecify.annotations.NullMarked;
