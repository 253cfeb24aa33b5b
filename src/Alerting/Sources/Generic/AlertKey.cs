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

    /// <summary>What the alert is about, for a title that several things may have.</summary>
    public static string? Target(FieldList fields, string? title) =>
        fields.All.Where(field => IsTarget(field) && field.Scalar != title).Take(MaxParts).ToList()
            is { Count: > 0 } found ? Join(found) : null;

    private static bool IsAlert(string parent) => FieldNames.WithTheirOwnId.Contains(parent)
        || FieldNames.EndsWith(parent, FieldNames.AlertEndings);

    private static bool IsRuleId(Field field) => HasText(field.Scalar) && field.Place != FieldPlace.Other
        && (FieldNames.RuleIds.Contains(field.NormalizedName)
            || (field.NormalizedName is "id" or "uuid" && field.Parent is { } parent
                && FieldNames.Watched.Contains(parent)));

    /// <summary>Also the name of such an object: <c>repository.full_name</c>.</summary>
    private static bool IsTarget(Field field)
    {
        if (!HasText(field.Scalar) || field.Scalar!.Length > 200)
            return false;
        if (field.Place is FieldPlace.Own)
            return FieldNames.Targets.Contains(field.NormalizedName);
        return field.Parent is { } parent && FieldNames.Targets.Contains(parent)
            ? field.NormalizedName is "name" or "fullname" or "pathwithnamespace" or "slug" or "hostname" or "id"
            : field.Place is FieldPlace.Alert or FieldPlace.Run && FieldNames.Targets.Contains(field.NormalizedName);
    }

    private static string Join(IEnumerable<Field> fields) => string.Join('|',
        fields.Select(field => $"{field.Path}={field.Scalar}").Distinct().Order(StringComparer.Ordinal));

    private static bool HasText(string? text) => !string.IsNullOrWhiteSpace(text);
}
