using System.Text.Json.Nodes;
using Alerting.Fakes;

namespace Alerting.Reliability.Aws;

/// <summary>An error as the JSON protocols report it.</summary>
internal sealed class AwsErrorException(string code, string message, int status = 400) : Exception(message)
{
    public string Code => code;

    /// <summary>Further members, such as <c>Item</c>.</summary>
    public JsonObject Members { get; init; } = [];

    public HttpReply ToReply(string prefix)
    {
        var body = (JsonObject)Members.DeepClone();
        body["__type"] = $"{prefix}#{code}";
        body["message"] = Message;
        return HttpReply.Text(status, body.ToJsonString(), "application/x-amz-json-1.0");
    }
}
