using System.Text.Json;
using System.Text.RegularExpressions;
using Alerting.Fakes;

namespace Alerting.Reliability.Aws;

/// <summary>One call of an AWS API by a role's process.</summary>
/// <param name="Service"><c>sqs</c>, <c>dynamodb</c>, <c>ssm</c> or <c>sns</c>.</param>
/// <param name="Process">The process that called, by its access key.</param>
internal sealed partial record AwsCall(string Service, string Action, string Process, RecordedRequest Request)
{
    public static AwsCall Of(RecordedRequest request)
    {
        var key = AccessKey().Match(request.Header("Authorization") ?? "").Groups[1].Value;
        var target = (request.Header("X-Amz-Target") ?? "").Split('.');
        return target switch
        {
            ["AmazonSQS", var action] => new AwsCall("sqs", action, key, request),
            ["DynamoDB_20120810", var action] => new AwsCall("dynamodb", action, key, request),
            ["AmazonSSM", var action] => new AwsCall("ssm", action, key, request),
            _ => new AwsCall("sns", "Publish", key, request),
        };
    }

    public JsonElement Body()
    {
        using var document = JsonDocument.Parse(Request.BodyBytes);
        return document.RootElement.Clone();
    }

    [GeneratedRegex("Credential=([^/]+)/")]
    private static partial Regex AccessKey();
}
