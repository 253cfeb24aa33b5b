using Alerting.Alerts;
using Alerting.Text;

namespace Alerting.Notifications;

/// <summary>The alert's links that are safe to click, the description's runbook first, and a sentence for each link left out.</summary>
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
                problems.Add($"Link {text} left out: {refusal}.");
        }
        return new SafeLinks(links, problems);
    }
}
