using System.Text.Json;
using Alerting.Configuration;
using Alerting.Grouping;
using Alerting.Grouping.Storage;
using Alerting.Incidents;
using Alerting.Notifications;
using Alerting.Sources.Webhooks;
using NodaTime;

namespace Alerting.Answers.Slack;

/// <summary>
/// Posts to the URL that came with a press. Failures and the time limit are its own: the answer counts without.
/// </summary>
public delegate Task SlackReply(Uri url, ReadOnlyMemory<byte> json);

/// <summary>
/// Takes presses of the buttons in Slack messages. The answer is queued before Slack gets anything back, which has to be
/// within 3 seconds.
/// </summary>
/// <param name="links">Written for the host that Slack called; null if that is not known.</param>
public sealed class SlackDesk(
    AnswerKeys keys, AnswerLinks? links, AlertingConfig config, IIncidentTimelines timelines, IGroupStore groups,
    IGroupMailbox mailbox, SlackReply reply, TimeProvider time)
{
    public const string Path = "/slack/actions";

    /// <summary>Slack shows a failure after 3 seconds. The edit of the message needs the rest.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.2);

    /// <summary>A payload repeats the whole message.</summary>
    private const int MaxBytes = 512 * 1024;

    private readonly IncidentReader _incidents = new(config, timelines, groups);

    public static bool Serves(WebhookRequest request) => request.Path.TrimEnd('/') == Path;

    /// <summary>Why the request is refused, before anything of it is read; null if Slack sent it.</summary>
    public static AnswerResponse? Refusal(WebhookRequest request, string? secret, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(secret))
        {
            return AnswerResponse.Text(
                404, "This stack has no Slack buttons. Deploy it with SlackSigningSecretParameter.");
        }
        if (request.Method != "POST")
            return AnswerResponse.Text(405, "Slack posts here when somebody presses a button.");
        return SlackSignature.Refusal(request, secret.Trim(), now) is { } why ? AnswerResponse.Text(401, why) : null;
    }

    /// <summary>Call after <see cref="Refusal"/>. An empty response takes a press.</summary>
    public async Task<AnswerResponse> AnswerAsync(WebhookRequest request, CancellationToken cancellation)
    {
        if (Press(request) is { } press)
            await AnswerAsync(press, cancellation);
        return AnswerResponse.Text(200, "");
    }

    /// <summary>When the state or the queue cannot be reached, the presser has to know.</summary>
    public Task FailedAsync(WebhookRequest request) =>
        Press(request) is { } press
            ? OnlyForPresserAsync(press, SlackSentences.Unavailable) : Task.CompletedTask;

    private async Task AnswerAsync(SlackPress press, CancellationToken cancellation)
    {
        if (AnswerToken.Read(press.Token, keys) is not { } token)
        {
            await OnlyForPresserAsync(press, SlackSentences.Foreign);
            return;
        }
        var now = time.GetUtcNow();
        if (await _incidents.FindAsync(token, now, cancellation) is not { } found)
        {
            await OnlyForPresserAsync(press, SlackSentences.Unknown, links?.Of(token));
        }
        else if (found.View.Incident.IsOver)
        {
            await OnlyForPresserAsync(press, SlackSentences.NotChanged(Stand(found)));
            await EditAsync(press, found);
        }
        else if (Presser(press) is not { } by)
        {
            await OnlyForPresserAsync(press, SlackSentences.Stranger(press.UserId), links?.Of(token));
        }
        else if (press.Pressed.To(token.IncidentId, by, ZoneOf(by), now) is { } answer)
        {
            await SendAsync(press, answer, token, found, cancellation);
        }
    }

    private async Task SendAsync(
        SlackPress press, PersonAnswer answer, AnswerToken token, FoundIncident before, CancellationToken cancellation)
    {
        var after = await new AnswerSending(mailbox, _incidents, time)
            .SendAsync(answer, token, before.Group, Patience, cancellation);
        if (after is null)
        {
            await OnlyForPresserAsync(press, SlackSentences.Sent);
            return;
        }
        await EditAsync(press, after);
        if (IsLate(answer, before.View.Incident))
            await OnlyForPresserAsync(press, SlackSentences.NotChanged(Stand(after)));
    }

    /// <summary>Only for the words: the group decides, by the same rules.</summary>
    private static bool IsLate(PersonAnswer answer, Incident incident) => answer is Escalate
        && answer.Step < incident.Escalation?.Number
        || (answer.Seen < incident.Answers && incident.IsAnswered && incident.By?.Person != answer.By);

    /// <summary>Everybody in the channel sees who is on it.</summary>
    private Task EditAsync(SlackPress press, FoundIncident found)
    {
        if (press.ReplyUrl is not { } url || press.Message.ValueKind != JsonValueKind.Object)
            return Task.CompletedTask;
        var incident = found.View.Incident;
        var buttons = incident.IsOver ? null
            : new MessageButtons(press.Token, IncidentStand.Of(incident, found.View.CanEscalate));
        return reply(url, new SlackEdit(press.Message, Stand(found), buttons).Payload());
    }

    private Task OnlyForPresserAsync(SlackPress press, string text, string? link = null) => press.ReplyUrl is { } url
            ? reply(url, SlackReplies.OnlyForPresser(text, link)) : Task.CompletedTask;

    /// <summary>Null for somebody unknown. Where nobody is configured, Slack's name is as good as any.</summary>
    private string? Presser(SlackPress press) => config.People.Count == 0 ? press.UserName
        : config.People.Values.FirstOrDefault(person => person.SlackId == press.UserId)?.Key;

    private DateTimeZone ZoneOf(string person) =>
        config.People.GetValueOrDefault(person)?.Zone ?? config.TimeZone;

    /// <summary>By the team's clock: everybody reads it.</summary>
    private string Stand(FoundIncident found) =>
        IncidentText.StandOf(found.View.Incident, config.TimeZone, found.View.Now);

    private static SlackPress? Press(WebhookRequest request) =>
        AnswerForm.Read(request.Headers.GetValueOrDefault("content-type"), request.Body, MaxBytes) is { } form
            ? SlackPress.Read(form["payload"]) : null;
}
