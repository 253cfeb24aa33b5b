using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Routing;
using Alerting.Silencing;
using CsCheck;
using NodaTime;

namespace Alerting.Tests.Silencing;

/// <summary>The index decides as the plain rule does, which looks at every alert that fires.</summary>
public sealed class InhibitIndexTests
{
    private static readonly string[] Labels = ["team", "zone"];

    /// <param name="Starts">Whether it begins to fire, or its labels change; else it ends.</param>
    private sealed record Change(int Group, int Name, int Team, int Zone, Severity Severity, bool Starts);

    private static Gen<Matcher> Matchers { get; } = OneOf(
        Matcher.Create("severity", MatcherOperator.Equal, "critical"),
        Matcher.Create("severity", MatcherOperator.Matches, "error|warning"),
        Matcher.Create("team", MatcherOperator.NotEqual, ""),
        Matcher.Create("team", MatcherOperator.Equal, "t1"),
        Matcher.Create("zone", MatcherOperator.NotEqual, "z2"));

    private static Gen<string[]> Names { get; } = OneOf<string[]>(
        [], [], ["team"], ["zone"], ["team", "zone"], ["name"], ["team", "missing"]);

    private static Gen<InhibitRule> Rules { get; } = Gen.Select(
        Matchers.Array[0, 2], Matchers.Array[1, 2], Names, Names, Gen.Int[0, 2],
        (when, mute, equal, unequal, grace) => new InhibitRule(when, mute, equal)
            { Unequal = unequal, Grace = grace == 0 ? null : TimeSpan.FromMinutes(grace) });

    private static Gen<Change> Changes { get; } = Gen.Select(
        Gen.Int[0, 1], Gen.Int[0, 7], Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 3], Gen.Int[0, 3],
        (group, name, team, zone, severity, kind) =>
            new Change(group, name, team, zone, (Severity)severity, kind > 0));

    [Fact]
    public void It_finds_the_alert_that_the_plain_rule_finds() => Gen.Select(
        Rules.Array[1, 3], Changes.Array[1, 60]).Sample((rules, story) =>
        {
            var firing = FiringAlertSet.None;
            var plain = new List<FiringAlert>();
            foreach (var step in story)
            {
                var alert = Alert(step);
                var by = new FiringAlert($"g{step.Group}", alert.Fingerprint, alert.Name, alert.Labels);
                Muting.Of(alert, rules, new MuteContext([], firing), DateTimeZone.Utc, Some.Time)
                    .ShouldBe(Plain(alert, rules, plain));

                firing = firing.With([new FiringChange(by.GroupKey, by.Fingerprint, step.Starts ? by : null)]);
                var known = plain.FindIndex(each => (each.GroupKey, each.Fingerprint) == (by.GroupKey, by.Fingerprint));
                if (!step.Starts && known >= 0)
                    plain.RemoveAt(known);
                else if (step.Starts && known >= 0)
                    plain[known] = by;
                else if (step.Starts)
                    plain.Add(by);
                firing.ShouldBe(plain);
            }
        }, iter: 2000);

    [Fact]
    public void The_step_of_a_group_leaves_the_alerts_of_other_steps_as_they_were()
    {
        var alert = Alert(new Change(0, 1, 1, 1, Severity.Critical, Starts: true));
        var fires = new FiringChange("g", alert.Fingerprint, new FiringAlert("g", alert.Fingerprint, "a", alert.Labels));
        var before = FiringAlertSet.None;
        var after = before.With([fires]);

        before.ShouldBeEmpty();
        after.With([fires with { Alert = null }]).ShouldBeEmpty();
        after.ShouldHaveSingleItem();
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Alert Alert(Change step)
    {
        var tags = new Dictionary<string, string>();
        foreach (var (label, value) in Labels.Zip([step.Team, step.Zone]))
        {
            if (value > 0)
                tags[label] = $"{label[0]}{value}";
        }
        return Some.Alert(Some.Signal($"alarm-{step.Name}") with { Labels = tags }, step.Severity);
    }

    private static Mute? Plain(Alert alert, InhibitRule[] rules, List<FiringAlert> firing)
    {
        bool All(IReadOnlyList<Matcher> matchers, FiringAlert each) =>
            matchers.All(matcher => matcher.Matches(each.Labels));
        var self = new FiringAlert("", alert.Fingerprint, alert.Name, alert.Labels);
        string Of(string label, FiringAlert each) => each.Labels.GetValueOrDefault(label, "");
        for (var i = 0; i < rules.Length; i++)
        {
            var rule = rules[i];
            if (!All(rule.Mute, self))
                continue;
            var source = firing.Find(each => each.Fingerprint != alert.Fingerprint && All(rule.When, each)
                && !(All(rule.When, self) && All(rule.Mute, each))
                && rule.Equal.All(label => Of(label, each) == Of(label, self))
                && rule.Unequal.All(label => Of(label, each) != Of(label, self)));
            if (source is not null)
            {
                return new Mute(new Reason(ReasonCode.Inhibited, $"Inhibited by {source.Name} (inhibit rule {i + 1})."),
                    Some.Time.AddMinutes(1), source.Name, rule.Grace ?? InhibitRule.DefaultGrace, source);
            }
        }
        return null;
    }
}
