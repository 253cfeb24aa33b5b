namespace Alerting.Sources.Generic;

/// <param name="Word">As the source calls it.</param>
/// <param name="IsResolved">Whether it ends the alert.</param>
/// <param name="Field">Null if the state is not in a word.</param>
/// <param name="IsFlag">Whether a flag or an exit code says how a thing is.</param>
internal sealed record FoundState(string Word, bool IsResolved, Field? Field, bool IsFlag = false);

/// <summary>Finds the state among the fields of an unknown object.</summary>
internal static class StateFields
{
    /// <summary>Endings of names: <c>monitor_status</c>, <c>violationEventType</c>.</summary>
    private static readonly string[] Endings = ["status", "state", "statusname", "statename", "eventtype"];

    /// <summary>States of something else or of an earlier time.</summary>
    private static readonly string[] NotOwn =
        ["previous", "prev", "old", "last", "prior", "original", "http", "ssl", "from", "before", "response", "source",
            "desired", "mute", "page", "sync", "host", "user", "account", "query"];

    public static FoundState? Take(FieldList fields)
    {
        if (fields.TakeOfAlert(StateWords.IsNotice, FieldNames.Actions) is { Scalar: { } notice } said)
            return new FoundState(notice, IsResolved: false, said);
        var field = fields.TakeOfAlert(StateWords.IsKnown, FieldNames.States);
        if (field is not null && IsUpdate(fields, field))
            field = null;
        if (StateWords.IsFinished(field?.Scalar))
            field = Conclusion(fields) ?? field;
        field ??= Take(fields, FieldPlace.Own) ?? Take(fields, FieldPlace.Alert);
        if ((field is null && !HasOwnTitle(fields)) || StateWords.IsFinished(field?.Scalar))
            field = OfRun(fields) ?? field;
        if (field is { Scalar: { } word })
            return new FoundState(word, StateWords.IsResolved(word), field);
        return Ended(fields) ?? Flag(fields) ?? Number(fields) ?? OfSeverity(fields);
    }

    /// <summary>The result of a run, wherever it is: a run that is completed may have failed.</summary>
    private static Field? Conclusion(FieldList fields)
    {
        static bool Fails(string word) => StateWords.IsKnown(word) && !StateWords.IsResolved(word);
        return fields.Take(Fails, FieldNames.Conclusions) ?? fields.Take(StateWords.IsOutcome, FieldNames.Conclusions);
    }

    private static Field? Take(FieldList fields, FieldPlace place) =>
        fields.TakeField(place, IsState, FieldNames.MoreStates) ?? ByEnding(fields, place);

    private static Field? ByEnding(FieldList fields, FieldPlace place)
    {
        foreach (var field in fields.Remaining)
        {
            if (field.Place == place && field.Scalar is { } word && FieldNames.EndsWith(field.NormalizedName, Endings)
                && !FieldNames.BeginsWith(field.NormalizedName, NotOwn) && StateWords.IsKnownType(word))
            {
                field.IsUsed = true;
                return field;
            }
        }
        return null;
    }

    private static bool IsState(Field field)
    {
        var word = field.Scalar!;
        return field.NormalizedName is "type" or "event" or "eventtype" or "eventname" or "alerttype" or "trigger"
            or "triggertype" or "webhookevent" or "alert"
            ? StateWords.IsKnownType(word)
            : StateWords.IsKnown(word);
    }

    private static Field? OfRun(FieldList fields)
    {
        static bool IsOfRun(Field field) => field.Parent is null || !FieldNames.Watched.Contains(field.Parent)
            || field.Parent is "check" or "monitor" or "site" or "test" or "sensor" or "device";
        var field = fields.TakeField(FieldPlace.Run, field => IsOfRun(field) && StateWords.IsKnown(field.Scalar!),
                FieldNames.States)
            ?? fields.TakeField(FieldPlace.Run, field => IsOfRun(field) && IsState(field), FieldNames.MoreStates);
        return StateWords.IsFinished(field?.Scalar) ? Conclusion(fields) ?? field : field;
    }

    /// <summary>Then the state of a nested object may be that of something else.</summary>
    private static bool HasOwnTitle(FieldList fields) =>
        fields.HasOwn(FieldNames.Titles) || fields.HasOwn(FieldNames.Severities);

    /// <summary>An available update is information, and nothing recovered.</summary>
    private static bool IsUpdate(FieldList fields, Field state) =>
        state.Scalar!.Trim().Equals("available", StringComparison.OrdinalIgnoreCase)
        && fields.All.Any(field => field.Place is FieldPlace.Own or FieldPlace.Alert && field.Scalar is { } text
            && (text.Contains("update", StringComparison.OrdinalIgnoreCase)
                || text.Contains("upgrade", StringComparison.OrdinalIgnoreCase)
                || text.Contains("version", StringComparison.OrdinalIgnoreCase)));

    private static FoundState? Ended(FieldList fields)
    {
        static bool Says(string text) => text.Trim().ToLowerInvariant() is "true" or "yes"
            || (JsonFields.TryTime(text, out var time) && time.Year > 1970);
        if (fields.TakeOfAlert(Says, FieldNames.Ended) is { } ended)
        {
            // A time is read once more as a time.
            ended.IsUsed = false;
            return new FoundState("resolved", IsResolved: true, null);
        }
        var ongoing = fields.TakeOfAlert(text => text.Trim().ToLowerInvariant() is "true" or "false",
            FieldNames.Ongoing);
        if (ongoing is null)
            return null;
        var isOver = ongoing.Scalar!.Trim().Equals("false", StringComparison.OrdinalIgnoreCase);
        return new FoundState(isOver ? "resolved" : "firing", isOver, null);
    }

    /// <summary><c>healthy: false</c>, <c>exit_code: 1</c>.</summary>
    private static FoundState? Flag(FieldList fields)
    {
        static bool IsFlag(string text) => text.Trim().ToLowerInvariant() is "true" or "false" or "0" or "1";
        if (fields.TakeOfAlert(IsFlag, FieldNames.Good) is { } good)
        {
            var isGood = good.Scalar!.Trim().ToLowerInvariant() is "true" or "1";
            return new FoundState(isGood ? "ok" : "failed", isGood, null, IsFlag: true);
        }
        if (fields.TakeOfAlert(IsWhole, FieldNames.ExitCodes) is not { } code)
            return null;
        code.IsUsed = false;
        var isZero = code.Scalar!.Trim() is "0" or "0.0";
        return new FoundState(isZero ? "succeeded" : "failed", isZero, null, IsFlag: true);
    }

    private static bool IsWhole(string text) => int.TryParse(text, out _)
        || (text.EndsWith(".0", StringComparison.Ordinal) && int.TryParse(text[..^2], out _));

    /// <summary>0 is the end where Nagios, Zabbix, Sensu and LibreNMS write numbers.</summary>
    private static FoundState? Number(FieldList fields)
    {
        static bool IsDigit(string text) => text.Trim() is "0" or "1" or "2" or "3";
        var number = fields.TakeOfAlert(IsDigit, FieldNames.StateNumbers)
            ?? fields.TakeField(FieldPlace.Alert, field => field.Parent == "check" && IsDigit(field.Scalar!), "status");
        return number is null ? null
            : new FoundState(number.Scalar!.Trim() == "0" ? "ok" : "problem", number.Scalar.Trim() == "0", number);
    }

    /// <summary>Systems without a state say <c>severity: clear</c> or <c>level: OK</c> when it ends.</summary>
    private static FoundState? OfSeverity(FieldList fields)
    {
        foreach (var field in fields.All)
        {
            if (field.Place is FieldPlace.Own or FieldPlace.Alert && field.Scalar is { } word
                && (FieldNames.Severities.Contains(field.NormalizedName) || field.NormalizedName is "level"
                    || field.NormalizedName.EndsWith("severity", StringComparison.Ordinal))
                && StateWords.KindOf(word) == StateKind.Resolved)
            {
                return new FoundState(word, IsResolved: true, null);
            }
        }
        return null;
    }
}
