package io.berth.server.demo;

import io.berth.server.demo.Chapters.Machines;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;

/**
 * One host's whole life, told through the public APIs: enrolled, leased, claimed, deployed, told about events, explained
 * where something fails, and freed. Each chapter checks what it is answered; the first surprise ends the story.
 */
public final class Story {
    private final Teller teller;
    private final Cast cast;
    private final URI design;
    private final URI site;

    /** Who is in it and how they log in. */
    public record Cast(URI berth, String adminPassword, String userPassword) {}

    /**
     * @param site where the simulated site serves its design and takes fault plans
     */
    public Story(PrintStream out, Cast cast, URI site) {
        this.teller = new Teller(out);
        this.cast = cast;
        this.site = site;
        this.design = URI.create(site + "/site.yaml");
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
