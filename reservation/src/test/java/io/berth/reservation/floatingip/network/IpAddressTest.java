package io.berth.reservation.floatingip.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
    private static IpAddress address(String text) {
        return IpAddress.parse(text).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "172.24.4.101, 172.24.4.101",
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "2001:DB8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "::, ::",
        "::1, ::1",
        "fe80::, fe80::",
        "::ffff:10.0.0.1, 10.0.0.1",
    })
    void anAddressHasOneFormHoweverItIsWritten(String text, String form) {
        assertThat(address(text)).hasToString(form);
        assertThat(address(form)).isEqualTo(address(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "abc", ".", "1", "1.2.3", "1.2.3.4.5", "1.2.3.4.", "1.2.3.256", "1.2.3.04", "1.2.3.4/32", "1.2.3.-4", " 1.2.3.4", "1.2.3.4\n",
        ":", ":::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "12345::", "::1%eth0", "[::1]", "localhost", "::1.2.3.4.5", "1.2.3.4\0"
    })
    void everythingElseIsNone(String text) {
        assertThat(IpAddress.parse(text)).isEmpty();
    }

    @Test
    void addressesAreInOrderOfTheirNumbers() {
        assertThat(address("10.0.0.9")).isLessThan(address("10.0.0.10"));
        assertThat(address("255.0.0.0")).isLessThan(address("::1"));
    }

    @ParameterizedTest
    @CsvSource({
        "172.24.4.0/24, 172.24.4.0, 172.24.4.255",
        "10.0.0.0/8, 10.0.0.0, 10.255.255.255",
        "10.0.0.7/32, 10.0.0.7, 10.0.0.7",
        "0.0.0.0/0, 0.0.0.0, 255.255.255.255",
        "2001:db8::/126, 2001:db8::, 2001:db8::3",
    })
    void aNetworkHasAllAddressesOfItsPrefix(String cidr, String first, String last) {
        assertThat(AddressRange.ofNetwork(cidr)).contains(new AddressRange(address(first), address(last)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0.0", "10.0.0.0/", "10.0.0.0/33", "10.0.0.1/24", "10.0.0.0/255.0.0.0", "::/129", "x/8", "10.0.0.0/8/8"})
    void everythingElseIsNoNetwork(String cidr) {
        assertThat(AddressRange.ofNetwork(cidr)).isEmpty();
    }
}
