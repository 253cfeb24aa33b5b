using Alerting.Incidents;
using Alerting.Notifications;

namespace Alerting.Tests.Answers;

public sealed class AnswerDeskTests
{
    private const string Team = """
        timezone: Europe/London
        people:
          ann: { name: Ann Lee, sms: "+447700900001", timezone: America/New_York }
          bob: { sms: "+447700900002" }
        receivers:
          people: { people: [ann, bob] }
          chat: { sns: "arn:aws:sns:eu-west-1:123456789012:chat" }
        routes: [{ to: [people, chat] }]
        """;

    [Fact]
    public async Task Shows_what_is_wrong_since_when_and_that_nobody_is_on_it()
    {
        var rig = await FiringAsync();

        var page = await rig.GetAsync(rig.Link("ann"));

        page.Status.ShouldBe(200);
        page.Body.ShouldContain("<h1>ERROR orders-api errors</h1>");
        page.Body.ShouldContain("Nobody is on it.");
        page.Body.ShouldContain("Firing since Fri 13 Nov 21:40 EST");
        page.Body.ShouldContain($"Incident {IncidentCode.Of(rig.IncidentId)}");
        page.Body.ShouldContain("Timeline");
        page.Body.ShouldNotContain("<script");
        page.Headers["Content-Security-Policy"].ShouldStartWith("default-src 'none'; style-src 'sha256-");
        page.Headers["Referrer-Policy"].ShouldBe("no-referrer");
        page.Headers["Cache-Control"].ShouldBe("no-store");
    }

    [Fact]
    public async Task Changes_nothing_when_it_is_only_opened()
    {
        var rig = await FiringAsync();

        for (var i = 0; i < 3; i++)
            await rig.GetAsync(rig.Link("ann"));

        rig.Sent.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("ack", IncidentState.Acknowledged)]
    [InlineData("snooze-1h", IncidentState.Snoozed)]
    [InlineData("snooze-morning", IncidentState.Snoozed)]
    [InlineData("close", IncidentState.Closed)]
    public async Task Records_the_button_that_a_person_pressed(string button, IncidentState state)
    {
        var rig = await FiringAsync();
        var link = rig.Link("ann");

        var answer = await rig.PressAsync(link, button);

        (answer.Status, answer.Headers["Location"]).ShouldBe((303, link));
        rig.Incident.ShouldNotBeNull().State.ShouldBe(state);
        rig.Incident.By!.Person.ShouldBe("ann");
        (await rig.GetAsync(link)).Body.ShouldContain(state == IncidentState.Closed ? "Closed" : $"{state} by ");
    }

    [Fact]
    public async Task Ends_a_snooze_at_eight_by_the_clock_of_whoever_pressed()
    {
        var rig = await FiringAsync();

        await rig.PressAsync(rig.Link("ann"), "snooze-morning");

        // New York is at UTC-5 in November.
        rig.Incident!.Until.ShouldBe(new DateTimeOffset(2026, 11, 14, 13, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task Undoes_an_acknowledgement()
    {
        var rig = await FiringAsync();
        await rig.PressAsync(rig.Link("ann"), "ack");

        await rig.PressAsync(rig.Link("ann"), "unack");

        rig.Incident!.State.ShouldBe(IncidentState.Open);
    }

    [Fact]
    public async Task Takes_a_press_that_is_sent_twice_once()
    {
        var rig = await FiringAsync();
        var link = rig.Link("ann");
        var fields = AnswerRig.Hidden((await rig.GetAsync(link)).Body).Append(("answer", "ack")).ToArray();

        await rig.PostAsync(link, fields);
        rig.Notified();
        await rig.PostAsync(link, fields);

        rig.Incident!.Answers.ShouldBe(1);
        rig.Notified().ShouldBeEmpty();
    }

    [Fact]
    public async Task Asks_who_answers_where_the_link_was_sent_to_a_chat()
    {
        var rig = await FiringAsync();
        var link = rig.Link("chat", isPerson: false);

        (await rig.GetAsync(link)).Body.ShouldContain("<option value=\"ann\">Ann Lee</option>");
        (await rig.PressAsync(link, "ack")).Status.ShouldBe(400);
        (await rig.PressAsync(link, "ack", ("by", "mallory"))).Status.ShouldBe(400);
        rig.Sent.ShouldBeEmpty();
        (await rig.PressAsync(link, "ack", ("by", "bob"))).Status.ShouldBe(303);
        rig.Incident!.By!.Person.ShouldBe("bob");
    }

    [Fact]
    public async Task Tells_the_truth_after_the_end()
    {
        var rig = await FiringAsync();
        var link = rig.Link("ann");
        await rig.PressAsync(link, "ack");
        rig.Time.Advance(TimeSpan.FromMinutes(5));
        await rig.FireAsync(Some.Alert(Some.Signal() with
            { State = "OK", Status = Alerting.Alerts.AlertStatus.Resolved, EventKey = "ok", OccurredAt = rig.Time.GetUtcNow() }));

        var page = await rig.GetAsync(link);

        page.Body.ShouldContain("Resolved");
        page.Body.ShouldContain("answered by ");
        page.Body.ShouldNotContain("<button");
        (await rig.PostAsync(link, [("nonce", "x"), ("answer", "ack")])).Status.ShouldBe(403);
        rig.Time.Advance(TimeSpan.FromHours(25));
        (await rig.GetAsync(link)).Status.ShouldBe(410);
    }

    [Theory]
    [InlineData("cross-site", "application/x-www-form-urlencoded", 403)]
    [InlineData("same-site", "application/x-www-form-urlencoded", 403)]
    [InlineData("same-origin", "application/json", 400)]
    [InlineData("same-origin", "multipart/form-data; boundary=x", 400)]
    [InlineData(null, "application/x-www-form-urlencoded", 303)]
    public async Task Takes_only_a_form_of_its_own_page(string? site, string type, int status)
    {
        var rig = await FiringAsync();
        var link = rig.Link("ann");
        var fields = AnswerRig.Hidden((await rig.GetAsync(link)).Body).Append(("answer", "ack"));

        (await rig.PostAsync(link, fields, site, type)).Status.ShouldBe(status);

        rig.Sent.Count.ShouldBe(status == 303 ? 1 : 0);
    }

    [Fact]
    public async Task Refuses_a_nonce_that_is_old_missing_or_of_another_link()
    {
        var rig = await FiringAsync();
        var (ann, bob) = (rig.Link("ann"), rig.Link("bob"));
        var fields = AnswerRig.Hidden((await rig.GetAsync(ann)).Body).Append(("answer", "ack")).ToArray();

        (await rig.PostAsync(bob, fields)).Status.ShouldBe(403);
        (await rig.PostAsync(ann, [("answer", "ack")])).Status.ShouldBe(403);
        (await rig.PostAsync(ann, [("answer", "ack"), ("nonce", "////")])).Status.ShouldBe(403);
        rig.Time.Advance(TimeSpan.FromMinutes(31));
        (await rig.PostAsync(ann, fields)).Body.ShouldContain("A page is good for 30 minutes.");
        rig.Sent.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("ack&answer=close")]
    [InlineData("drop-table")]
    public async Task Refuses_a_button_that_does_not_exist(string button)
    {
        var rig = await FiringAsync();

        (await rig.PressAsync(rig.Link("ann"), button)).Status.ShouldBe(400);

        rig.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task Ends_at_once_when_the_person_leaves()
    {
        var rig = await FiringAsync();
        var link = rig.Link("ann");
        rig.Config = Some.Config(Team.Replace("  ann: { name: Ann Lee, sms: \"+447700900001\", timezone: America/New_York }\n", "")
            .Replace("[ann, bob]", "[bob]"));

        var page = await rig.GetAsync(link);

        page.Status.ShouldBe(403);
        page.Body.ShouldContain("ann is no longer in the configuration");
    }

    [Fact]
    public async Task Says_that_an_answer_is_under_way_while_the_queue_is_slow()
    {
        var rig = await FiringAsync();
        rig.IsQueueSlow = true;
        var link = rig.Link("ann");

        var answer = await rig.PressAsync(link, "ack");

        answer.Headers["Location"].ShouldBe(link + "?sent");
        (await rig.GetAsync(link + "?sent")).Body.ShouldContain("Your answer was sent");
    }

    [Fact]
    public async Task Shows_alert_text_as_text()
    {
        var rig = new AnswerRig(Team);
        await rig.FireAsync(Some.Alert(Some.Signal("<script>alert(1)</script>") with
        {
            Description = "\"><img src=x onerror=alert(1)> javascript:alert(1)",
            Links = [new Alerting.Alerts.Link("click", "javascript:alert(1)")],
        }));

        var page = await rig.GetAsync(rig.Link("ann"));

        page.Status.ShouldBe(200);
        page.Body.ShouldNotContain("<script");
        page.Body.ShouldNotContain("<img");
        page.Body.ShouldNotContain("href=\"javascript");
    }

    [Fact]
    public async Task Forged_links_and_unknown_incidents_get_a_sentence()
    {
        var rig = await FiringAsync();

        (await rig.GetAsync("/i/AAAA")).Status.ShouldBe(404);
        var unknown = new AnswerToken("i00000000000000f", "ann", IsPerson: true).Write(rig.Keys);
        (await rig.GetAsync("/i/" + unknown)).Body.ShouldContain("Nothing is known of this incident yet");
    }

    [Fact]
    public async Task Each_message_of_an_open_incident_carries_the_link_of_its_receiver()
    {
        var rig = new AnswerRig(Team);
        var notified = await rig.FireAsync();
        var writer = new MessageWriter(rig.Config, new AnswerLinks(new Uri("https://a.lambda-url.eu-west-1.on.aws/"), rig.Keys));

        var links = notified.ToDictionary(each => each.Receiver, each => writer.Write(each).AnswerUrl);

        links["chat"].ShouldBe("https://a.lambda-url.eu-west-1.on.aws" + rig.Link("chat", isPerson: false));
        foreach (var (receiver, link) in links)
            (await rig.GetAsync(new Uri(link!).AbsolutePath)).Status.ShouldBe(200, receiver);
    }

    [Fact]
    public async Task Two_people_on_the_phone_can_name_the_incident_on_every_channel()
    {
        var rig = new AnswerRig(Team);
        var message = new MessageWriter(rig.Config).Write((await rig.FireAsync())[0]);
        var code = IncidentCode.Of(rig.IncidentId);

        foreach (var channel in Alerting.Channels.ChannelCatalog.Keys)
        {
            Alerting.Channels.ChannelCatalog.TryFind(channel, out var found).ShouldBeTrue();
            // Programs have the id.
            if (channel != "webhook" && !Alerting.Channels.ChannelCatalog.IsPager(channel))
                found!.Format.Write(message).ToString().Replace("\u200b", "").ShouldContain(code, Case.Sensitive, channel);
        }
        message.Headline.ShouldEndWith(" " + code);
        IncidentCode.Is(code.Insert(1, "\u200b"), rig.IncidentId).ShouldBeTrue("as pasted from Discord");
    }

    private static async Task<AnswerRig> FiringAsync()
    {
        var rig = new AnswerRig(Team);
        await rig.FireAsync();
        return rig;
    }
}
