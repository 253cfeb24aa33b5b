using Alerting.Alerts;
using Alerting.Configuration.Yaml;

namespace Alerting.Configuration.Reading;

/// <summary>Reads <c>send_resolved:</c>, for all severities or for each.</summary>
internal static class ResolvedReader
{
    private const string Others = "other";

    /// <summary>If none of its channels gets the end, the receiver does not, either.</summary>
    public static ResolvedChoice OfReceiver(Section section, Receiver receiver, Report report) =>
        Of(section, report) ?? (receiver is { HasPeople: false, Targets.Count: > 0 }
            && receiver.Targets.All(target => !target.SendResolved) ? ResolvedChoice.None : ResolvedChoice.All);

    /// <summary>Null without the key.</summary>
    public static ResolvedChoice? Of(Section owner, Report report)
    {
        if (owner.Find(Keys.SendResolved) is not { } node)
            return null;
        if (node is TextNode)
            return owner.Flag(Keys.SendResolved) == false ? ResolvedChoice.None : ResolvedChoice.All;
        if (Section.Open(node, Keys.ResolvedBySeverity, report) is not { } section)
            return null;
        var others = section.Flag(Others) ?? true;
        return new ResolvedChoice(Enum.GetValues<Severity>()
            .Where(severity => !(section.Flag(severity.Name()) ?? others)).ToHashSet());
    }
}
