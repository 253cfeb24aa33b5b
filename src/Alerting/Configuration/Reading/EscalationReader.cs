using Alerting.Configuration.Yaml;

namespace Alerting.Configuration.Reading;

/// <summary>Reads <c>escalations:</c> and the receiver to notify when nobody is on call.</summary>
internal sealed class EscalationReader(
    IReadOnlyDictionary<string, Receiver> receivers, IReadOnlyDictionary<string, Person> people,
    IReadOnlyDictionary<string, Schedule> schedules, Report report)
{
    private const int MaxSteps = 10;
    private const int MaxRepeat = 20;

    private static readonly TimeSpan ShortestAfter = TimeSpan.FromMinutes(1);

    public Dictionary<string, EscalationPolicy> Read(Node? node)
    {
        var policies = new Dictionary<string, EscalationPolicy>(StringComparer.Ordinal);
        foreach (var (name, steps) in report.Entries(node, "escalations"))
            policies[name.Text] = Policy(name, steps is TextNode { Text: "" } ? [] : Section.Items(steps));
        return policies;
    }

    /// <summary>Null if the file has none.</summary>
    public static string? Fallback(Section file, IReadOnlyDictionary<string, Receiver> receivers, Report report)
    {
        if (file.Text("fallback", ConfigErrors.Receiver) is not { } value)
            return null;
        if (!receivers.ContainsKey(value.Text))
            report.Error(value.Place, ConfigErrors.Unknown(ConfigErrors.Receiver, value.Text, receivers.Keys));
        return value.Text;
    }

    private EscalationPolicy Policy(TextNode name, IReadOnlyList<Node> nodes)
    {
        var errors = report.ErrorCount;
        var policy = new EscalationPolicy(name.Text, []);
        var steps = new List<EscalationStep>();
        for (var i = 0; i < nodes.Count; i++)
        {
            if (Section.Open(nodes[i], Keys.EscalationStep, report) is not { } section)
                continue;
            if (!section.Has("repeat"))
                steps.Add(Step(section, isFirst: i == 0));
            else
                policy = Repeat(section, policy, isLast: i == nodes.Count - 1);
        }
        if (steps.Count == 0 && report.ErrorCount == errors)
            report.Error(name.Place, OnCallErrors.NoStep);
        if (steps.Count > MaxSteps)
            report.Error(nodes[MaxSteps].Place, OnCallErrors.TooManySteps);
        return policy with { Steps = steps };
    }

    private EscalationStep Step(Section section, bool isFirst)
    {
        var notify = section.Texts("notify", ConfigErrors.Anybody) ?? [];
        if (notify.Count == 0)
            report.Error(section.Place, OnCallErrors.StepNotifiesNobody);
        foreach (var value in notify)
        {
            string[] known = [.. receivers.Keys, .. people.Keys, .. schedules.Keys];
            if (!known.Contains(value.Text))
            {
                report.Error(value.Place, ConfigErrors.Unknown(ConfigErrors.Anybody, value.Text, known));
            }
        }
        return new EscalationStep(After(section, isFirst), [.. notify.Select(value => value.Text).Distinct()])
        {
            RoundRobin = section.Flag("round_robin") ?? false,
        };
    }

    private EscalationPolicy Repeat(Section section, EscalationPolicy policy, bool isLast)
    {
        if (section.Has("notify"))
            report.Error(section.Place, OnCallErrors.RepeatNotifies);
        else if (!isLast)
            report.Error(section.Place, OnCallErrors.RepeatNotLast);
        return policy with
        {
            Repeat = section.Number("repeat", 0, MaxRepeat) ?? EscalationPolicy.DefaultRepeat,
            RepeatAfter = After(section, isFirst: false),
        };
    }

    private TimeSpan After(Section section, bool isFirst)
    {
        if (section.Duration("after") is not { } after)
            return isFirst ? TimeSpan.Zero : EscalationPolicy.DefaultAfter;
        if (after < ShortestAfter && !(isFirst && after == TimeSpan.Zero))
            report.Error(section.Text("after")!.Value.Place, OnCallErrors.AfterTooShort);
        return after;
    }
}
