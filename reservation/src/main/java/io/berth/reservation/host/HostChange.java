package io.berth.reservation.host;

import io.berth.base.Change;
import io.berth.reservation.property.Property;
import java.util.List;

/** What can become of a host. The properties are those that nobody had named before. */
public sealed interface HostChange extends Change {
    Host host();

    @Override
    default List<String> touched() {
        return List.of(TouchedHost.word(host().id()));
    }


    record HostEnrolled(Host host, List<Property> properties) implements HostChange {
        public HostEnrolled {
            properties = List.copyOf(properties);
        }

        @Override
        public String subject() {
            return "host/" + host.id();
        }
    }

    /** The host as it shall be; its calendar revision is still the one on which that was decided. */
    record HostChanged(Host host, List<Property> properties) implements HostChange {
        public HostChanged {
            properties = List.copyOf(properties);
        }

        @Override
        public String subject() {
            return "host/" + host.id();
        }
    }

    record HostRemoved(Host host) implements HostChange {
        @Override
        public String subject() {
            return "host/" + host.id();
        }
    }
}
