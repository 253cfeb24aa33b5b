using Alerting.Alerts;
using Alerting.Sources;

namespace Alerting.Tests.Sources;

/// <summary>Over the whole corpus: an end has the fingerprint of what fired, and nothing else ends an alert.</summary>
public sealed class EventEndsTests
{
    /// <summary>They end something that the corpus does not contain.</summary>
    private static readonly string[] OfNothingHere = 
    [
        "autoscaling/terminate-successful", "elasticache/failover-complete-sns", "github/workflow-run-of-fork",
        "jenkins/other-branch-success",
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

    [Fact]
    public void An_event_that_only_informs_ends_nothing() =>
        ByIdentity.SelectMany(group => group)
            .Where(each => each.Signal.Identity.Contains("|notice/", StringComparison.Ordinal))
            .ShouldAllBe(each => each.Signal.Status == AlertStatus.Firing && !each.Signal.Recovers);
}
