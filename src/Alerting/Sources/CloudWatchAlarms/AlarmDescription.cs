using System.Buffers;
using Alerting.Alerts;

namespace Alerting.Sources.CloudWatchAlarms;

/// <summary>
/// An alarm's description as plain text, and its links. CloudWatch shows it as Markdown, so people write it so; most
/// channels would show the marks, and a phone nothing else.
/// </summary>
/// <remarks>
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/ConsoleAlarms.html: the description can include
/// Markdown, which "can be useful to add links to runbooks or other internal resources".
/// </remarks>
internal sealed record AlarmDescription(string? Text, IReadOnlyList<Link> Links)
{
    private const int MaxLinks = 10;

    /// <summary>CloudWatch takes 1,024 characters, so a longer text is not its own.</summary>
    private const int MaxLength = 4096;

    private static readonly SearchValues<char> Marks = SearchValues.Create("#*_`[]<>|~\\");

    public static AlarmDescription None { get; } = new(null, []);

    public static AlarmDescription Read(string? markdown)
    {
        if (string.IsNullOrWhiteSpace(markdown))
            return None;
        if (markdown.Length > MaxLength || !HasMarks(markdown))
            return new AlarmDescription(markdown.Trim(), []);
        markdown = new string([.. markdown.Where(c => c is < MarkdownInline.First or > MarkdownInline.Last)]);
        var links = new DescriptionLinks();
        var text = MarkdownBlocks.Read(markdown, links);
        return new AlarmDescription(text.Length == 0 ? null : text, [.. links.Found.Take(MaxLinks)]);
    }

    /// <summary>What to do comes before the pages of the console, and everything else after them.</summary>
    public IReadOnlyList<Link> Around(IReadOnlyList<Link> links) => Links.Count == 0 ? links :
    [
        .. Links.Where(IsRunbook).OrderBy(link => !IsNamed(link, "runbook")),
        .. links,
        .. Links.Where(link => !IsRunbook(link)),
    ];

    /// <summary>Most descriptions are a plain sentence, which needs no reader.</summary>
    private static bool HasMarks(string text) => text.AsSpan().ContainsAny(Marks)
        || text.Contains("://", StringComparison.Ordinal) || text.Contains('\n', StringComparison.Ordinal);

    private static bool IsRunbook(Link link) => IsNamed(link, "runbook") || IsNamed(link, "playbook");

    private static bool IsNamed(Link link, string name) => link.Text.Contains(name, StringComparison.OrdinalIgnoreCase);
}

/// <summary>The links of a description, each once, under a name that says where they lead.</summary>
internal sealed class DescriptionLinks
{
    private static readonly HashSet<string> Empty = new(StringComparer.OrdinalIgnoreCase)
    {
        "", "here", "link", "this", "url", "click here", "see", "more", "details", "at", "via", "and", "or", "to", "on",
        "in", "from", "http", "https",
    };

    private readonly List<Link> _found = [];

    public IReadOnlyList<Link> Found => _found;

    /// <summary>Targets of <c>[text][name]</c>.</summary>
    public Dictionary<string, string> Named { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The words that stand for the link in the text; null if it cannot be one.</summary>
    public string? Add(string? text, string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http"))
            return null;
        var label = text?.Trim().Trim(':').Trim() ?? "";
        // A text that looks like another address would mislead.
        var isAddress = label.Contains("://", StringComparison.Ordinal)
            || label.StartsWith("www.", StringComparison.OrdinalIgnoreCase);
        var name = isAddress || Empty.Contains(label) ? uri.Host : Word(label);
        if (_found.TrueForAll(link => link.Url != url))
            _found.Add(new Link(name, url));
        return isAddress || label.Length == 0 ? uri.Host : label;
    }

    /// <summary><c>runbook_url</c> is a key; the runbook is what it names.</summary>
    private static string Word(string label)
    {
        foreach (var ending in (ReadOnlySpan<string>)["_url", "-url", " url", "_link", " link"])
        {
            if (label.Length > ending.Length && label.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                label = label[..^ending.Length];
        }
        label = label.Replace('_', ' ');
        return char.ToUpperInvariant(label[0]) + label[1..];
    }
}
