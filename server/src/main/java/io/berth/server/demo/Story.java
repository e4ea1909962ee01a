package io.berth.server.demo;

import io.berth.server.demo.Chapters.Machines;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;

/**
 * One host's whole life, told through the public APIs: enrolled, leased, claimed, deployed, told about events, explained
 * where something fails, and freed. Each chapter checks what it is answered; the first surprise ends the story.
 */
public final class Story {
    private final Teller teller;
    private final Cast cast;
    private final URI design;
    private final URI site;

    /** Who is in it and how they log in: by password, or, where Berth believes every token, by their word. */
    public record Cast(URI berth, String adminPassword, String userPassword, boolean isBelieved) {}

    /**
     * @param site where the simulated site serves its design and takes fault plans
     */
    public Story(PrintStream out, Cast cast, URI site) {
        this.teller = new Teller(out);
        this.cast = cast;
        this.site = site;
        this.design = URI.create(site + "/site.yaml");
    }

    /** Enrols the simulated machines without a word, unless they are enrolled already; answers how many hosts there are. */
    public static int enrolSilently(Cast cast, URI site) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        try (HttpClient http = HttpClient.newHttpClient()) {
            Story story = new Story(nowhere, cast, site);
            People people = new People(http, cast, story.teller);
            return new SiteChapter(story.teller, people, story.design, site).enrolIfNone();
        }
    }

    /** Plays it to the end, or throws {@link StoryFailed} naming the step. */
    public void play() {
        try (HttpClient http = HttpClient.newHttpClient()) {
            People people = new People(http, cast, teller);
            SiteChapter enrolment = new SiteChapter(teller, people, design, site);
            Machines machines = enrolment.enrol();
            LeaseChapter leases = new LeaseChapter(teller, people, machines);
            leases.refuseWhatCannotBe();
            enrolment.breakBootActionsOf(machines.storage().getFirst());
            Chapters.Leased leased = leases.lease();
            new DeploymentChapter(teller, people).deployed(leased);
            new ServerChapter(teller, people).serverWithEvents(leased);
            leases.prolongAndEnd(leased);
        }
    }
}
