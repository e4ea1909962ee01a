package io.berth.server.demo;

import java.net.http.HttpClient;

/** The people of the story. Each call logs in anew: the clock is moved on the way, and tokens live for an hour. */
final class People {
    private final HttpClient http;
    private final Story.Cast cast;
    private final Teller teller;

    People(HttpClient http, Story.Cast cast, Teller teller) {
        this.http = http;
        this.cast = cast;
        this.teller = teller;
    }

    /** The operator. */
    User admin() {
        return User.logIn(http, cast.berth(), teller, "admin", cast.adminPassword(), "admin");
    }

    /** A user of project demo. */
    User demo() {
        return User.logIn(http, cast.berth(), teller, "demo", cast.userPassword(), "demo");
    }

    /** Neutron, with the service role. */
    User neutron() {
        return User.logIn(http, cast.berth(), teller, "neutron", cast.userPassword(), "service");
    }

    HttpClient http() {
        return http;
    }
}
