using Alerting.Alerts;

namespace Alerting.Sources.Generic;

/// <summary>When an alert began, when it ended, and when the event about it happened.</summary>
internal sealed record EventTimes(DateTimeOffset? StartsAt, DateTimeOffset? EndsAt, DateTimeOffset? At)
{
    public static EventTimes Take(FieldList fields, AlertStatus status)
    {
        var ends = status == AlertStatus.Resolved ? Take(fields, FieldNames.Ends) : null;
        var at = Take(fields, FieldNames.Times);
        var starts = Take(fields, FieldNames.Starts);
        // An end before its beginning is the end of something else.
        if (ends < starts)
            ends = null;
        // The time of the start, once more, says nothing about the end.
        if (status == AlertStatus.Resolved && at == starts)
            at = null;
        return new EventTimes(starts > (ends ?? at) ? null : starts, ends, ends ?? at);
    }

    private static DateTimeOffset? Take(FieldList fields, params ReadOnlySpan<string> names) =>
        fields.TakeOfAlert(IsTime, names)?.Scalar is { } text && JsonFields.TryTime(text, out var time) ? time : null;

    /// <summary>A time of zero or of 1970, which stands for none.</summary>
    public static bool IsZero(string text) => text.Trim() is "0" or ""
        || (JsonFields.TryTime(text, out var time) && time.Year <= 1970);

    /// <summary>A zero time means no time.</summary>
    private static bool IsTime(string text) => JsonFields.TryTime(text, out var time) && time.Year > 1970;
}
