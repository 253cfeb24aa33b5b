using System.CommandLine;
using Alerting.Aws.State;
using Alerting.Cli.Deployments;
using Alerting.Notifications;
using Alerting.OnCall.Feeds;

namespace Alerting.Cli.OnCall;

/// <summary>Links by which people subscribe to a calendar: <c>alerting oncall calendar --link</c>.</summary>
internal sealed class CalendarLinks(Terminal terminal, TimeProvider time)
{
    public static Option<bool> Link { get; } =
        new("--link") { Description = "Print a new link to subscribe to these shifts." };

    public static Option<bool> Links { get; } = new("--links") { Description = "List the links that were made." };

    public static Option<string?> Revoke { get; } =
        new("--revoke") { Description = "Revoke the link with this id.", HelpName = "ID" };

    public static Option<string?> Url { get; } = new("--url")
    {
        Description = "The stack's URL (output AnswerUrl), for --link. Default: ALERT_ANSWER_URL.",
        HelpName = "URL",
    };

    /// <summary>Null if the command asks for no link.</summary>
    public Task<int>? Run(ParseResult parsed, string? schedule, string? person, CancellationToken cancellation)
    {
        if (parsed.GetValue(Revoke) is { } id)
            return OnCallTable.UseFeedsAsync(parsed, terminal, feeds => RevokeAsync(feeds, id, cancellation));
        if (parsed.GetValue(Links))
            return OnCallTable.UseFeedsAsync(parsed, terminal, feeds => ListAsync(feeds, cancellation));
        return parsed.GetValue(Link) ? AddAsync(parsed, schedule, person, cancellation) : null;
    }

    private async Task<int> AddAsync(
        ParseResult parsed, string? schedule, string? person, CancellationToken cancellation)
    {
        var given = await Deployment.Of(parsed, terminal).FindAsync(DeployedName.Answers, parsed.GetValue(Url));
        if (!Uri.TryCreate(given, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http"))
            throw new UserException($"\"{given}\" is not a URL. Write the stack's output AnswerUrl.");
        var token = CalendarFeed.NewToken();
        var feed = new CalendarFeed(CalendarFeed.HashOf(token))
        {
            Schedule = schedule, Person = person, By = OnCallInputs.Author(null), CreatedAt = time.GetUtcNow(),
        };
        return await OnCallTable.UseFeedsAsync(parsed, terminal, async feeds =>
        {
            await feeds.PutAsync(feed, cancellation);
            terminal.Exact(
                $"{url.GetLeftPart(UriPartial.Authority)}{CalendarFeed.Path}{token}{CalendarFeed.Extension}");
            return CommandLine.Done;
        });
    }

    private async Task<int> ListAsync(DynamoCalendarFeeds feeds, CancellationToken cancellation)
    {
        var all = await feeds.ListAsync(cancellation);
        foreach (var feed in all.OrderBy(feed => feed.CreatedAt))
        {
            var at = AlertTimes.Dated(feed.CreatedAt, Inputs.ZoneOf(time), time.GetUtcNow());
            terminal.Exact($"{feed.Id}  {NameOf(feed)}, made by {feed.By} {at}");
        }
        if (all.Count == 0)
            terminal.Exact("No links.");
        return CommandLine.Done;
    }

    private async Task<int> RevokeAsync(DynamoCalendarFeeds feeds, string id, CancellationToken cancellation)
    {
        var feed = (await feeds.ListAsync(cancellation)).FirstOrDefault(feed => feed.Id == id);
        if (feed is null)
        {
            terminal.Error($"No link {id}. 'alerting oncall calendar --links' lists them.");
            return CommandLine.No;
        }
        await feeds.RemoveAsync(feed, cancellation);
        terminal.Exact($"Revoked {id}: {NameOf(feed)}.");
        return CommandLine.Done;
    }

    private static string NameOf(CalendarFeed feed) =>
        $"{feed.Schedule ?? "all schedules"}, {feed.Person ?? "everybody"}";
}
