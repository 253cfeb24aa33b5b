using Alerting.Alerts;

namespace Alerting.Redaction;

/// <summary>
/// An alert without secrets. The pipeline applies it to each alert once, before anything is stored, queued, logged or
/// shown; alerts that earlier versions stored are redacted again when their message is written.
/// </summary>
/// <remarks>Returns the same alert if it has no secrets.</remarks>
public sealed class AlertRedaction(Redactor redactor)
{
    public static AlertRedaction BuiltIn { get; } = new(Redactor.BuiltIn);

    public Alert Of(Alert alert)
    {
        var text = new SourceText(redactor, alert.Signal.Source);
        var labels = Labels(alert.Labels, text);
        var signal = Of(alert.Signal, labels, text);
        var reason = text.Redact(alert.SeverityReason);
        return ReferenceEquals(labels, alert.Labels) && ReferenceEquals(signal, alert.Signal)
            && reason == alert.SeverityReason
                ? alert
                : alert with { Labels = labels, SeverityReason = reason, Signal = signal };
    }

    /// <summary>A label's value as everybody sees it, also in the group's key.</summary>
    public string Label(Alert alert, string name) => alert.Labels.TryGetValue(name, out var value)
        ? new SourceText(redactor, alert.Signal.Source).Value(name, value)
        : "";

    private static Signal Of(Signal signal, IReadOnlyDictionary<string, string> labels, SourceText text)
    {
        var redacted = signal with
        {
            Name = text.Redact(signal.Name),
            Title = text.Redact(signal.Title),
            Identity = text.Key(signal.Identity),
            EventKey = text.Key(signal.EventKey),
            State = text.RedactAny(signal.State),
            PreviousState = text.RedactAny(signal.PreviousState),
            Summary = text.RedactAny(signal.Summary),
            Description = text.RedactAny(signal.Description),
            Account = text.RedactAny(signal.Account),
            Region = text.RedactAny(signal.Region),
            Service = text.RedactAny(signal.Service),
            Claims = Each(signal.Claims, claim => claim with { Reason = text.Redact(claim.Reason) }),
            Fallback = signal.Fallback is { } fallback
                ? fallback with { Reason = text.Redact(fallback.Reason) } : null,
            Labels = Labels(signal.Labels, text, labels),
            Facts = Each(signal.Facts, text.Fact),
            Measurement = signal.Measurement is { } measured
                ? measured with { Metric = text.Redact(measured.Metric) } : null,
            Links = Each(signal.Links, text.Link),
            Samples = Each(signal.Samples, text.Redact),
            Problems = Each(signal.Problems, text.Redact),
        };
        return redacted == signal ? signal : redacted;
    }

    /// <summary>The same list if nothing changed, which also makes the signals equal.</summary>
    private static IReadOnlyList<T> Each<T>(IReadOnlyList<T> list, Func<T, T> redact)
        where T : class
    {
        for (var at = 0; at < list.Count; at++)
        {
            if (!Equals(redact(list[at]), list[at]))
                return [.. list.Select(redact)];
        }
        return list;
    }

    /// <param name="known">Labels redacted already.</param>
    private static IReadOnlyDictionary<string, string> Labels(IReadOnlyDictionary<string, string> labels,
        SourceText text, IReadOnlyDictionary<string, string>? known = null)
    {
        if (labels.All(label => Name(label.Key) == label.Key && Value(label.Key, label.Value) == label.Value))
            return labels;
        var redacted = new SortedList<string, string>(labels.Count, StringComparer.Ordinal);
        foreach (var (name, value) in labels)
            redacted[Name(name)] = Value(name, value);
        return redacted;

        string Name(string name) => text.Redact(name);

        string Value(string name, string value) => known is null ? text.Value(name, value)
            : known.GetValueOrDefault(Name(name), "") is var same && (same == value || same.Contains(Redactor.Mark))
                ? same : text.Value(name, value);
    }
}
