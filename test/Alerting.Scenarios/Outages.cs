using Alerting.Alerts;
using Alerting.Classification;
using Alerting.Configuration;
using Alerting.Grouping;
using Alerting.Grouping.Storage;
using Alerting.Notifications;
using Alerting.Scenarios.Script;
using Alerting.Silencing;

namespace Alerting.Scenarios;

/// <summary>
/// The state of a group is away while its messages come. Its pages are sent without state, each once, and when the state
/// is back the same messages notify of nothing that was sent before.
/// </summary>
public sealed class Outages
{
    private static readonly DateTimeOffset Night = new(2026, 11, 14, 3, 0, 0, TimeSpan.Zero);

    /// <summary>Written as "severity:alarm", or "ok:alarm"; the messages come a second apart.</summary>
    [Theory]
    [InlineData("critical:db-1", "critical:db-1")]
    [InlineData("warning:db-1 critical:db-2", "critical:db-2")]
    [InlineData("ok:db-1 info:db-3 error:db-2", "error:db-2")]
    [InlineData("error:db-1 error:db-2 critical:db-3", "error:db-1 error:db-2 critical:db-3")]
    // A rise in severity is a page of its own; the same severity again is not.
    [InlineData("error:db-1 critical:db-1", "error:db-1 critical:db-1")]
    [InlineData("error:db-1 error:db-1 error:db-1", "error:db-1")]
    [InlineData("critical:db-1 error:db-1", "critical:db-1")]
    // What has ended before anyone was paged waits for the state, which knows its end.
    [InlineData("error:db-1 ok:db-1", "")]
    [InlineData("error:db-1 ok:db-1 error:db-1", "error:db-1")]
    [InlineData("critical:db-1 warning:db-1", "")]
    [InlineData("ok:db-1 error:db-1 ok:db-2 warning:db-2", "error:db-1")]
    public void Each_page_is_sent_once_without_state(string messages, string expected)
    {
        var envelopes = Envelopes(messages);

        var sent = Pages().Of(null, MuteContext.Empty, envelopes, Night.AddMinutes(1), "no table")
            .SelectMany(each => each).ToArray();
        var again = Pages().Of(null, MuteContext.Empty, envelopes, Night.AddMinutes(5), "no table")
            .SelectMany(each => each);

        string.Join(' ', sent.Where(each => each.Receiver == "phone")
            .Select(each => $"{each.Severity.Name()}:{each.Alerts.Single().Name}")).ShouldBe(expected);
        sent.ShouldAllBe(
            each => each.Reason.EndsWith("Sent without the group's state: no table.", StringComparison.Ordinal));
        Ids(again).ShouldBe(Ids(sent));
    }

    /// <summary>Random stories: whatever was sent without state has the id of a notification of the group.</summary>
    [Fact]
    public void What_was_sent_without_state_is_recognised_when_the_state_is_back()
    {
        string[] alarms = ["db-1", "db-2", "db-3"], states = ["ok", "info", "warning", "error", "critical"];
        for (var seed = 0; seed < 2_000; seed++)
        {
            var random = new Random(seed);
            string Some() => $"{states[random.Next(states.Length)]}:{alarms[random.Next(alarms.Length)]}";
            var story = string.Join(' ', Enumerable.Range(0, 12).Select(_ => Some()));
            var (envelopes, before) = (Envelopes(story), random.Next(4));
            var state = GroupState.New(envelopes[0].To);
            var reducer = new GroupReducer(new GroupRules(Team.ByService().Config));
            GroupStep Step(GroupMessage message, DateTimeOffset now) =>
                reducer.Reduce(state, message, now, MuteContext.Empty);
            foreach (var (i, envelope) in envelopes.Take(before).Index())
                state = Step(envelope.Message, Night.AddSeconds(i)).State;
            var waiting = envelopes.Skip(before).ToArray();
            var isReadable = random.Next(2) == 0;

            var sent = Pages().Of(isReadable ? state : null, MuteContext.Empty, waiting, Night.AddMinutes(1), "away")
                .SelectMany(each => each).ToArray();
            Ids(sent).Count().ShouldBe(sent.Length, story);

            var notified = new List<Notification>();
            foreach (var envelope in waiting)
            {
                var step = Step(envelope.Message with { IsRetried = true }, Night.AddMinutes(2));
                notified.AddRange(step.Notifications);
                state = step.State;
            }
            var unknown = sent.Where(page => notified.TrueForAll(each => each.Id != page.Id)).ToArray();
            if (isReadable)
                unknown.ShouldBeEmpty(story);
            // Whoever is paged without state may have been notified before of the same, or that it flaps.
            unknown.ShouldAllBe(page => state.Entries.Find(page.Alerts[0].Fingerprint)!.IsFiring, story);
        }
    }

    [Fact]
    public void Known_state_stops_a_second_page_and_keeps_the_incident()
    {
        var envelopes = Envelopes("error:db-1 error:db-1 error:db-2");
        var reducer = new GroupReducer(new GroupRules(Team.ByService().Config));
        var open = reducer.Reduce(GroupState.New(envelopes[0].To), envelopes[0].Message, Night, MuteContext.Empty);

        var sent = Pages().Of(open.State, MuteContext.Empty, envelopes[1..], Night.AddMinutes(1), "no writes")
            .SelectMany(each => each).ToArray();

        sent.Select(each => each.Alerts.Single().Name).Distinct().ShouldBe(["db-2"]);
        sent.ShouldAllBe(each => each.IncidentId == open.Notifications[0].IncidentId);
    }

    /// <summary>The incident's id has to be the same, or a pager would keep a second one open.</summary>
    [Fact]
    public void A_page_joins_the_open_incident_and_the_first_page_opens_the_one_that_the_state_will_have()
    {
        var envelopes = Envelopes("error:db-1 error:db-2");
        var reducer = new GroupReducer(new GroupRules(Team.ByService().Config));
        var open = reducer.Reduce(GroupState.New(envelopes[0].To), envelopes[0].Message, Night, MuteContext.Empty);

        var first = Pages().Of(null, MuteContext.Empty, envelopes[..1], Night.AddMinutes(1), "away");
        var second = Pages().Of(
            null, MuteContext.Empty, envelopes[1..], Night.AddMinutes(1), "away", open.State.IncidentId);

        first.Concat(second).SelectMany(each => each).Select(each => each.IncidentId).Distinct()
            .ShouldHaveSingleItem().ShouldBe(open.Notifications[0].IncidentId);
    }

    /// <summary>
    /// The process that paged the rise knew nothing of the incident, so a pager opened another one for it.
    /// </summary>
    [Theory]
    [InlineData("warning:db-1", "critical:db-1")]
    [InlineData("error:db-1", "critical:db-1")]
    [InlineData("info:db-1", "error:db-1")]
    [InlineData("error:db-1", "error:db-1")]
    public void A_rise_that_was_paged_without_state_is_not_paged_again_and_its_end_reaches_that_page(
        string known, string rise)
    {
        var envelopes = Envelopes($"{known} {rise} ok:db-1");
        var reducer = new GroupReducer(new GroupRules(Team.ByService().Config));
        var open = reducer.Reduce(GroupState.New(envelopes[0].To), envelopes[0].Message, Night, MuteContext.Empty);
        var woken = reducer.Reduce(open.State, new Wake(), Night.AddMinutes(1), MuteContext.Empty);

        var sent = Pages().Of(null, MuteContext.Empty, envelopes[1..2], Night.AddMinutes(2), "away")[0];
        var risen = reducer.Reduce(woken.State, envelopes[1].Message with { IsRetried = true },
            Night.AddMinutes(3), MuteContext.Empty);
        var ended = reducer.Reduce(risen.State, envelopes[2].Message, Night.AddMinutes(4), MuteContext.Empty);

        var other = sent.Select(each => each.IncidentId).Distinct().ShouldHaveSingleItem();
        risen.Notifications.ShouldAllBe(each => Ids(sent).Contains(each.Id));
        risen.Notifications.ShouldAllBe(each => each.AlsoOpened!.Contains(other));
        ended.Notifications.Select(each => each.Receiver).ShouldBe(sent.Select(each => each.Receiver), ignoreOrder: true);
        ended.Notifications.ShouldAllBe(each => each.IsResolved && each.AlsoCloses!.Contains(other));
    }

    /// <summary>It overtook its own end, and nothing else would follow it.</summary>
    [Fact]
    public void A_page_without_state_that_had_ended_before_is_followed_by_its_end()
    {
        var envelopes = Envelopes("error:db-1 error:db-1 ok:db-1");
        var reducer = new GroupReducer(new GroupRules(Team.ByService().Config));
        var state = GroupState.New(envelopes[0].To);
        foreach (var (i, at) in new[] { (0, 0), (2, 1) })
            state = reducer.Reduce(state, envelopes[i].Message, Night.AddMinutes(at), MuteContext.Empty).State;

        var sent = Pages().Of(null, MuteContext.Empty, envelopes[1..2], Night.AddMinutes(2), "away")[0];
        var late = reducer.Reduce(state, envelopes[1].Message with { IsRetried = true }, Night.AddMinutes(3),
            MuteContext.Empty);
        var inTime = reducer.Reduce(state, envelopes[1].Message, Night.AddMinutes(3), MuteContext.Empty);

        late.Notifications.Select(each => each.Receiver).ShouldBe(sent.Select(each => each.Receiver), ignoreOrder: true);
        late.Notifications.ShouldAllBe(each => each.IsResolved && each.StillFiring == 0);
        var closed = late.Notifications[0];
        (closed.AlsoCloses ?? []).Append(closed.IncidentId).ShouldContain(sent[0].IncidentId);
        closed.Sequence.ShouldBeGreaterThan(sent[0].Sequence, "the page may still be on its way");
        inTime.Notifications.ShouldBeEmpty();
    }

    /// <summary>
    /// Nobody may know yet, when an earlier one's copy is sent, where the later one has its place.
    /// </summary>
    [Theory]
    [InlineData("error:db-1 critical:db-1")]
    [InlineData("error:db-1 error:db-2 critical:db-1 critical:db-2")]
    [InlineData("warning:db-3 error:db-1 critical:db-1")]
    [InlineData("ok:db-2 error:db-1 ok:db-1 critical:db-1 error:db-2")]
    public void The_copy_of_a_page_comes_before_each_page_that_came_later(string messages)
    {
        var envelopes = Envelopes(messages);
        var reducer = new GroupReducer(new GroupRules(Team.ByService().Config));
        var state = GroupState.New(envelopes[0].To);
        var pages = Pages().Of(null, MuteContext.Empty, envelopes, Night.AddMinutes(1), "away");
        foreach (var (at, envelope) in envelopes.Index())
        {
            var message = envelope.Message with { IsRetried = true };
            var step = reducer.Reduce(state, message, Night.AddMinutes(5), MuteContext.Empty);
            state = step.State;

            var later = pages.Skip(at + 1).SelectMany(each => each).Select(page => page.Sequence)
                .DefaultIfEmpty(long.MaxValue);
            step.Notifications.ShouldAllBe(copy => copy.Sequence < later.Min());
        }
    }

    [Theory]
    [InlineData("wait: { pages: 2m }")]
    [InlineData("interval: 1h")]
    public void A_page_without_state_waits_for_nothing(string key)
    {
        var config = Team.With($"routes: [{{ to: phone, group_by: [service], {key} }}]").Config;
        var envelopes = Envelopes("warning:db-1 error:db-2", config);

        var sent = new StatelessPages(config).Of(null, MuteContext.Empty, envelopes, Night, "away")
            .SelectMany(each => each);

        sent.ShouldHaveSingleItem().Alerts.ShouldHaveSingleItem().Name.ShouldBe("db-2");
    }

    private static StatelessPages Pages() => new(Team.ByService().Config);

    private static IEnumerable<string> Ids(IEnumerable<Notification> sent) => sent.Select(each => each.Id).Distinct();

    private static GroupEnvelope[] Envelopes(string messages, AlertingConfig? config = null)
    {
        config ??= Team.ByService().Config;
        return [.. messages.Split(' ').Index().Select(each =>
        {
            var (state, name) = (each.Item.Split(':')[0], each.Item.Split(':')[1]);
            var at = Night.AddSeconds(each.Index);
            var alert = new Classifier(config).Classify(
                state == "ok" ? Some.Ok(name, at) : Some.Alarm(name, Enum.Parse<Severity>(state, true), at));
            return new GroupEnvelope(new GroupAddress("db", config.Routes[0].Id), new AlertArrived(alert) { QueuedAt = at });
        })];
    }
}
