using Alerting.Alerts;
using Alerting.Channels;

namespace Alerting.Notifications;

/// <summary>
/// The links of an alert that may be clicked, the runbook of its description first, and a sentence for each that is left out.
/// </summary>
public sealed record SafeLinks(IReadOnlyList<Link> Links, IReadOnlyList<string> Problems)
{
    private const int LongestText = 100;

    public static SafeLinks Of(Signal signal) => Of(Runbook.Find(signal.Description).Link, signal);

    internal static SafeLinks Of(Link? runbook, Signal signal)
    {
        var links = new List<Link>();
        var problems = new List<string>();
        foreach (var link in runbook is null ? signal.Links : [runbook, .. signal.Links])
        {
            var text = TextCut.Line(link.Text, LongestText);
            if (SafeUrl.Of(link.Url, out var refusal) is { } url)
                links.Add(link with { Text = text, Url = url });
            else
                problems.Add($"The link {text} is left out: it {refusal}.");
        }
        return new SafeLinks(links, problems);
    }
}
