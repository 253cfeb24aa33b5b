using System.Net;
using System.Text.Json;
using Alerting.Fakes;

namespace Alerting.Aws.Tests.Deployment;

/// <summary>A request to an AWS API, as IAM sees it.</summary>
/// <param name="Action">Such as <c>sqs:SendMessage</c>, which a batch needs as well.</param>
/// <param name="Resource">The logical id in template.yaml of the resource.</param>
/// <param name="LeadingKey">The partition of the table.</param>
internal sealed record AwsCall(string Action, string Resource, string? LeadingKey = null)
{
    /// <summary>Names in a <see cref="DeployedStack"/> start with these.</summary>
    private static readonly (string Prefix, string LogicalId)[] Names =
    [
        ("groups-", "GroupsQueue"), ("pages-", "PagesQueue"), ("deliveries-", "DeliveriesQueue"), ("undelivered-", "UndeliveredQueue"),
        ("alerting-", "AlertingTable"),
        ("/chat-", "ChatWebhookParameter"), ("/token-", "WebhookTokenParameter"),
        ("/signature-", "WebhookSignatureParameter"), ("/slack-signing-", "SlackSigningSecretParameter"),
        ("arn:aws:sns:", "EmailTopic"),
    ];

    /// <summary>Those of the parameter. A metric's is looked for in all, which reads no lines.</summary>
    public const string LogGroups = "BesideLogGroups";

    /// <summary>The calling function, taken from its access key.</summary>
    public static string? RoleOf(RecordedRequest request)
    {
        var credential =
            request.Header("Authorization")?.Split("Credential=") is [_, var rest] ? rest.Split('/')[0] : "";
        return credential.StartsWith(RoleProcesses.AccessKeyPrefix, StringComparison.Ordinal)
            ? credential[RoleProcesses.AccessKeyPrefix.Length..]
            : null;
    }

    public static AwsCall Of(RecordedRequest request)
    {
        if (request.Header("X-Amz-Target") is not { } target)
            return OfForm(request.Body);
        using var json = JsonDocument.Parse(request.BodyBytes);
        var body = json.RootElement;
        var (service, action) = target.Split('.') is [var name, var called] ? (name, called) : (target, "");
        return service switch
        {
            "AmazonSQS" => new("sqs:" + action.Replace("Batch", "", StringComparison.Ordinal),
                LogicalId(Text(body, "QueueUrl").Split('/')[^1])),
            "Logs_20140328" => new("logs:" + action, LogGroups),
            "AmazonSSM" => new("ssm:" + action, LogicalId(Text(body, "Name"))),
            _ => new("dynamodb:" + action, LogicalId(Text(body, "TableName")) +
                (Text(body, "IndexName") is { Length: > 0 } index ? "/index/" + index : ""),
                KeyOf(body)),
        };
    }

    /// <summary>SNS has no JSON protocol.</summary>
    private static AwsCall OfForm(string body)
    {
        var fields = body.Split('&').Select(field => field.Split('='))
            .ToDictionary(pair => pair[0], pair => WebUtility.UrlDecode(pair[1]));
        return new("sns:" + fields["Action"],
            fields.TryGetValue("TopicArn", out var topic) ? LogicalId(topic) : Permission.NoArn);
    }

    /// <summary>A reference to a secret: its name begins with the stack's.</summary>
    private const string Reference = "/aws/reference/secretsmanager/";

    private static string LogicalId(string name) =>
        name.StartsWith(Reference + "stack-", StringComparison.Ordinal) && name.LastIndexOf("-answer-", StringComparison.Ordinal) is > 0 and var end
            ? $"parameter{Reference}AWS::StackName{name[end..]}"
            : Names.FirstOrDefault(known => name.StartsWith(known.Prefix, StringComparison.Ordinal)).LogicalId ?? name;

    private static string? KeyOf(JsonElement body)
    {
        foreach (var holder in (string[])["Key", "Item"])
        {
            if (body.TryGetProperty(holder, out var item) && item.TryGetProperty("pk", out var key))
                return Text(key, "S");
        }
        return body.TryGetProperty("ExpressionAttributeValues", out var values)
            && values.TryGetProperty(":pk", out var partition)
            ? Text(partition, "S")
            : null;
    }

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
}
