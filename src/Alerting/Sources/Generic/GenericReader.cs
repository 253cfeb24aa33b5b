using System.Text.Json;
using Alerting.Alerts;

namespace Alerting.Sources.Generic;

/// <summary>Whatever no other reader knows: plain text and any JSON, shown readable and flagged, as a warning.</summary>
internal sealed class GenericReader : ISourceReader
{
    private const int MaxTitle = 200;
    private const int MaxFacts = 20;

    public string Source => "generic";

    public IReadOnlyList<Signal> Read(EventMessage message) =>
        [ReadFlagged(message, "This kind of message is not known; it is shown as it came.")];

    /// <summary>Reads the message with a sentence that says why it came to this.</summary>
    public Signal ReadFlagged(EventMessage message, string why)
    {
        var title = Title(message);
        return new Signal
        {
            Source = Source,
            Name = title,
            Title = title,
            Identity = $"generic|{message.Origin}|{title}",
            EventKey = message.MessageId ?? Fingerprint.Of(message.Text),
            Summary = message.IsObject ? null : message.Text,
            Facts = message.IsObject ? Facts(message.Json) : [],
            Account = Topic(message)?.Account,
            Region = Topic(message)?.Region,
            OccurredAt = message.SentAt,
            Fallback = new SeverityClaim(Severity.Warning, "default for unknown messages"),
            Problems = [why, .. message.Problems],
        };
    }

    private static Arn? Topic(EventMessage message) => Arn.TryParse(message.Origin, out var arn) ? arn : null;

    private static string Title(EventMessage message)
    {
        var text = message.Subject ?? message.Json.Text("title", "subject", "name", "summary", "message") ?? message.Text;
        var line = text.AsSpan().Trim();
        var end = line.IndexOfAny('\r', '\n');
        line = end < 0 ? line : line[..end];
        return line.IsEmpty ? "An empty message" : new string(line.Length <= MaxTitle ? line : line[..MaxTitle]);
    }

    private static List<Fact> Facts(JsonElement json)
    {
        var facts = new List<Fact>();
        foreach (var property in json.EnumerateObject().Take(MaxFacts))
            facts.Add(new Fact(property.Name, property.Value.Scalar() ?? property.Value.GetRawText()));
        return facts;
    }
}
