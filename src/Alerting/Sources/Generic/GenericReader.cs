using System.Text.Json;
using Alerting.Alerts;

namespace Alerting.Sources.Generic;

/// <summary>
/// Whatever no other reader knows: any JSON and plain text. Title, text, severity, state, time and links are found by
/// their usual names, the rest is shown as it came. Without a word of its own on severity it is a warning, and
/// flagged.
/// </summary>
internal sealed class GenericReader : ISourceReader
{
    private const string Unknown = "This kind of message is not known; it is shown as it came.";

    /// <summary>So many alerts of one list are told one by one; the rest is counted, and told as bad as its worst.</summary>
    private const int MaxItems = 1000;

    public string Source => "generic";

    public IReadOnlyList<Signal> Read(EventMessage message)
    {
        // The event itself, and no message that somebody wrote: it carries nothing.
        if (message.Transport == EventTransport.Bare && FallbackTitle.HasNoRecords(message.Json))
            return new IgnoredEvent("The event has no records.");
        if (message.Json.ValueKind != JsonValueKind.Array
            || !message.Json.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.Object))
        {
            return [ReadUnknown(message)];
        }
        var all = message.Json.EnumerateArray().Select((item, index) => ReadUnknown(Item(message, item, index)));
        if (message.Json.GetArrayLength() <= MaxItems)
            return [.. all];
        var notice = all.ToList();
        return [.. notice.Take(MaxItems), Rest(message, notice[MaxItems..])];
    }

    private static EventMessage Item(EventMessage message, EventJson item, int index) => message with
    {
        Json = item.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? item : default,
        Text = item.GetRawText(),
        MessageId = message.MessageId is { } id ? $"{id}/{index}" : null,
        Delivery = message.Delivery is { } delivery ? $"{delivery}/{index}" : null,
    };

    private Signal Rest(EventMessage message, List<Signal> rest)
    {
        static SeverityClaim Claim(Signal signal) => signal.Claims is [var own, ..] ? own : signal.Fallback!;
        var firing = rest.Where(signal => signal.Status == AlertStatus.Firing).ToList();
        var worst = (firing.Count == 0 ? rest : firing).MaxBy(signal => Claim(signal).Severity)!;
        var title = $"{rest.Count} more alerts of one message";
        return worst with
        {
            Name = title,
            Title = title,
            Identity = $"{Source}|{message.Origin}|{Fingerprint.Of(message.Text)}|rest",
            Status = AlertStatus.Firing,
            State = null,
            Summary = $"The worst of them: {worst.Title}",
            Recovers = false,
            Count = Math.Max(1, firing.Count),
            Problems = [$"The message holds {MaxItems + rest.Count} alerts. The first {MaxItems} are told one by one; the "
                + $"others are not, and {rest.Count - firing.Count} of these say that something is over."],
        };
    }

    /// <summary>Whether the usual names hold enough to be told as an alert.</summary>
    public static bool HasContent(EventMessage message)
    {
        if (message.Json.ValueKind == JsonValueKind.Array)
            return message.Json.EnumerateArray().Any(item => HasContent(message with { Json = item }));
        var fields = UsualFields.Find(message.Json);
        return fields.Title is not null || fields.Severity is not null;
    }

    /// <summary>Reads the message with a sentence that says why it came to this.</summary>
    public Signal ReadFlagged(EventMessage message, string why)
    {
        var signal = ReadUnknown(message);
        return signal with { Problems = [why, .. signal.Problems.Where(problem => problem != Unknown)] };
    }

    private Signal ReadUnknown(EventMessage message)
    {
        var notes = new ParseWarnings();
        var fields = UsualFields.Find(message.Json.Noting(notes));
        var headline = Headline.Of(fields.Title ?? message.Subject ?? fields.Text ?? FallbackTitle.PlainText(message));
        var title = headline.Title.Length > 0 ? headline.Title : FallbackTitle.Name(message);
        var severity = fields.Severity ?? headline.Severity;
        var state = fields.State ?? headline.State;
        // Enough to be told as an alert: how bad it is, or a title with a state or a key to know it by again.
        var isKnown = severity is not null || (fields.Title is not null && (fields.State ?? fields.Key) is not null);
        var key = fields.Key ?? (state is null ? null : fields.Id)
            ?? Named(headline.Line.Length > 0 ? headline.Line : title, isKnown || state is not null, message.Text);
        return new Signal
        {
            Source = Source,
            Name = title,
            Title = title,
            Identity = $"{Source}|{message.Origin}|{key}",
            EventKey = EventKey(message, fields, state),
            Status = StateWords.IsOver(state) ? AlertStatus.Resolved : AlertStatus.Firing,
            State = state,
            Summary = message.IsObject ? fields.Text ?? Whole(fields.Title) : Body(message.Text, title),
            Account = fields.Account ?? message.Topic?.Account,
            Region = fields.Region ?? message.Topic?.Region,
            Service = fields.Service,
            OccurredAt = fields.At ?? message.SentAt,
            StartsAt = fields.StartsAt,
            Claims = severity is null ? [] : [severity],
            Fallback = new SeverityClaim(Severity.Warning,
                isKnown ? "default for messages without a severity" : "default for unknown messages"),
            Facts = fields.Facts,
            Recovers = fields.State is not null,
            Links = fields.Links,
            Problems = isKnown
                ? [.. message.Problems, .. notes.Sentences]
                : [Unknown, .. message.Problems, .. notes.Sentences],
        };
    }

    /// <summary>
    /// A title is a name where something comes and goes under it. Without that each message is news of its own: two
    /// texts under one subject must not pass for one said twice.
    /// </summary>
    private static string Named(string title, bool comesAndGoes, string text) =>
        comesAndGoes ? title : $"{title}|{Fingerprint.Of(text)}";

    /// <summary>
    /// What comes and goes does so under one id, and often in the same words: then its time tells one event from the next,
    /// or else the delivery does.
    /// </summary>
    private string EventKey(EventMessage message, UsualFields fields, string? state)
    {
        if (message.MessageId is { } carried)
            return carried;
        var occurrence = (fields.At ?? fields.StartsAt) is null ? message.Occurrence : Fingerprint.Of(message.Text);
        if (fields.Id is not { } id)
            return occurrence;
        return state is null ? $"{Source}|{id}|" : $"{Source}|{id}|{state}|{occurrence}";
    }

    /// <summary>All of a title that had to be cut.</summary>
    private static string? Whole(string? title) => title is not null && Headline.IsPartOf(title) ? title.Trim() : null;

    /// <summary>All of a text that says more than its title.</summary>
    private static string? Body(string text, string title) =>
        text.Trim() is { Length: > 0 } body && body != title ? body : null;
}
