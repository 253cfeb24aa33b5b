using System.Text;
using System.Text.Json;
using Alerting.Alerts;
using Alerting.Aws.Queues;
using Alerting.Configuration;
using Alerting.Functions.Answers;
using Alerting.Functions.Calendars;
using Alerting.OnCall.Feeds;
using Alerting.Sources.Webhooks;
using Alerting.Text;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

namespace Alerting.Functions;

/// <summary>
/// Takes in web requests at a Function URL: Alertmanager at <c>/alertmanager</c>, Grafana at <c>/grafana</c>, any JSON at
/// <c>/events</c>, heartbeats at <c>/heartbeat/NAME</c>, people's answers at <c>/i/TOKEN</c> and <c>/slack/actions</c>.
/// Serves calendars at <c>/calendar/TOKEN.ics</c>.
/// Responds 202 with the number of alerts, 4xx when a retry cannot help, and 503 when the sender should retry, as
/// Alertmanager does.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html</remarks>
public sealed class WebhookFunction(AlertingServices services)
{
    /// <summary>Set by the template to the name of the Parameter Store parameter with the secret.</summary>
    public const string TokenVariable = "ALERT_WEBHOOK_TOKEN_PARAMETER";
    public const string SignatureVariable = "ALERT_WEBHOOK_SIGNATURE_PARAMETER";

    private readonly AnswerIntake _answers = new(services);

    private static readonly SourceGeneratorLambdaJsonSerializer<LambdaJson> Serializer = new();

    public async Task<Stream> HandleAsync(Stream input, ILambdaContext context)
    {
        using var body = new MemoryStream();
        await input.CopyToAsync(body);
        var response = await RespondAsync(body.GetBuffer().AsMemory(0, (int)body.Length), context);
        var output = new MemoryStream();
        Serializer.Serialize(response, output);
        output.Position = 0;
        return output;
    }

    private async Task<APIGatewayHttpApiV2ProxyResponse> RespondAsync(ReadOnlyMemory<byte> lambdaEvent,
        ILambdaContext context)
    {
        if (WebhookRequest.FromFunctionUrl(lambdaEvent) is not { } request)
            return Response(400, "Not a Function URL request.");
        try
        {
            if (AnswerIntake.Serves(request))
                return await _answers.RespondAsync(request, context);
            if (CalendarFeed.TokenOf(request.Path) is { } token)
                return await new CalendarServing(services).AnswerAsync(request.Method, token, context);
            var decision = (await CreateIntakeAsync()).Take(request, services.Time.GetUtcNow());
            if (decision.IsTaken)
            {
                var taken = await services.Intake.TakeAsync(decision.Signals, context);
                if (UnknownHeartbeat(taken.Trace) is { } unknown)
                    return Response(404, unknown);
            }
            else
            {
                context.Logger.LogWarning("Refused a request to {path} with {status}: {sentence}", request.Path,
                    decision.StatusCode, decision.Sentence);
            }
            return Response(decision.StatusCode, decision.Sentence, decision.Signals.Count);
        }
        catch (Exception failure) when (failure is UndeliveredException or SecretException
            or InvalidConfigurationException
            or QueueUnavailableException or OperationCanceledException)
        {
            // Only our own time limit cancels, to respond before Lambda ends the function. The details are for our log;
            // the sender only needs to know that it should retry.
            context.Logger.LogError("{sentence}", failure.Message);
            return Response(503, Sentence(failure));
        }
    }

    /// <summary>Whoever sets up a job should see its typing mistake.</summary>
    private static string? UnknownHeartbeat(Trace trace) => trace.Alerts.SelectMany(traced => traced.Decisions)
        .Where(decision => decision.Reason.Code == ReasonCode.UnknownHeartbeat)
        .Select(decision => decision.Reason.Text).FirstOrDefault();

    private static string Sentence(Exception failure) => failure switch
    {
        SecretException =>
            "Cannot read the secret that authenticates requests. Nothing was accepted; send the alerts again.",
        InvalidConfigurationException =>
            "The configuration cannot be used. Nothing was accepted; send the alerts again.",
        _ => "The alerts could not be processed completely. Send them again.",
    };

    private async Task<WebhookIntake> CreateIntakeAsync() => new(new WebhookAuthentication(
        await services.SecretAsync(TokenVariable, CancellationToken.None),
        await services.SecretAsync(SignatureVariable, CancellationToken.None)));

    private static APIGatewayHttpApiV2ProxyResponse Response(int status, string sentence, int taken = 0) => new()
    {
        StatusCode = status,
        Headers = new Dictionary<string, string> { ["Content-Type"] = "application/json" },
        Body = Body(sentence, taken),
    };

    private static string Body(string sentence, int taken)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, JsonText.Relaxed))
        {
            json.WriteStartObject();
            json.WriteNumber("taken", taken);
            json.WriteString("message", sentence);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
