using System.Security;
using System.Text;
using System.Text.Json;
using Alerting.Fakes;
using Alerting.Playground.Session;
using Alerting.Playground.Setup;
using Alerting.Playground.Views;
using Alerting.Text;

namespace Alerting.Playground.Endpoints;

/// <summary>
/// SNS at <c>/</c> and <c>/sns</c>: messages that a topic posts to an HTTP subscriber, and the API for
/// <c>aws sns publish --endpoint-url</c>.
/// https://docs.aws.amazon.com/sns/latest/dg/sns-http-https-endpoint-as-subscriber.html
/// </summary>
internal static class SnsEndpoints
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
        // curl labels every body as a form, even JSON.
        if (context.Request.HasFormContentType && !IsJson(body.Span))
        {
            await SinkEndpoints.WriteAsync(context,
                await CallAsync(context, SnsXml.Form(Encoding.UTF8.GetString(body.Span))));
            return;
        }
        var type = context.Request.Headers["x-amz-sns-message-type"].ToString();
        using var document = Parse(body);
        if (type.Length == 0 && document is not null)
            type = document.RootElement.Text("Type");
        if (type is "SubscriptionConfirmation" or "UnsubscribeConfirmation" && document is not null)
        {
            await ConfirmAsync(context, type, document.RootElement);
        }
        else if (Json.IsBlank(body))
        {
            await Problems.AnswerAsync(context, 400, "The body is empty.");
        }
        else
        {
            await Json.WriteAsync(context, (await Session(context).TakeAsync(body, context.RequestAborted)).View(),
                PageJson.Default.ReceivedView);
        }
    }

    private static bool IsJson(ReadOnlySpan<byte> body) => body.TrimStart(" \r\n\t"u8) is [(byte)'{' or (byte)'[', ..];

    /// <summary>Calls the SubscribeURL only with <c>--live</c>.</summary>
    private static async Task ConfirmAsync(HttpContext context, string type, JsonElement message)
    {
        var topic = message.Text("TopicArn");
        var isLive = context.RequestServices.GetRequiredService<PlaygroundOptions>().IsLive;
        var (outcome, note) = type == "UnsubscribeConfirmation" ? ("unsubscribed", "No action needed.")
            : !isLive ? ("subscribed", "The SubscribeURL was not called: without --live nothing leaves this machine.")
            : ("subscribed", await SubscriptionCall.ConfirmAsync(message.Text("SubscribeURL"), context.RequestAborted));
        await Session(context).AnnounceAsync("sns", $"Topic {(topic.Length > 0 ? topic : "without an ARN")} {outcome}",
            note, context.RequestAborted);
        await Json.WriteAsync(context, new ReceivedView(0, note), PageJson.Default.ReceivedView);
    }

    private static async Task<HttpReply> CallAsync(HttpContext context, IReadOnlyDictionary<string, string> form)
    {
        var action = form.GetValueOrDefault("Action");
        if (action is not ("Publish" or "PublishBatch"))
        {
            return action is null
                ? SnsXml.Error(400, "MissingAction",
                    "A form body must be an SNS API call with an Action. To send JSON or text, post them to /events " +
                    "or use another Content-Type.")
                : SnsXml.Error(400, "InvalidAction",
                    $"The playground supports Publish and PublishBatch, not {action}.");
        }
        if (form.ContainsKey("PhoneNumber"))
        {
            return SnsXml.Error(400, "InvalidParameter",
                "The playground accepts messages to topics only. Use --topic-arn.");
        }
        var topic = form.GetValueOrDefault("TopicArn") is { Length: > 0 } name
            ? name
            : form.GetValueOrDefault("TargetArn", "");
        if (topic.Length == 0)
        {
            return SnsXml.Error(400, "InvalidParameter",
                "Invalid parameter: TopicArn or TargetArn Reason: no value for required parameter");
        }
        return action == "Publish"
            ? await PublishAsync(context, topic, SnsPublish.Of(form, ""))
            : await PublishAsync(context, topic, [.. SnsPublish.OfBatch(form)]);
    }

    private static async Task<HttpReply> PublishAsync(HttpContext context, string topic, SnsPublish one) =>
        one.Problem is { } problem
            ? SnsXml.Error(400, "InvalidParameter", $"Invalid parameter: {problem}")
            : SnsXml.Published(await TakeAsync(context, topic, one));

    /// <summary>Accepts or refuses each message of the batch separately, as SNS does.</summary>
    private static async Task<HttpReply> PublishAsync(HttpContext context, string topic,
        IReadOnlyList<SnsPublish> batch)
    {
        if (SnsPublish.BatchProblemOf(batch) is var (code, why))
            return SnsXml.Error(400, code, why);
        var (taken, failed) = (new StringBuilder(), new StringBuilder());
        foreach (var one in batch)
        {
            var id = $"<Id>{SecurityElement.Escape(one.Id)}</Id>";
            if (one.Problem is { } problem)
            {
                failed.Append("<member>").Append(id).Append("<Code>InvalidParameter</Code><Message>Invalid parameter: ")
                    .Append(problem).Append("</Message><SenderFault>true</SenderFault></member>");
            }
            else
            {
                taken.Append("<member>").Append(id).Append("<MessageId>")
                    .Append(SnsXml.MessageId(await TakeAsync(context, topic, one))).Append("</MessageId></member>");
            }
        }
        return SnsXml.Result("PublishBatch", $"<Failed>{failed}</Failed><Successful>{taken}</Successful>");
    }

    /// <summary>Passes the message on in the form in which a topic would post it.</summary>
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

    private static PlaygroundSession Session(HttpContext context) =>
        context.RequestServices.GetRequiredService<PlaygroundSession>();
}
