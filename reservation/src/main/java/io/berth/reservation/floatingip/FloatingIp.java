package io.berth.reservation.floatingip;

import io.berth.reservation.floatingip.network.IpAddress;
import java.time.Instant;
import java.util.UUID;

/**
 * An address that can be reserved (contract blazar §11).
 *
 * @param revision moves with every change of its bookings
 */
public record FloatingIp(
        UUID id, String networkId, String subnetId, IpAddress address, long revision, Instant createdAt) {}
