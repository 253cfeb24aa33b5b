using Alerting.Configuration;
using Alerting.Grouping;
using Alerting.Grouping.Storage;
using Alerting.Incidents;
using Alerting.Sources.Webhooks;

namespace Alerting.Answers;

/// <summary>
/// Serves answer links. A GET shows the incident and changes nothing; a POST needs a button, a nonce of a page served to
/// the same link, and the same origin.
/// </summary>
public sealed class AnswerDesk(
    AnswerKeys keys, AlertingConfig config, IIncidentTimelines timelines, IGroupStore groups, IGroupMailbox mailbox,
    TimeProvider time)
{
    /// <summary>How long a press waits until its effect shows. A cold group function takes a second.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private const string Sent = "sent";

    private readonly IncidentReader _incidents = new(config, timelines, groups);

    /// <summary>When the state or the queue cannot be reached.</summary>
    public static AnswerResponse Unavailable => AnswerResponse.Sentence(503, "Not available at the moment",
        "If you pressed a button, it may not be recorded. Reload the page, and press again.");

    public static bool Serves(WebhookRequest request) =>
        request.Path.StartsWith(AnswerLinks.Path, StringComparison.Ordinal);

    public async Task<AnswerResponse> AnswerAsync(WebhookRequest request, CancellationToken cancellation)
    {
        var text = request.Path[AnswerLinks.Path.Length..].TrimEnd('/');
        if (AnswerToken.Read(text, keys) is not { } token)
        {
            return AnswerResponse.Sentence(404, "This link is not valid",
                "It may be cut off. Open it from the message again, or answer with: alerting incidents ack.");
        }
        if (!IsKnown(token))
        {
            return AnswerResponse.Sentence(403, "This link is no longer valid",
                $"{token.Name} is no longer in the configuration. Ask a colleague, or answer with: alerting incidents ack.");
        }
        var now = time.GetUtcNow();
        if (await _incidents.FindAsync(token, now, cancellation) is not { } found)
        {
            return AnswerResponse.Sentence(404, "Nothing is known of this incident yet",
                "A new incident is recorded within seconds. Reload the page.");
        }
        if (found.View.Incident.EndedAt + IncidentReader.LinksOutlive < now)
        {
            return AnswerResponse.Sentence(410, "This link has ended",
                "The incident was over more than 24 hours ago. Its timeline: alerting incidents show.");
        }
        return request.Method switch
        {
            "GET" or "HEAD" => AnswerResponse.Page(200, AnswerPage.Of(
                found.View with { IsRecording = request.Query == Sent }, AnswerNonce.Of(text, keys, now))),
            "POST" => await PressAsync(request, text, token, found, cancellation),
            _ => AnswerResponse.Sentence(405, "Wrong method", "Open the link in a browser."),
        };
    }

    private async Task<AnswerResponse> PressAsync(
        WebhookRequest request, string text, AnswerToken token, FoundIncident found, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (request.Headers.GetValueOrDefault("sec-fetch-site") is { } site and not ("same-origin" or "none"))
            return AnswerResponse.Sentence(403, "Not pressed on this page", $"The request came from a {site} page.");
        if (AnswerForm.Read(request.Headers.GetValueOrDefault("content-type"), request.Body) is not { } form)
            return AnswerResponse.Sentence(400, "Not a form", "Open the link in a browser and press a button.");
        if (!AnswerNonce.IsValid(form[AnswerForm.Nonce], text, keys, now))
        {
            return AnswerResponse.Sentence(403, "The page was open for too long",
                "A page is good for 30 minutes. Nothing was changed. Go back, reload it, and press again.");
        }
        if (Presser(token, form) is not { } by)
            return AnswerResponse.Sentence(400, "Who are you?", "Nothing was changed. Go back and choose your name.");
        var zone = config.People.GetValueOrDefault(by)?.Zone ?? config.TimeZone;
        if (form.Pressed().To(token.IncidentId, by, zone, now) is not { } answer)
        {
            return AnswerResponse.Sentence(400, "No such button",
                "Nothing was changed. Go back, reload the page, and press again.");
        }
        var back = AnswerLinks.Path + text;
        if (found.View.Incident.IsOver)
            return AnswerResponse.BackTo(back);
        var shown = await new AnswerSending(mailbox, _incidents, time)
            .SendAsync(answer, token, found.Group, Patience, cancellation);
        return AnswerResponse.BackTo(shown is null ? $"{back}?{Sent}" : back);
    }

    /// <summary>The name is only recorded, so where nobody is configured any will do.</summary>
    private string? Presser(AnswerToken token, AnswerForm form)
    {
        if (token.IsPerson)
            return token.Name;
        var by = form[AnswerForm.By];
        return config.People.Count > 0 ? config.People.ContainsKey(by) ? by : null
            : by.Length is > 0 and <= 60 ? by : null;
    }

    private bool IsKnown(AnswerToken token) => token.IsPerson
        ? config.People.ContainsKey(token.Name)
        : config.FindReceiver(token.Name) is not null;
}
