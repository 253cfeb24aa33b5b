using Alerting.Alerts;
using Alerting.Sources.CloudWatchAlarms;

namespace Alerting.Notifications;

/// <summary>
/// An alert's texts as people read them: nothing that is over stands in the present, and nothing is said twice.
/// </summary>
internal static class ItemText
{
    public const string AccountFact = "Account";

    private const string Past = "Was: ";
    private const string Silent = "Its sender may be down, or had nothing to report. Check that it runs.";
    private const string Child = "Triggered by";
    private const string InAlarm = " (ALARM)";
    private const string Transition = " transitioned to ";

    /// <summary>States that the first words of a message name already.</summary>
    private static readonly string[] SaidStates =
        ["ALARM", "INSUFFICIENT_DATA", "FIRING", "ALERTING", "OK", "RESOLVED", "DELETE"];

    /// <summary>Whether what its texts describe is over.</summary>
    public static bool IsOver(Alert alert) => !alert.IsFiring && alert.Signal.Ending is not
    {
        Code: ReasonCode.SeverityChanged or ReasonCode.Moved or ReasonCode.RouteRemoved or ReasonCode.NullRoute,
    };

    public static string? Description(MessageItem item) =>
        item.Description is { Length: > 0 } text && IsOver(item.Alert) ? Past + text : item.Description;

    /// <summary>The source's reason, unless the numbers say it. Before it the title, if that was cut.</summary>
    public static string? Reason(MessageItem item)
    {
        var reason = OwnReason(item);
        return NotificationTitle.IsCut(item.Alert) ? $"{item.Alert.Title}\n{reason}".TrimEnd() : reason;
    }

    private static string? OwnReason(MessageItem item)
    {
        var signal = item.Alert.Signal;
        if (item.Summary is not { Length: > 0 } text || IsOfNumbers(text, signal) || Children(signal) is not null)
            return IsSilent(item.Alert) ? Silent : null;
        text = WithoutTitle(WithoutArn(text), NotificationTitle.IsCut(item.Alert) ? item.Alert.Title : item.Title);
        if (text.Length == 0)
            return null;
        // Without an event of its own, the end has the reason of the start.
        return IsOver(item.Alert) && signal.Ending is not null ? Past + text : text;
    }

    /// <summary>Of a composite alarm, which has no number, its children.</summary>
    public static string? Numbers(MessageItem item) => Children(item.Alert.Signal) ?? (IsSilent(item.Alert)
        ? MeasurementText.Missing(item.Alert.Signal.Measurement)
        : IsOver(item.Alert)
        ? MeasurementText.Recovery(MeasuredAtEnd(item.Alert.Signal), WasOf(item.Alert.Signal))
        : item.Numbers);

    /// <summary>For SMS.</summary>
    public static string? Brief(MessageItem item) => Children(item.Alert.Signal) ?? (IsSilent(item.Alert)
        ? MeasurementText.Missing(item.Alert.Signal.Measurement)
        : IsOver(item.Alert)
        ? MeasurementText.BriefRecovery(MeasuredAtEnd(item.Alert.Signal), WasOf(item.Alert.Signal))
        : MeasurementText.Brief(item.Alert.Signal.Measurement));

    /// <summary>Whether an alarm has no value at all. A threshold would say nothing then.</summary>
    private static bool IsSilent(Alert alert) => alert.IsFiring && alert.Signal is
        { HasNoData: true, Source: AlarmReader.SourceName, Measurement.Datapoints.Count: 0 };

    /// <summary>Only a recovery has values of its own.</summary>
    private static Measurement? MeasuredAtEnd(Signal signal) =>
        signal is { Ending: not null, Measurement: { } measured }
            ? measured with { Datapoints = [] } : signal.Measurement;

    private static double? WasOf(Signal signal) => signal.Was ??
        (signal is { Ending: not null, Measurement.Datapoints: [.., var last] } ? last.Value : null);

    /// <summary>The children that made a composite alarm change; null if it is none, or does not name them.</summary>
    private static string? Children(Signal signal)
    {
        if (signal.Source != AlarmReader.SourceName || signal.Measurement is not null)
            return null;
        string[] children = [.. signal.Facts.Where(IsChild).Select(fact => fact.Value)];
        if (children.Length == 0)
            return null;
        return Array.TrueForAll(children, child => child.EndsWith(InAlarm, StringComparison.Ordinal))
            ? "Triggered by " + string.Join(" and ", children.Select(child => child[..^InAlarm.Length]))
            : "Changed: " + string.Join(", ", children);
    }

    /// <param name="account">Its name; null if it has none.</param>
    public static List<Fact> Facts(Signal signal, Alert alert, string? account)
    {
        var facts = new List<Fact>();
        if (signal.State is { } state && !SaidStates.Contains(state, StringComparer.OrdinalIgnoreCase)
            && !(IsOver(alert) && signal.Ending is null) && !signal.Facts.Any(fact => fact.Value == state))
        {
            facts.Add(new Fact("State",
                signal.PreviousState is { } previous && previous != state ? $"{previous} → {state}" : state));
        }
        facts.AddRange(signal.Facts.Where(fact => (signal.Source != AlarmReader.SourceName || !IsChild(fact))
            && !(fact.Value == signal.Region && fact.Name == "region")));
        if (signal.Region is { } region)
            facts.Add(new Fact("Region", region));
        if (signal.Account is { } number)
            facts.Add(new Fact(AccountFact, account is null ? number : $"{account} ({number})"));
        return facts;
    }

    private static bool IsChild(Fact fact) => fact.Name == Child;

    /// <summary>
    /// CloudWatch's reason lists datapoints and threshold, or says that data is missing, as the message does.
    /// </summary>
    private static bool IsOfNumbers(string reason, Signal signal) =>
        signal is { Source: AlarmReader.SourceName, HasNoData: true }
            && reason.StartsWith("Insufficient Data:", StringComparison.Ordinal)
        || signal is { Source: AlarmReader.SourceName, Measurement.Datapoints.Count: > 0 }
        && reason.StartsWith("Threshold", StringComparison.Ordinal)
        && reason.Contains("Crossed", StringComparison.Ordinal)
        && reason.Contains("datapoint", StringComparison.Ordinal)
        && !reason.Contains("missing datapoint", StringComparison.Ordinal);

    /// <summary>What it says beyond the title that it begins with, or that says it all.</summary>
    private static string WithoutTitle(string reason, string title) =>
        title.Contains(reason.TrimEnd('.'), StringComparison.OrdinalIgnoreCase) ? ""
        : reason.StartsWith(title + ". ", StringComparison.Ordinal) ? reason[(title.Length + ". ".Length)..] : reason;

    /// <summary><c>arn:…:alarm:NAME transitioned to ALARM at …</c> without the ARN and the time.</summary>
    private static string WithoutArn(string reason)
    {
        var end = reason.IndexOf(Transition, StringComparison.Ordinal);
        if (end < 0 || !reason.StartsWith("arn:", StringComparison.Ordinal)
            || reason.IndexOf(":alarm:", StringComparison.Ordinal) is not (> 0 and var arn) || arn > end)
        {
            return reason;
        }
        var state = reason[(end + Transition.Length)..];
        var at = state.IndexOf(" at ", StringComparison.Ordinal);
        return $"{reason[(arn + ":alarm:".Length)..end]} went to {(at < 0 ? state : state[..at])}";
    }
}
