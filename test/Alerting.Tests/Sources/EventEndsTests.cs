using Alerting.Alerts;
using Alerting.Sources;

namespace Alerting.Tests.Sources;

/// <summary>Over the whole corpus: an end has the fingerprint of what fired, and nothing else ends an alert.</summary>
public sealed class EventEndsTests
{
    /// <summary>They end what the corpus does not contain. No event says that a heartbeat is missing.</summary>
    private static readonly string[] OfNothingHere = 
    [
        "autoscaling/terminate-successful", "elasticache/failover-complete-sns", "github/workflow-run-of-fork",
        "heartbeat/eventbridge", "heartbeat/message-sns", "jenkins/other-branch-success",
    ];

    private static readonly ILookup<string, (string Name, Signal Signal)> ByIdentity = EventCorpus.Cases
        .SelectMany(name => EventReader.Read(EventCorpus.Event(name)).Select(signal => (Name: name, Signal: signal)))
        .ToLookup(each => each.Signal.Identity);

    public static TheoryData<string> Ends => [.. ByIdentity.SelectMany(group => group)
        .Where(each => each.Signal.Status == AlertStatus.Resolved).Select(each => each.Name).Distinct()];

    [Theory, MemberData(nameof(Ends))]
    public void An_end_has_the_fingerprint_of_what_fired(string name)
    {
        var ends = EventReader.Read(EventCorpus.Event(name)).Where(signal => signal.Status == AlertStatus.Resolved);

        foreach (var end in ends)
        {
            var fires = ByIdentity[end.Identity].Where(each => each.Signal.Status == AlertStatus.Firing).ToList();
            (fires.Count > 0).ShouldBe(!OfNothingHere.Contains(name), end.Identity);
            fires.ShouldAllBe(each => each.Signal.Source == end.Source);
            fires.ShouldAllBe(each => each.Signal.EventKey != end.EventKey);
        }
    }

    /// <summary>Grafana's own picture of a panel is the graph that people open.</summary>
    [Fact]
    public void A_link_leads_to_a_page_and_does_nothing() =>
        ByIdentity.SelectMany(group => group).Where(each => each.Signal.Source != "grafana")
            .SelectMany(each => each.Signal.Links).ShouldAllBe(link => !Array.Exists(NoPages, part =>
                link.Url.Contains(part, StringComparison.OrdinalIgnoreCase)));

    private static readonly string[] NoPages =
        [".png", ".jpg", ".gif", ".svg", ".ico", ".pem", "unsubscribe", "acknowledge", "/ack"];

    [Fact]
    public void An_event_that_only_informs_ends_nothing() =>
        ByIdentity.SelectMany(group => group)
            .Where(each => each.Signal.Identity.Contains("|notice/", StringComparison.Ordinal))
            .ShouldAllBe(each => each.Signal.Status == AlertStatus.Firing && !each.Signal.Recovers);
}
