using System.Text;
using System.Text.Json;
using Alerting.Aws.Queues;
using Alerting.Channels;
using Alerting.Configuration;
using Alerting.Sources.Webhooks;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

namespace Alerting.Functions;

/// <summary>
/// Takes in web requests at a Function URL: Alertmanager at <c>/alertmanager</c>, Grafana at <c>/grafana</c>, any JSON at
/// <c>/events</c>. Answers 202 with the number taken in; 4xx for what will never be right; 503 for what is worth sending
/// again, as Alertmanager then does.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html</remarks>
public sealed class WebhookFunction(AlertingServices services)
{
    /// <summary>Each names the Parameter Store parameter with a secret; the template sets them.</summary>
    public const string TokenVariable = "ALERT_WEBHOOK_TOKEN_PARAMETER";
    public const string SignatureVariable = "ALERT_WEBHOOK_SIGNATURE_PARAMETER";

    private static readonly SourceGeneratorLambdaJsonSerializer<LambdaJson> Serializer = new();

    public async Task<Stream> HandleAsync(Stream input, ILambdaContext context)
    {
        using var body = new MemoryStream();
        await input.CopyToAsync(body);
        var answer = await AnswerAsync(body.GetBuffer().AsMemory(0, (int)body.Length), context);
        var output = new MemoryStream();
        Serializer.Serialize(answer, output);
        output.Position = 0;
        return output;
    }

    private async Task<APIGatewayHttpApiV2ProxyResponse> AnswerAsync(ReadOnlyMemory<byte> lambdaEvent, ILambdaContext context)
    {
        if (WebhookRequest.FromFunctionUrl(lambdaEvent) is not { } request)
            return Answer(400, "This is no request of a Function URL.");
        try
        {
            var decision = (await GateAsync()).Take(request, services.Time.GetUtcNow());
            if (decision.IsTaken)
                await services.Intake.TakeAsync(decision.Signals, context);
            else
                context.Logger.LogWarning("Refused a request to {path} with {status}: {sentence}", request.Path, decision.StatusCode, decision.Sentence);
            return Answer(decision.StatusCode, decision.Sentence, decision.Signals.Count);
        }
        catch (Exception failure) when (failure is UndeliveredException or SecretException or InvalidConfigurationException
            or QueueUnavailableException or OperationCanceledException)
        {
            // Nobody but our own time limit breaks off here: an answer is due before Lambda ends the function.
            // What exactly is wrong is for our own log; the sender needs to know only that it should try again.
            context.Logger.LogError("{sentence}", failure.Message);
            return Answer(503, Sentence(failure));
        }
    }

    private static string Sentence(Exception failure) => failure switch
    {
        SecretException => "The secret that requests are checked with cannot be read just now, so nothing was taken in; send the alerts again.",
        InvalidConfigurationException => "The configuration cannot be used just now, so nothing was taken in; send the alerts again.",
        _ => "The alerts were read but not everybody could be told; send them again.",
    };

    private async Task<WebhookIntake> GateAsync() => new(new WebhookAuthentication(
        await services.SecretAsync(TokenVariable, CancellationToken.None),
        await services.SecretAsync(SignatureVariable, CancellationToken.None)));

    private static APIGatewayHttpApiV2ProxyResponse Answer(int status, string sentence, int taken = 0) => new()
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
