using System.Buffers;
using System.Text.Json;
using Alerting.Alerts;

namespace Alerting.Sources.Wrapping;

/// <summary>
/// Gives an AWS event the envelope that a rule with an input path or transformer, or a relay, has left out: the source
/// follows from the detail-type or from the detail itself, account and region from the detail or the topic.
/// </summary>
internal static class CompletedEnvelope
{
    /// <summary>The source of an event that does not say it.</summary>
    public const string UnknownSource = "unknown";

    private static readonly string[] Own = ["source", "detail-type", "detailType", "account", "region", "detail"];

    /// <summary>The message as a whole event; null if it is not part of one.</summary>
    public static EventMessage? Of(EventMessage message)
    {
        var json = message.Json;
        if (json.ValueKind != JsonValueKind.Object)
            return null;
        var detail = json.Embedded("detail");
        if (json.Text("detail-type", "detailType") is { } type)
        {
            if (json.Has("source") || detail.ValueKind != JsonValueKind.Object)
                return null;
            var source = AwsShapes.SourceOf(type, detail) ?? AwsShapes.Of(detail)?.Source ?? UnknownSource;
            return Complete(message, json, detail, source, type);
        }
        if (AwsShapes.Of(detail) is var (inner, innerType))
            return Complete(message, json, detail, inner, innerType);
        return AwsShapes.Of(json) is var (own, ownType) ? Complete(message, default, json, own, ownType) : null;
    }

    /// <param name="rest">The envelope as far as there is one; its other fields are kept.</param>
    private static EventMessage Complete(
        EventMessage message, EventJson rest, EventJson detail, string source, string detailType)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("source", source);
            writer.WriteString("detail-type", detailType);
            var account = rest.Text("account") ?? detail.Text("accountId", "awsAccountId", "affectedAccount")
                ?? message.Topic?.Account;
            var region = rest.Text("region") ?? detail.Text("region", "awsRegion", "eventRegion")
                ?? message.Topic?.Region;
            Write(writer, "account", account);
            Write(writer, "region", region);
            if (!rest.Has("resources") && ResourceOf(source, detail) is { } resource)
                WriteResource(writer, resource, message.Topic?.Partition, account, region);
            writer.WritePropertyName("detail");
            detail.Element.WriteTo(writer);
            if (rest.ValueKind == JsonValueKind.Object)
            {
                foreach (var property in rest.Element.EnumerateObject().Where(each => !Own.Contains(each.Name)))
                    property.WriteTo(writer);
            }
            writer.WriteEndObject();
        }
        using var document = JsonDocument.Parse(buffer.WrittenMemory, JsonBody.Deeper);
        return message with { Json = new EventJson(document.RootElement.Clone()), Transport = TransportOf(message) };
    }

    /// <summary>The envelope's name of the resource, where the detail has its own.</summary>
    private static string? ResourceOf(string source, EventJson detail) => source switch
    {
        "aws.codepipeline" => detail.Text("pipeline") is { } pipeline ? $"codepipeline:{pipeline}" : null,
        "aws.codecommit" => detail.Text("repositoryName") is { } repository ? $"codecommit:{repository}"
            : detail.Texts("repositoryNames") is [var only] ? $"codecommit:{only}" : null,
        "aws.ec2" when detail.Has("state") =>
            detail.Text("instance-id") is { } instance ? $"ec2:instance/{instance}" : null,
        "aws.ecs" => detail.Text("containerInstanceArn"),
        _ => null,
    };

    private static void WriteResource(
        Utf8JsonWriter writer, string resource, string? partition, string? account, string? region)
    {
        if (!resource.StartsWith("arn:", StringComparison.Ordinal))
        {
            if (account is null || region is null)
                return;
            var colon = resource.IndexOf(':', StringComparison.Ordinal);
            resource = $"arn:{partition ?? ConsoleLinks.PartitionOf(region) ?? "aws"}:{resource[..colon]}:{region}:"
                + $"{account}:{resource[(colon + 1)..]}";
        }
        writer.WriteStartArray("resources");
        writer.WriteStringValue(resource);
        writer.WriteEndArray();
    }

    private static EventTransport TransportOf(EventMessage message) =>
        message.Transport == EventTransport.Bare ? EventTransport.EventBridge : message.Transport;

    private static void Write(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
            writer.WriteString(name, value);
    }
}
