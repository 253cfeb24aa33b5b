using Alerting.Aws.State;
using Alerting.Deliveries;
using Alerting.OnCall.Feeds;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;

namespace Alerting.Functions.Calendars;

/// <summary>Serves the calendars that people subscribe to, where the stack serves answer links.</summary>
internal sealed class CalendarServing(AlertingServices services)
{
    public async Task<APIGatewayHttpApiV2ProxyResponse> AnswerAsync(
        string method, string token, ILambdaContext context)
    {
        using var limit = TimeLimit.Of(context);
        if (method is not ("GET" or "HEAD"))
            return Sentence(405, "A calendar can only be read.");
        if (services.Backend is not { } backend || await services.AnswerKeysAsync(limit.Token) is null)
            return Sentence(404, "This stack serves no calendars. Deploy it with AnswerLinks=on.");
        try
        {
            if (await new DynamoCalendarFeeds(backend.Table).FindAsync(token, limit.Token) is not { } feed)
                return Sentence(404, "This link is unknown or was revoked.");
            var config = (await services.RuntimeAsync(limit.Token)).Config;
            var records = await new DynamoOnCall(backend.Table).ListAsync(limit.Token);
            return CalendarFeedText.Of(feed, config, records, services.Time.GetUtcNow()) is { } text
                ? Response(200, "text/calendar; charset=utf-8", text)
                : Sentence(410, "The schedule or the person is no longer in the configuration.");
        }
        catch (StateUnavailableException failure)
        {
            context.Logger.LogError("{sentence}", failure.Message);
            // Clients keep what they have and try again.
            return Sentence(503, "Not available at the moment.");
        }
    }

    private static APIGatewayHttpApiV2ProxyResponse Sentence(int status, string text) =>
        Response(status, "text/plain; charset=utf-8", text + "\n");

    private static APIGatewayHttpApiV2ProxyResponse Response(int status, string type, string body) => new()
    {
        StatusCode = status,
        Headers = new Dictionary<string, string>
        {
            ["Content-Type"] = type,
            ["Cache-Control"] = "no-store",
            ["X-Content-Type-Options"] = "nosniff",
            ["X-Robots-Tag"] = "noindex, nofollow",
        },
        Body = body,
    };
}
