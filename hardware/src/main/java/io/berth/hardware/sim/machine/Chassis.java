package io.berth.hardware.sim.machine;

import io.berth.hardware.BootOverride;
import io.berth.hardware.PowerState;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A box with a power switch and a boot override. It starts switched off and without override, also when the simulated site is
 * restarted. Power changes take time, during which the state is {@code PoweringOn} or {@code PoweringOff}; switching off
 * overtakes a start that is under way.
 */
public final class Chassis {

    private final ReentrantLock lock = new ReentrantLock();
    private final PowerListener listener;
    private PowerState power = PowerState.OFF;
    private BootOverride override = BootOverride.NONE;
    private long revision = 1;
    private long change;

    public Chassis(PowerListener listener) {
        this.listener = listener;
    }

    /** What the chassis shows at one moment; {@code revision} grows with every change. */
    public record View(PowerState power, BootOverride override, long revision) {}

    public View view() {
        lock.lock();
        try {
            return new View(power, override, revision);
        } finally {
            lock.unlock();
        }
    }

    public void override(BootOverride wanted) {
        lock.lock();
        try {
            override = wanted;
            revision++;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Begins a power change that takes {@code duration}.
     *
     * @return false when the machine is in no state for it, and then nothing happens
     */
    public boolean reset(ResetType type, Duration duration) {
        lock.lock();
        try {
            boolean off = power == PowerState.OFF || power == PowerState.POWERING_OFF;
            if (type.needsPower() == off || power == PowerState.POWERING_OFF) {
                return false;
            }
            if (type.needsPower()) {
                listener.poweredOff();
            }
            show(type.endsOn() ? PowerState.POWERING_ON : PowerState.POWERING_OFF);
            long mine = ++change;
            if (duration.isZero()) {
                finish(mine, type);
            } else {
                Thread.ofVirtual().name("power").start(() -> finishAfter(duration, mine, type));
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void finishAfter(Duration duration, long mine, ResetType type) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            return;
        }
        finish(mine, type);
    }

    private void finish(long mine, ResetType type) {
        lock.lock();
        try {
            if (mine != change) {
                return;
            }
            if (type.endsOn()) {
                boolean networkBoot = override.isNetworkNext();
                if (override.enabled().equals("Once")) {
                    override = BootOverride.NONE;
                }
                show(PowerState.ON);
                listener.poweredOn(networkBoot);
            } else {
                show(PowerState.OFF);
            }
        } finally {
            lock.unlock();
        }
    }

    private void show(PowerState state) {
        power = state;
        revision++;
    }

    /** Pulls the plug: no change that is under way finishes any more. */
    public void unplug() {
        lock.lock();
        try {
            change++;
            listener.poweredOff();
            show(PowerState.OFF);
        } finally {
            lock.unlock();
        }
    }
}
