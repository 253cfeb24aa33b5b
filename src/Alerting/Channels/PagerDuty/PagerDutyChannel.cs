using Alerting.Notifications;
using Alerting.Text;

namespace Alerting.Channels.PagerDuty;

/// <summary>PagerDuty's Events API v2, in the US or EU region.</summary>
/// <remarks>https://developer.pagerduty.com/docs/events-api-v2/overview</remarks>
public sealed class PagerDutyChannel : IHttpChannel
{
    private const string Us = "https://events.pagerduty.com";
    private const string Eu = "https://events.eu.pagerduty.com";

    public string Channel => "pagerduty";

    public string Name => "PagerDuty";

    public ChannelCapabilities Capabilities { get; } = new(Threads: true, NeedsKey: true, OneGroup: true);

    /// <summary>The smallest version of a message has a few kilobytes, so one always fits.</summary>
    public Payload Format(Message message) => Shrinking.Fit(message, PagerDutyEvent.Of, payload => payload.Utf8.Length <= PagerDutyEvent.MaxBytes)!;

    public string Read(Payload payload) => PagerDutyEvent.Read(payload);

    public IReadOnlyList<HttpCall> Calls(Delivery delivery, TargetSettings settings, DateTimeOffset now)
    {
        var host = settings["api_url"] ?? (settings["region"] == "eu" ? Eu : Us);
        return [HttpCall.Post($"{host.TrimEnd('/')}/v2/enqueue", JsonText.With(delivery.Payload, json => json.WriteString("routing_key", settings.Address)))];
    }
}
