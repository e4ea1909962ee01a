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
        return logIn("admin", cast.adminPassword(), "admin");
    }

    /** A user of project demo. */
    User demo() {
        return logIn("demo", cast.userPassword(), "demo");
    }

    /** Neutron, with the service role. */
    User neutron() {
        return logIn("neutron", cast.userPassword(), "service");
    }

    private User logIn(String name, String password, String project) {
        return cast.isBelieved()
                ? User.believed(http, cast.berth(), teller, name, project)
                : User.logIn(http, cast.berth(), teller, name, password, project);
    }

    HttpClient http() {
        return http;
    }
}
