namespace Alerting.Sources.Generic;

/// <summary>
/// What identifies the alert of an unknown message, so that its end has the same identity and another thing has
/// another one: a dedup key, the id of the alert, the ids of the rule and of what it watches, or the title.
/// </summary>
internal static class AlertKey
{
    private const int MaxParts = 8;

    /// <summary>A key that senders make for this purpose.</summary>
    public static string? Dedup(FieldList fields) =>
        fields.TakeOfAlert(HasText, FieldNames.Keys)?.Scalar
        ?? fields.TakeOfAlert(HasText, FieldNames.MoreKeys)?.Scalar;

    /// <summary>The id of an object that is the alert: <c>issue.id</c>, <c>data.metric_alert.id</c>.</summary>
    public static string? OwnId(FieldList fields)
    {
        foreach (var field in fields.All)
        {
            if (field.NormalizedName is "id" or "uuid" or "key" && field.Place == FieldPlace.Alert
                && HasText(field.Scalar) && field.Parent is { } parent && IsAlert(parent))
            {
                return $"{parent}:{field.Scalar}";
            }
        }
        return null;
    }

    /// <summary>Ids of the rule or of what is watched, with the names of what the alert is about.</summary>
    public static string? Rule(FieldList fields)
    {
        var ids = fields.All.Where(IsRuleId).Take(MaxParts).ToList();
        return ids.Count == 0 ? null : Join([.. ids, .. fields.All.Where(IsTarget).Take(MaxParts)]);
    }

    /// <summary>
    /// Whether the message is about the run of a job: its ids are new each time, and the next run that succeeds is the
    /// end.
    /// </summary>
    public static bool IsRun(FieldList fields) => fields.All.Any(field => field.Place != FieldPlace.Other
        && (FieldNames.RunFields.Contains(field.NormalizedName)
            || (field.Parent is { } parent && FieldNames.RunObjects.Contains(parent))));

    /// <summary>Whether what watches sends an end: a monitor or check does, a rule of a log search does not.</summary>
    public static bool HasMonitor(FieldList fields) => fields.All.Any(field => HasText(field.Scalar)
        && field.Place is FieldPlace.Own or FieldPlace.Alert or FieldPlace.Run
        && field.NormalizedName is "monitorid" or "checkid" or "triggerid" or "sensorid" or "testid" or "siteid"
            or "healthcheckid");

    /// <summary>The subject of the alert, for a title that several things may have.</summary>
    public static IReadOnlyList<(string Name, string Value)> Target(FieldList fields) =>
        [.. fields.All.Where(IsTarget).Take(MaxParts).Select(field => (field.Path, field.Scalar!)).Distinct()
            .OrderBy(field => field.Path, StringComparer.Ordinal)];

    private static bool IsAlert(string parent) => FieldNames.WithTheirOwnId.Contains(parent)
        || FieldNames.EndsWith(parent, FieldNames.AlertEndings);

    private static bool IsRuleId(Field field) => HasText(field.Scalar) && field.Place != FieldPlace.Other
        && (FieldNames.RuleIds.Contains(field.NormalizedName)
            || (field.NormalizedName is "id" or "uuid" && field.Parent is { } parent
                && FieldNames.Watched.Contains(parent)));

    /// <summary>Also the name of such an object: <c>repository.full_name</c>.</summary>
    public static bool IsTarget(Field field)
    {
        if (!HasText(field.Scalar) || field.Scalar!.Length > 200)
            return false;
        if (field.Place is FieldPlace.Own)
            return FieldNames.Targets.Contains(field.NormalizedName);
        return field.Parent is { } parent && FieldNames.Targets.Contains(parent)
            ? field.NormalizedName is "name" or "fullname" or "pathwithnamespace" or "slug" or "hostname"
                && !FieldNames.WithTheirOwnId.Contains(parent)
            : field.Place is FieldPlace.Alert or FieldPlace.Run && FieldNames.Targets.Contains(field.NormalizedName);
    }

    private static string Join(IEnumerable<Field> fields) => string.Join('|',
        fields.Select(field => $"{field.Path}={field.Scalar}").Distinct().Order(StringComparer.Ordinal));

    private static bool HasText(string? text) => !string.IsNullOrWhiteSpace(text);
}
