namespace Alerting.Sources.Generic;

/// <summary>
/// What identifies the alert of an unknown message, so that its end has the same identity and another thing has
/// another one: a dedup key, the id of the alert, the ids of the rule and of what it watches, or the title.
/// </summary>
internal static class AlertKey
{
    private const int MaxParts = 8;

    /// <summary>
    /// A key that senders make for this purpose, or an id with its kind: issue 42 is not incident 42. Version 1 knew
    /// only the first names, without the kind.
    /// </summary>
    public static (string? Key, string? Earlier) Dedup(FieldList fields)
    {
        if (fields.TakeOfAlert(IsId, FieldNames.Keys) is { } known)
            return (WithKind(known), known.Scalar);
        return fields.TakeOfAlert(IsId, FieldNames.MoreKeys) is { } more ? (WithKind(more), null) : (null, null);
    }

    private static string WithKind(Field field)
    {
        var name = field.NormalizedName;
        if (FieldNames.PlainKeys.Contains(name))
            return field.Scalar!;
        var ending = Array.Find(IdEndings, each => name.EndsWith(each, StringComparison.Ordinal)) ?? "";
        return $"{name[..^ending.Length]}:{field.Scalar}";
    }

    private static readonly string[] IdEndings = ["uuid", "uid", "id", "number", "key"];

    /// <summary>The id of an object that is the alert: <c>issue.id</c>, <c>data.metric_alert.id</c>.</summary>
    public static string? OwnId(FieldList fields)
    {
        foreach (var field in fields.All)
        {
            if (field.NormalizedName is "id" or "uuid" or "key" && field.Place == FieldPlace.Alert
                && IsId(field.Scalar) && field.Parent is { } parent && IsAlert(parent))
            {
                return $"{parent}:{field.Scalar}{ScopeOf(fields, field)}";
            }
        }
        return null;
    }

    /// <summary>The id may be that of a monitor, each of whose groups is an alert.</summary>
    private static string? ScopeOf(FieldList fields, Field id) => fields.All.FirstOrDefault(field =>
        field.NormalizedName == "scope" && field.ParentPath == id.ParentPath && HasText(field.Scalar)) is { } scope
        ? $"|{scope.Scalar}"
        : null;

    /// <summary>Ids of the rule or of what is watched, with the names of what the alert is about.</summary>
    public static string? Rule(FieldList fields)
    {
        var ids = fields.All.Where(IsRuleId).Take(MaxParts).ToList();
        return ids.Count == 0 ? null : Join([.. ids, .. fields.All.Where(IsTarget).Take(MaxParts)]);
    }

    /// <summary>Whether the ids are only those of a project, host or service, which may have several alerts.</summary>
    public static bool HasOnlyCoarseIds(FieldList fields) => fields.All.Where(IsRuleId).ToList() is { Count: > 0 } ids
        && ids.TrueForAll(field => FieldNames.CoarseIds.Contains(field.NormalizedName)
            || (field.Parent is { } parent && FieldNames.CoarseIds.Contains(parent + "id")));

    /// <summary>
    /// Whether the message is about the run of a job: its ids are new each time, and the next run that succeeds is the
    /// end.
    /// </summary>
    public static bool IsRun(FieldList fields) => fields.All.Any(field => field.Place != FieldPlace.Other
        && (FieldNames.RunFields.Contains(field.NormalizedName)
            || (field.Parent is { } parent && FieldNames.RunObjects.Contains(parent))));

    /// <summary>Whether what watches sends an end: a monitor or check does, a rule of a log search does not.</summary>
    public static bool HasMonitor(FieldList fields) =>
        // An alert of Netdata, which ends with the severity "clear".
        fields.HasOwn("chart") && fields.HasOwn("alert", "alarm")
        || fields.All.Any(field => HasText(field.Scalar) && field.Place != FieldPlace.Other
            && field.NormalizedName is "monitorid" or "checkid" or "triggerid" or "sensorid" or "testid" or "siteid"
                or "healthcheckid");

    /// <summary>The subject of the alert, for a title that several things may have.</summary>
    public static IReadOnlyList<(string Name, string Value)> Target(FieldList fields) =>
        [.. fields.All.Where(IsTarget).Take(MaxParts).Select(field => (field.Path, field.Scalar!)).Distinct()
            .OrderBy(field => field.Path, StringComparer.Ordinal)];

    /// <summary>Whether a target is so exact that another one is another alert even if none of them ends.</summary>
    public static bool IsExact((string Name, string Value) target) =>
        target.Name.Contains("pod", StringComparison.OrdinalIgnoreCase)
        || target.Name.StartsWith("involvedObject", StringComparison.OrdinalIgnoreCase)
        || target.Name.StartsWith("regarding", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// What a sentence is about, where no title says it: the named alert or check with its target, or, if the state is
    /// the health of a thing, that thing. The sentence differs between the firing alert and its end.
    /// </summary>
    public static string? Subject(FieldList fields, FoundState? state, bool hasSeverity)
    {
        if ((state is null && !hasSeverity)
            || fields.HasOwn([.. FieldNames.Titles, .. FieldNames.Summaries, .. FieldNames.Named]))
        {
            return null;
        }
        var isHealth = state?.IsFlag == true
            || state?.Field?.NormalizedName.Contains("health", StringComparison.Ordinal) == true;
        var named = fields.All.Where(field => field.Place == FieldPlace.Own && HasText(field.Scalar)
            && FieldNames.Checks.Contains(field.NormalizedName) && !StateWords.IsWord(field.Scalar!)
            && field.Scalar!.Length <= 200
            // Without a state, the messages of a rule are alerts of their own.
            && (state is not null || field.NormalizedName is "alert" or "alarm" or "check" or "chart"))
            .ToList();
        var targets = fields.All.Where(IsTarget).Take(MaxParts).ToList();
        return targets.Count > 0 && (named.Count > 0 || isHealth) ? Join([.. named, .. targets]) : null;
    }

    private static bool IsAlert(string parent) => FieldNames.WithTheirOwnId.Contains(parent)
        || FieldNames.EndsWith(parent, FieldNames.AlertEndings);

    private static bool IsRuleId(Field field) => IsId(field.Scalar) && field.Place != FieldPlace.Other
        && (FieldNames.RuleIds.Contains(field.NormalizedName)
            || (field.NormalizedName is "id" or "uuid" && field.Parent is { } parent
                && FieldNames.Watched.Contains(parent)));

    /// <summary>Also the name of such an object: <c>repository.full_name</c>.</summary>
    public static bool IsTarget(Field field)
    {
        if (!HasText(field.Scalar) || field.Scalar!.Length > 200)
            return false;
        if (field.Parent is { } group && FieldNames.Groupings.Contains(group))
            return true;
        if (field.Place is FieldPlace.Own || FieldNames.DottedTargets.Contains(field.NormalizedName))
            return FieldNames.Targets.Contains(field.NormalizedName);
        return field.Parent is { } parent && FieldNames.Targets.Contains(parent)
            ? field.NormalizedName is "name" or "fullname" or "pathwithnamespace" or "slug" or "hostname"
                && !FieldNames.WithTheirOwnId.Contains(parent)
            : field.Place is FieldPlace.Alert or FieldPlace.Run && FieldNames.Targets.Contains(field.NormalizedName);
    }

    private static string Join(IEnumerable<Field> fields) => string.Join('|',
        fields.Select(field => $"{field.Path}={field.Scalar}").Distinct().Order(StringComparer.Ordinal));

    private static bool IsId(string? text) => !Placeholder.IsNoId(text);

    private static bool HasText(string? text) => !string.IsNullOrWhiteSpace(text);
}
