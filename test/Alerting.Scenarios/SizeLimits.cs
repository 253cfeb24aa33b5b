using System.Globalization;
using System.Text.Json;
using Alerting.Alerts;
using Alerting.Grouping;
using Alerting.Grouping.Storage;
using Alerting.Scenarios.Script;

namespace Alerting.Scenarios;

/// <summary>Stored and queued data stays within the limits of the store and the queue.</summary>
public sealed class SizeLimits
{
    [Fact]
    public void A_full_group_of_verbose_alarms_stays_below_300_KB_and_counts_all()
    {
        var team = Team.ByService();
        var at = team.At("03:00");
        for (var i = 0; i < 600; i++)
            at.Event("alarm", Verbose(i, team.Now));
        var before = Json(team).Length;
        team.At("03:05");

        before.ShouldBeLessThan(300_000);
        Json(team).Length.ShouldBeLessThan(300_000);
        var state = JsonSerializer.Deserialize(Json(team), GroupJson.Compact.GroupState)!;
        state.Entries.Length.ShouldBe(GroupState.MaxEntries);
        (state.Entries.Length + state.Overflow.Firing).ShouldBe(600);
    }

    [Fact]
    public void A_full_group_of_hostile_alarms_stays_below_the_stores_400_KB()
    {
        var team = Team.ByService();
        var at = team.At("03:00");
        for (var i = 0; i < 210; i++)
            at.Event("alarm", Hostile(i, team.Now));
        team.Groups.Single().Entries.Length.ShouldBe(GroupState.MaxEntries);
        Json(team).Length.ShouldBeLessThan(400_000);
        team.At("03:05:01");
        Json(team).Length.ShouldBeLessThan(400_000);
    }

    /// <summary>Beyond the alerts kept in detail, each costs only its fingerprints.</summary>
    [Fact]
    public void A_full_group_that_counts_thousands_more_stays_below_the_stores_400_KB()
    {
        var team = Team.ByService();
        var at = team.At("03:00");
        for (var i = 0; i < 210; i++)
            at.Event("alarm", Hostile(i, team.Now));
        for (var i = 0; i < 6_100; i++)
        {
            at.Event("alarm", Some.Alarm($"db-{i:0000}", Severity.Error, team.Now) with
                { Service = Hostile(0, team.Now).Service });
        }
        team.At("03:05:01");
        Json(team).Length.ShouldBeLessThan(400_000);
    }

    [Fact]
    public void A_digest_of_hostile_alarms_stays_below_the_stores_400_KB()
    {
        var team = Team.AsShipped();
        var at = team.At("Sat 03:00");
        for (var i = 0; i < 210; i++)
            at.Event("alarm", Hostile(i, team.Now) with { Claims = [new SeverityClaim(Severity.Warning, "test")] });
        team.At("Mon 08:00:01");

        team.AllNotified.ShouldContain(notified => notified.Kind == Alerting.Notifications.NotificationKind.Digest);
        team.Groups.ShouldAllBe(
            group => JsonSerializer.SerializeToUtf8Bytes(group, GroupJson.Compact.GroupState).Length < 400_000);
    }

    [Fact]
    public void A_single_alarm_keeps_its_description_runbook_and_links()
    {
        var links = Enumerable.Range(0, 6)
            .Select(i => new Link($"link {i}", $"https://example.com/{i}/{new string('l', 1900)}")).ToArray();
        var notified = NotifiedAlert(Some.Alarm("disk", Severity.Error, Start) with
        {
            Description = new string('d', 1000) + " Runbook: https://wiki.example.com/disk",
            Links = links,
        });

        notified.Signal.Description.ShouldBe(new string('d', 1000));
        notified.Signal.Links.ShouldBe([new Link("Runbook", "https://wiki.example.com/disk"), .. links]);
        notified.Signal.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void The_alert_says_how_many_links_were_left_out()
    {
        var links = Enumerable.Range(0, 12).Select(i => new Link($"link {i}", $"https://example.com/{i}")).ToArray();

        var notified = NotifiedAlert(Some.Alarm("disk", Severity.Error, Start) with
            { Links = [.. links, new Link("long", "https://example.com/" + new string('l', 2000))] });

        notified.Signal.Links.ShouldBe(links.Take(10));
        notified.Signal.Problems.ShouldBe(["3 links were left out to save space."]);
    }

    [Fact]
    public void Hostile_text_does_not_push_out_the_description_and_the_first_links()
    {
        var notified = NotifiedAlert(Hostile(1, Start) with
        {
            Links = [new Link("Alarm", "https://example.com/alarm"), new Link("Metric", "https://example.com/metric")],
            Description = new string('d', 900),
        });

        notified.Signal.Description.ShouldBe(new string('d', 900));
        notified.Signal.Links.Count.ShouldBe(2);
        (StringInfo.ParseCombiningCharacters(notified.Signal.Title).Length > 1).ShouldBeTrue();
    }

    [Fact]
    public void Truncation_never_splits_a_visible_character()
    {
        const string family = "👩‍👩‍👧‍👦";
        var notified = NotifiedAlert(Some.Alarm("disk", Severity.Error, Start) with
            { Description = string.Concat(Enumerable.Repeat(family, 500)) });

        notified.Signal.Description!.TrimEnd('…').Replace(family, "").ShouldBeEmpty();
    }

    private static readonly DateTimeOffset Start = new(2026, 11, 13, 3, 0, 0, TimeSpan.Zero);

    private static Alert NotifiedAlert(Signal signal)
    {
        var team = Team.AsShipped();
        team.At("03:00").Event("alarm", signal);
        return team.AllNotified[0].Alerts.Single();
    }

    [Fact]
    public void A_state_of_a_newer_deployment_is_refused()
    {
        var json = JsonSerializer.Serialize(GroupState.New(new GroupAddress("key", "route")),
            GroupJson.Compact.GroupState);
        json.ShouldStartWith("{\"version\":1,");
        var newer = json.Replace("\"version\":1,", "\"version\":2,\"incidents\":\"an unknown shape\",");

        Should.Throw<NewerStateException>(() => JsonSerializer.Deserialize(newer, GroupJson.Compact.GroupState)).Message
            .ShouldBe(
            "The stored state of a group has version 2, but this deployment reads only up to 1. Deploy the newer " +
            "release again.");
    }

    [Fact]
    public void A_queued_message_round_trips()
    {
        var signal = Verbose(1, DateTimeOffset.UnixEpoch);
        var alert = new Classification.Classifier(new Configuration.AlertingConfig()).Classify(signal);
        GroupMessage[] messages =
        [
            new AlertArrived(alert) { ExcludedReceivers = ["chat"], NotifiedReceivers = ["phone"] },
            new AlertMoved(alert, [new GroupAddress("a", "b")]),
            new Wake(), new SilencesChanged(), new DigestPart("id", "chat", "hours", [alert], 3),
        ];
        foreach (var message in messages)
        {
            var json = JsonSerializer.Serialize(new GroupEnvelope(new GroupAddress("key", "route"), message),
                GroupJson.Compact.GroupEnvelope);
            var read = JsonSerializer.Deserialize(json, GroupJson.Compact.GroupEnvelope)!;
            read.Message.GetType().ShouldBe(message.GetType());
            JsonSerializer.Serialize(read, GroupJson.Compact.GroupEnvelope).ShouldBe(json);
        }
    }

    /// <summary>The stored form, because the limit is in bytes.</summary>
    private static byte[] Json(Scenario team) =>
        JsonSerializer.SerializeToUtf8Bytes(team.Groups.Single(), GroupJson.Compact.GroupState);

    /// <summary>Text that grows when encoded: quotes, control characters and letters of three and four bytes.</summary>
    private static Signal Hostile(int i, DateTimeOffset at)
    {
        var text = string.Concat(Enumerable.Repeat("\u0001\"\\𝕳漢\u2028<", 200));
        return Verbose(i, at) with
        {
            Name = $"shop-{i:000}{text}",
            Title = text,
            Description = text,
            Summary = text,
            State = text,
            PreviousState = text,
            Account = text,
            Region = text,
            EventKey = $"{i}{text}",
            Labels = Enumerable.Range(0, 40).ToDictionary(label => $"tag_{label}{text[..20]}", _ => text),
            Facts = [.. Enumerable.Range(0, 12).Select(fact => new Fact(text, text))],
            Links = [.. Enumerable.Range(0, 4).Select(_ => new Link(text, "https://example.com/" + text))],
            Samples = [text, text, text],
            Problems = [text, text, text, text],
        };
    }

    private static Signal Verbose(int i, DateTimeOffset at) => Some.Alarm($"shop-{i:000}", Severity.Error, at) with
    {
        Service = "shop",
        Description = new string('d', 900),
        Summary = new string('s', 900),
        Labels = Enumerable.Range(0, 15).ToDictionary(label => $"tag_label{label}", label => new string('v', 40)),
        Facts = [.. Enumerable.Range(0, 12).Select(fact => new Fact($"fact {fact}", new string('f', 100)))],
        Links = [.. Enumerable.Range(0, 4)
            .Select(link => new Link($"link {link}", "https://console.aws.amazon.com/" + new string('l', 200)))],
        Samples = [.. Enumerable.Range(0, 3).Select(_ => new string('x', 500))],
        Measurement = new Measurement
            { Metric = "Errors", Datapoints = [.. Enumerable.Range(0, 10).Select(point => new Datapoint(point, at))] },
    };
}
