using Alerting.Sources.Generic;

namespace Alerting.Sources.AwsServices;

/// <summary>The subject of an event of an unknown kind: the ids and names of its detail, and its resource.</summary>
internal sealed record EventSubject
{
    private const int MaxParts = 8;

    /// <summary>They differ each time the same thing happens.</summary>
    private static readonly string[] OfOneRun =
    [
        "runid", "executionid", "requestid", "eventid", "jobid", "taskid", "buildid", "invocationid", "queryid",
        "messageid", "deploymentid", "versionid", "commitid", "transactionid", "traceid", "sessionid", "activityid",
        "tokenid", "correlationid", "communicationid", "stepid",
    ];

    private static readonly string[] NotItsName =
        ["username", "eventname", "servicename", "regionname", "principalname", "rolename", "statename", "statusname"];

    private static readonly string[] OfOthers = ["role", "user", "caller", "principal", "kms", "topic", "policy"];

    private static readonly string[] Endings = ["id", "arn", "name", "identifier"];

    private static readonly string[] OfThePlace = ["accountid", "awsaccountid", "ownerid", "callerid", "principalid"];

    /// <summary>The names in the detail, or the ids if it has no names.</summary>
    public IReadOnlyList<string> Names { get; private init; } = [];

    /// <summary>Ids and names with their paths, in order.</summary>
    public IReadOnlyList<string> Parts { get; private init; } = [];

    public static EventSubject Of(EventJson detail)
    {
        var fields = new FieldList(detail).All
            .Where(field => field.Place is FieldPlace.Own or FieldPlace.Alert or FieldPlace.Run && IsSubject(field))
            .Take(MaxParts).ToList();
        return new EventSubject
        {
            Names = [.. (fields.Exists(IsName) ? fields.Where(IsName) : fields).Select(field => field.Scalar!)
                .Distinct()],
            Parts = [.. fields.Select(field => $"{field.Path}={field.Scalar}").Distinct()
                .Order(StringComparer.Ordinal)],
        };
    }

    /// <summary>Whether the resource is one of these and not the run of one.</summary>
    public bool Has(string resource) => Parts.Any(part => IsOf(part, resource));

    /// <summary>Whether the resource ends with the value of this part.</summary>
    public static bool IsOf(string part, string resource) =>
        resource.EndsWith(part[(part.IndexOf('=', StringComparison.Ordinal) + 1)..], StringComparison.Ordinal);

    /// <summary>"queue": "arn:aws:…"; a role or a key is not what the event is about.</summary>
    private static bool IsArnOfSubject(string name, string text) => text.StartsWith("arn:", StringComparison.Ordinal)
        && !Array.Exists(OfOthers, part => name.Contains(part, StringComparison.Ordinal));

    private static bool IsName(Field field) =>
        field.NormalizedName.EndsWith("name", StringComparison.Ordinal);

    private static bool IsSubject(Field field) => field.Scalar is { Length: > 0 and <= 300 } text
        && !string.IsNullOrWhiteSpace(text)
        && (FieldNames.EndsWith(field.NormalizedName, Endings) || IsArnOfSubject(field.NormalizedName, text))
        && field.NormalizedName is not ("paid" or "valid" or "void" or "name" or "id")
        && !FieldNames.EndsWith(field.NormalizedName, OfOneRun)
        && !NotItsName.Contains(field.NormalizedName) && !OfThePlace.Contains(field.NormalizedName);
}
