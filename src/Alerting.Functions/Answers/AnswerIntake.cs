using Alerting.Answers;
using Alerting.Answers.Slack;
using Alerting.Aws;
using Alerting.Aws.Queues;
using Alerting.Aws.State;
using Alerting.Deliveries;
using Alerting.Incidents;
using Alerting.Sources.Webhooks;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;

namespace Alerting.Functions.Answers;

/// <summary>Takes in people's answers: presses on the page of an answer link, and of buttons in Slack.</summary>
internal sealed class AnswerIntake(AlertingServices services)
{
    /// <summary>Slack shows a failure to the person after 3 seconds.</summary>
    private static readonly TimeSpan SlackLimit = TimeSpan.FromSeconds(2.2);

    /// <summary>For each edit of a message in Slack, which the answer does not need.</summary>
    private static readonly TimeSpan ReplyLimit = TimeSpan.FromMilliseconds(700);

    private readonly Lazy<DynamoGroupStore> _groups =
        new(() => new DynamoGroupStore(services.RequireBackend().Table, services.Time));

    public static bool Serves(WebhookRequest request) => AnswerDesk.Serves(request) || SlackDesk.Serves(request);

    public async Task<APIGatewayHttpApiV2ProxyResponse> RespondAsync(WebhookRequest request, ILambdaContext context)
    {
        using var limit = TimeLimit.Of(context);
        var answer = SlackDesk.Serves(request)
            ? await OfSlackAsync(request, context, limit.Token)
            : await OfLinkAsync(request, context, limit.Token);
        // Never the path of a link: whoever has it can answer.
        context.Logger.LogInformation("{method} of {what}: {status}", request.Method,
            SlackDesk.Serves(request) ? SlackDesk.Path : "an answer link", answer.Status);
        return new APIGatewayHttpApiV2ProxyResponse
        {
            StatusCode = answer.Status,
            Headers = new Dictionary<string, string>(answer.Headers),
            Body = answer.Body,
        };
    }

    private async Task<AnswerResponse> OfLinkAsync(
        WebhookRequest request, ILambdaContext context, CancellationToken cancellation)
    {
        if (services.Backend is not { } backend || await services.AnswerKeysAsync(cancellation) is not { } keys)
            return AnswerResponse.Text(404, "This stack serves no answer links. Deploy it with AnswerLinks=on.");
        var config = (await services.RuntimeAsync(cancellation)).Config;
        var desk = new AnswerDesk(keys, config, backend.Timelines, _groups.Value, backend.Mailbox, services.Time);
        try
        {
            return await desk.AnswerAsync(request, cancellation);
        }
        catch (Exception failure) when (failure is StateUnavailableException or QueueUnavailableException)
        {
            context.Logger.LogError("{sentence}", failure.Message);
            return AnswerDesk.Unavailable;
        }
    }

    private async Task<AnswerResponse> OfSlackAsync(
        WebhookRequest request, ILambdaContext context, CancellationToken cancellation)
    {
        var secret = await services.SecretAsync(AnswerSettings.SlackVariable, cancellation);
        if (SlackDesk.Refusal(request, secret, services.Time.GetUtcNow()) is { } refusal)
        {
            context.Logger.LogWarning("Refused a request to {path}: {sentence}", SlackDesk.Path, refusal.Body);
            return refusal;
        }
        if (services.Backend is not { } backend || await services.AnswerKeysAsync(cancellation) is not { } keys)
            return AnswerResponse.Text(404, "Slack buttons need answer links. Deploy the stack with AnswerLinks=on.");
        var desk = await DeskAsync(keys, backend, request, context, cancellation);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(SlackLimit);
        try
        {
            return await desk.AnswerAsync(request, limit.Token);
        }
        catch (Exception failure) when (failure is StateUnavailableException or QueueUnavailableException
            or OperationCanceledException)
        {
            context.Logger.LogError("{sentence}", failure.Message);
            await desk.FailedAsync(request);
            return AnswerResponse.Text(200, "");
        }
    }

    private async Task<SlackDesk> DeskAsync(
        AnswerKeys keys, AwsBackend backend, WebhookRequest request, ILambdaContext context,
        CancellationToken cancellation)
    {
        var config = (await services.RuntimeAsync(cancellation)).Config;
        // The function cannot know its own URL: the template would refer to itself.
        var host = request.Headers.GetValueOrDefault("host");
        var isUrl = Uri.TryCreate($"https://{host}/", UriKind.Absolute, out var own);
        var links = isUrl ? new AnswerLinks(own!, keys) : null;
        return new SlackDesk(keys, links, config, backend.Timelines, _groups.Value, backend.Mailbox,
            (url, json) => ReplyAsync(url, json, context, cancellation), services.Time);
    }

    private async Task ReplyAsync(
        Uri url, ReadOnlyMemory<byte> json, ILambdaContext context, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(ReplyLimit);
        try
        {
            if (await services.PostAsync(url, json, limit.Token) is { IsFailure: true } verdict)
                context.Logger.LogWarning("Slack did not take the reply to a press: {reason}", verdict.Reason);
        }
        catch (OperationCanceledException)
        {
            context.Logger.LogWarning("Slack did not take the reply to a press: it took too long");
        }
    }
}
