/** What a site says of its external networks: there is no Neutron to ask. Addresses and ranges of them. */
@NullMarked
package io.berth.reservation.floatingip.network;

import org.jspecify.annotations.NullMarked;
