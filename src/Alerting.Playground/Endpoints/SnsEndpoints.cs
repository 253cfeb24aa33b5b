using System.Security;
using System.Text;
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
    private static int _count;

    public static void Map(WebApplication app)
    {
        app.MapPost("/", PostAsync);
        app.MapPost("/sns", PostAsync);
    }

    private static async Task PostAsync(HttpContext context)
    {
        var body = await Json.BodyAsync(context);
        // curl calls whatever it posts a form; JSON is none.
        if (context.Request.HasFormContentType && !IsJson(body.Span))
        {
            await SinkEndpoints.WriteAsync(context, await CallAsync(context, SinkEndpoints.Form(body)));
            return;
        }
        var type = context.Request.Headers["x-amz-sns-message-type"].ToString();
        using var document = Parse(body);
        if (type.Length == 0 && document is not null)
            type = document.RootElement.Text("Type");
        if (type is "SubscriptionConfirmation" or "UnsubscribeConfirmation" && document is not null)
            await ConfirmAsync(context, type, document.RootElement);
        else if (Json.IsBlank(body))
            await Problems.AnswerAsync(context, 400, "The body is empty.");
        else
            await Json.WriteAsync(context, (await Session(context).TakeAsync(body, context.RequestAborted)).View(), PageJson.Default.ReceivedView);
    }

    private static bool IsJson(ReadOnlySpan<byte> body) => body.TrimStart(" \r\n\t"u8) is [(byte)'{' or (byte)'[', ..];

    /// <summary>Confirms where messages really go out; here nothing is called, and the page says so.</summary>
    private static async Task ConfirmAsync(HttpContext context, string type, JsonElement message)
    {
        var topic = message.Text("TopicArn");
        var isLive = context.RequestServices.GetRequiredService<PlaygroundOptions>().IsLive;
        var said = type == "UnsubscribeConfirmation" ? ("is no longer sent here", "Nothing had to be done.")
            : !isLive ? ("is subscribed", "Its SubscribeURL was not called, since nothing leaves this machine; with --live it is.")
            : ("is subscribed", await SubscriptionCall.ConfirmAsync(message.Text("SubscribeURL"), context.RequestAborted));
        await Session(context).AnnounceAsync("sns", $"The topic {(topic.Length > 0 ? topic : "without a name")} {said.Item1}", said.Item2, context.RequestAborted);
        await Json.WriteAsync(context, new ReceivedView(0, said.Item2), PageJson.Default.ReceivedView);
    }

    private static async Task<SinkReply> CallAsync(HttpContext context, IReadOnlyDictionary<string, string> form)
    {
        var action = form.GetValueOrDefault("Action");
        if (action is not ("Publish" or "PublishBatch"))
            return action is null
                ? SnsXml.Error(400, "MissingAction", "A form is read as a call to SNS's API and has no Action. JSON and text are taken too: post them to /events, or with another Content-Type.")
                : SnsXml.Error(400, "InvalidAction", $"The playground knows Publish and PublishBatch, not {action}.");
        if (form.ContainsKey("PhoneNumber"))
            return SnsXml.Error(400, "InvalidParameter", "Alerts are published to a topic here: name one with --topic-arn.");
        var topic = form.GetValueOrDefault("TopicArn") is { Length: > 0 } name ? name : form.GetValueOrDefault("TargetArn", "");
        if (topic.Length == 0)
            return SnsXml.Error(400, "InvalidParameter", "Invalid parameter: TopicArn or TargetArn Reason: no value for required parameter");
        return action == "Publish"
            ? await PublishAsync(context, topic, SnsPublish.Of(form, ""))
            : await PublishAsync(context, topic, [.. SnsPublish.OfBatch(form)]);
    }

    private static async Task<SinkReply> PublishAsync(HttpContext context, string topic, SnsPublish one) =>
        one.Problem is { } problem
            ? SnsXml.Error(400, "InvalidParameter", $"Invalid parameter: {problem}")
            : SnsXml.Published(await TakeAsync(context, topic, one));

    /// <summary>Of a batch each message is taken or refused by itself.</summary>
    private static async Task<SinkReply> PublishAsync(HttpContext context, string topic, IReadOnlyList<SnsPublish> batch)
    {
        if (SnsPublish.RefusalOf(batch) is var (code, why))
            return SnsXml.Error(400, code, why);
        var (taken, failed) = (new StringBuilder(), new StringBuilder());
        foreach (var one in batch)
        {
            var id = $"<Id>{SecurityElement.Escape(one.Id)}</Id>";
            if (one.Problem is { } problem)
                failed.Append("<member>").Append(id).Append("<Code>InvalidParameter</Code><Message>Invalid parameter: ").Append(problem).Append("</Message><SenderFault>true</SenderFault></member>");
            else
                taken.Append("<member>").Append(id).Append("<MessageId>").Append(SnsXml.MessageId(await TakeAsync(context, topic, one))).Append("</MessageId></member>");
        }
        return SnsXml.Result("PublishBatch", $"<Failed>{failed}</Failed><Successful>{taken}</Successful>");
    }

    /// <summary>What is published arrives as a topic would bring it. Returns its number.</summary>
    private static async Task<int> TakeAsync(HttpContext context, string topic, SnsPublish one)
    {
        var number = Interlocked.Increment(ref _count);
        await Session(context).TakeAsync(JsonText.Utf8(json =>
        {
            json.WriteString("Type", "Notification");
            json.WriteString("MessageId", SnsXml.MessageId(number));
            json.WriteString("TopicArn", topic);
            if (one.Subject.Length > 0)
                json.WriteString("Subject", one.Subject);
            json.WriteString("Message", one.Message);
            json.WriteString("Timestamp", TimeProvider.System.GetUtcNow());
            json.WriteStartObject("MessageAttributes");
            foreach (var (name, value) in one.Attributes)
            {
                json.WriteStartObject(name);
                json.WriteString("Type", "String");
                json.WriteString("Value", value);
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }), context.RequestAborted);
        return number;
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

    private static PlaygroundSession Session(HttpContext context) => context.RequestServices.GetRequiredService<PlaygroundSession>();
}
