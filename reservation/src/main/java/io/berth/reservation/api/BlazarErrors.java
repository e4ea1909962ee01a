package io.berth.reservation.api;

import io.berth.base.Refusal;
import io.berth.http.HttpProblem;
import io.berth.http.Json;
import io.berth.http.Response;
import io.berth.reservation.floatingip.FloatingIpRefusal;
import io.berth.reservation.refusal.ReservationRefusal;
import tools.jackson.databind.node.ObjectNode;

/** The two error bodies of Blazar: its own exceptions', and those of the framework around it (contract blazar §2.6). */
public final class BlazarErrors {
    private BlazarErrors() {}

    /** {@code error_name} is the number again; but where nothing was sent to be updated, a word. A budget's figures come beside. */
    static Response of(Refusal refusal) {
        int status = status(refusal);
        ObjectNode body = Json.object().put("error_code", status).put("error_message", refusal.message());
        if (refusal instanceof ReservationRefusal.NothingToUpdate) {
            body.put("error_name", "INTERNAL_SERVER_ERROR");
        } else {
            body.put("error_name", status);
        }
        if (refusal instanceof ReservationRefusal.BudgetExceeded exceeded) {
            body.set("budget", Json.object()
                    .put("limit", exceeded.limit())
                    .put("allowed", exceeded.figures().allowed())
                    .put("asked", exceeded.figures().asked())
                    .put("used", exceeded.figures().used())
                    .put("left", exceeded.figures().left()));
        }
        return Response.json(status, body);
    }

    /** An error of Blazar's own that is no refusal of an operation: a missing parameter, a policy. */
    static Response own(int status, String message) {
        return Response.json(
                status,
                Json.object().put("error_code", status).put("error_message", message).put("error_name", status));
    }

    /** What the router and the content negotiation say. */
    static Response framework(HttpProblem problem) {
        return Response.json(
                problem.status(), Json.object().put("error", problem.status()).put("error_message", problem.message()));
    }

    private static int status(FloatingIpRefusal refusal) {
        return switch (refusal) {
            case FloatingIpRefusal.NoSuchFloatingIp it -> 404;
            case FloatingIpRefusal.NoSuchNetwork it -> 400;
            case FloatingIpRefusal.NoSuchSubnet it -> 404;
            case FloatingIpRefusal.UsedByNetwork it -> 400;
            case FloatingIpRefusal.AlreadyRegistered it -> 409;
            case FloatingIpRefusal.FloatingIpReserved it -> 409;
        };
    }

    /** Of the answer that a refusal of this room is; 409 for other rooms'. */
    public static int status(Refusal refusal) {
        if (refusal instanceof FloatingIpRefusal ofAddress) {
            return status(ofAddress);
        }
        return refusal instanceof ReservationRefusal own
                ? switch (own) {
                    case ReservationRefusal.InvalidInput it -> 400;
                    case ReservationRefusal.InvalidDates it -> 400;
                    case ReservationRefusal.BeforeEndOutOfLease it -> 403;
                    case ReservationRefusal.UnsupportedResourceType it -> 400;
                    case ReservationRefusal.ResourceTypeIsFixed it -> 409;
                    case ReservationRefusal.NotEditable it -> 409;
                    case ReservationRefusal.LeaseTooLong it -> it.isNew() ? 403 : 400;
                    case ReservationRefusal.DeniedByExternalService it -> 400;
                    case ReservationRefusal.BudgetExceeded it -> 403;
                    case ReservationRefusal.NoSuchBudget it -> 404;
                    case ReservationRefusal.UnknownProperty it -> 400;
                    case ReservationRefusal.NotEnoughHosts it -> 409;
                    case ReservationRefusal.HostsClaimed it -> 409;
                    case ReservationRefusal.NotEnoughFloatingIps it -> 400;
                    case ReservationRefusal.FloatingIpsNotEditable it -> 400;
                    case ReservationRefusal.NoSuchFlavor it -> 404;
                    case ReservationRefusal.NoSuchLease it -> 404;
                    case ReservationRefusal.NoSuchHost it -> 404;
                    case ReservationRefusal.NoSuchProperty it -> 404;
                    case ReservationRefusal.NoSuchMachine it -> 404;
                    case ReservationRefusal.HostNotNamed it -> 403;
                    case ReservationRefusal.HostAlreadyEnrolled it -> 409;
                    case ReservationRefusal.HostInUse it -> 409;
                    case ReservationRefusal.HostReserved it -> 409;
                    case ReservationRefusal.CapabilityInUse it -> 409;
                    case ReservationRefusal.NothingToUpdate it -> 400;
                }
                : 409;
    }
}
