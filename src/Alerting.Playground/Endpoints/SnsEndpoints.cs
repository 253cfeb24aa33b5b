using System.Text.Json;
using Alerting.Channels;
using Alerting.Playground.Session;
using Alerting.Playground.Setup;
using Alerting.Playground.Sinks;
using Alerting.Playground.Views;

namespace Alerting.Playground.Endpoints;

/// <summary>
/// SNS from both sides, at <c>/</c> and <c>/sns</c>: the posts by which a topic reaches an HTTP subscriber, and the API to which
/// <c>aws sns publish --endpoint-url</c> speaks. https://docs.aws.amazon.com/sns/latest/dg/sns-http-https-endpoint-as-subscriber.html
/// </summary>
public static class SnsEndpoints
{
    private const int MostInBatch = 10;

    private static int _count;

    public static void Map(WebApplication app)
    {
        app.MapPost("/", PostAsync);
        app.MapPost("/sns", PostAsync);
    }

    private static async Task PostAsync(HttpContext context)
    {
        if (context.Request.HasFormContentType)
        {
            await SinkEndpoints.WriteAsync(context, await CallAsync(context, await SinkEndpoints.FormAsync(context)));
            return;
        }
        var body = await Json.BodyAsync(context);
        var type = context.Request.Headers["x-amz-sns-message-type"].ToString();
        using var document = Parse(body);
        if (type.Length == 0 && document is not null)
            type = document.RootElement.Text("Type");
        if (type is "SubscriptionConfirmation" or "UnsubscribeConfirmation" && document is not null)
            await ConfirmAsync(context, type, document.RootElement);
        else if (body.IsEmpty)
            await Problems.AnswerAsync(context, 400, "The body is empty.");
        else
            await TakenAsync(context, await Session(context).TakeAsync(body, context.RequestAborted));
    }

    /// <summary>Confirms where messages really go out; here nothing is called, and the page says so.</summary>
    private static async Task ConfirmAsync(HttpContext context, string type, JsonElement message)
    {
        var topic = message.Text("TopicArn");
        var isLive = context.RequestServices.GetRequiredService<PlaygroundOptions>().IsLive;
        var said = type == "UnsubscribeConfirmation" ? ("is no longer sent here", "Nothing had to be done.")
            : !isLive ? ("is subscribed", "Its SubscribeURL was not called, since nothing leaves this machine; with --live it is.")
            : ("is subscribed", await SubscriptionCall.ConfirmAsync(message.Text("SubscribeURL"), context.RequestAborted));
        await Session(context).SayAsync("sns", $"The topic {(topic.Length > 0 ? topic : "without a name")} {said.Item1}", said.Item2, context.RequestAborted);
        await Json.WriteAsync(context, new TakenView(0, said.Item2), PageJson.Default.TakenView);
    }

    private static async Task<SinkReply> CallAsync(HttpContext context, IReadOnlyDictionary<string, string> form)
    {
        switch (form.GetValueOrDefault("Action"))
        {
            case "Publish" when form.ContainsKey("PhoneNumber"):
                return SnsXml.Error(400, "InvalidParameter", "Alerts are published to a topic here: name one with --topic-arn.");
            case "Publish":
                await PublishAsync(context, form, "");
                return SnsXml.Published(_count);
            case "PublishBatch":
                return SnsXml.Result("PublishBatch", $"<Failed/><Successful>{string.Concat(await BatchAsync(context, form))}</Successful>");
            case var other:
                return SnsXml.Error(400, "InvalidAction", $"The playground knows Publish and PublishBatch, not {other}.");
        }
    }

    private static async Task<List<string>> BatchAsync(HttpContext context, IReadOnlyDictionary<string, string> form)
    {
        var members = new List<string>();
        for (var i = 1; i <= MostInBatch && form.TryGetValue($"PublishBatchRequestEntries.member.{i}.Id", out var id); i++)
        {
            await PublishAsync(context, form, $"PublishBatchRequestEntries.member.{i}.");
            members.Add($"<member><Id>{System.Security.SecurityElement.Escape(id)}</Id><MessageId>{SnsXml.MessageId(_count)}</MessageId></member>");
        }
        return members;
    }

    /// <summary>What is published arrives as a topic would bring it.</summary>
    private static Task<int> PublishAsync(HttpContext context, IReadOnlyDictionary<string, string> form, string prefix)
    {
        var number = Interlocked.Increment(ref _count);
        var body = JsonText.Utf8(json =>
        {
            json.WriteString("Type", "Notification");
            json.WriteString("MessageId", $"{SnsXml.MessageId(number)}");
            json.WriteString("TopicArn", form.GetValueOrDefault("TopicArn") ?? form.GetValueOrDefault("TargetArn") ?? "arn:aws:sns:eu-west-1:123456789012:playground");
            if (form.GetValueOrDefault(prefix + "Subject") is { Length: > 0 } subject)
                json.WriteString("Subject", subject);
            json.WriteString("Message", form.GetValueOrDefault(prefix + "Message", ""));
            json.WriteString("Timestamp", TimeProvider.System.GetUtcNow());
            json.WriteStartObject("MessageAttributes");
            for (var i = 1; form.TryGetValue($"{prefix}MessageAttributes.entry.{i}.Name", out var name); i++)
            {
                json.WriteStartObject(name);
                json.WriteString("Type", "String");
                json.WriteString("Value", form.GetValueOrDefault($"{prefix}MessageAttributes.entry.{i}.Value.StringValue", ""));
                json.WriteEndObject();
            }
            json.WriteEndObject();
        });
        return Session(context).TakeAsync(body, context.RequestAborted);
    }

    private static JsonDocument? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Task TakenAsync(HttpContext context, int taken) => Json.WriteAsync(
        context, new TakenView(taken, taken == 1 ? "1 alert was taken in." : $"{taken} alerts were taken in."), PageJson.Default.TakenView);

    private static PlaygroundSession Session(HttpContext context) => context.RequestServices.GetRequiredService<PlaygroundSession>();
}
