using System.Text.Json;
using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Deliveries;
using Alerting.InProcess;
using Alerting.Notifications;
using Alerting.OnCall;
using Alerting.OnCall.Contacts;

namespace Alerting.Cli;

/// <summary>
/// Prints a replay as JSON lines: each notification once per channel of its receiver, each that a rate limit dropped
/// or that a channel did not deliver once, then the summary.
/// </summary>
internal sealed class ReplayJson(Terminal terminal, AlertingConfig config, OnCallRecords onCall)
{
    private AlertingConfig _config = config;
    private OnCallRecords _onCall = onCall;
    private int _dropped;

    public void Take(ReplayEntry entry)
    {
        _config = entry.Config?.Config ?? _config;
        if (entry.Override is { } added)
            _onCall = _onCall with { Overrides = [.. _onCall.Overrides, added] };
        if (entry.Finding is { } finding)
            terminal.Error(finding);
        if (entry.Notification is { } notified)
        {
            foreach (var channel in entry.Channel is { } only ? [only] : Channels(_config, notified, _onCall))
                terminal.Exact(JsonLine.Of(json => Write(json, entry.At, notified, channel)));
        }
        else if (entry.Undelivered is { } undelivered)
        {
            terminal.Exact(JsonLine.Of(json => Write(json, entry.At, undelivered)));
        }
        else if (entry.Dropped is { } dropped)
        {
            _dropped++;
            terminal.Exact(JsonLine.Of(json => Write(json, dropped)));
        }
    }

    public void Finish(ReplaySummary summary) => terminal.Exact(JsonLine.Of(json => Write(json, summary, _dropped)));

    /// <summary>A receiver that another configuration had has no channel any more.</summary>
    private static IEnumerable<string> Channels(
        AlertingConfig config, Notification notified, OnCallRecords onCall) =>
        config.FindReceiver(notified.Receiver) is { } receiver
            && ContactTargets.Of(config, receiver, notified, onCall) is { Count: > 0 } targets
            ? targets.Where(target => DeliveryWriter.Takes(target, notified)).Select(target => target.Channel)
            : [""];

    /// <param name="at">When it was delivered.</param>
    private static void Write(Utf8JsonWriter json, DateTimeOffset at, Notification notified, string channel)
    {
        json.WriteString("at", at.UtcDateTime);
        WriteRecipient(json, notified);
        json.WriteString("channel", channel);
        json.WriteString("kind", notified.Kind.Name());
        json.WriteString("code", notified.Code.ToString());
        json.WriteString("reason", notified.Reason);
        Write(json, notified.Alerts);
        json.WriteNumber("more", notified.More);
        json.WriteNumber("firing", notified.FiringCount);
        json.WriteNumber("resolved", notified.ResolvedCount);
        json.WriteString("group", notified.GroupKey);
        json.WriteString("incident", notified.IncidentId);
    }

    /// <summary>In an object of its own: programs of version 1 count each line with a receiver as a notification.</summary>
    private static void Write(Utf8JsonWriter json, DroppedNotification dropped)
    {
        var notification = dropped.Notification;
        json.WriteString("at", notification.At.UtcDateTime);
        json.WriteStartObject("dropped");
        WriteRecipient(json, notification);
        json.WriteString("kind", notification.Kind.Name());
        json.WriteString("code", dropped.Reason.Code.ToString());
        json.WriteString("reason", dropped.Reason.Text);
        Write(json, notification.Alerts);
        json.WriteNumber("more", notification.More);
        json.WriteString("group", notification.GroupKey);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, DateTimeOffset at, UndeliveredNotification undelivered)
    {
        var notification = undelivered.Notification;
        json.WriteString("at", at.UtcDateTime);
        json.WriteStartObject("undelivered");
        WriteRecipient(json, notification);
        json.WriteString("channel", undelivered.Channel);
        json.WriteString("kind", notification.Kind.Name());
        json.WriteString("code", undelivered.Reason.Code.ToString());
        json.WriteString("reason", undelivered.Reason.Text);
        if (undelivered.RetryAt is { } retry)
            json.WriteString("retryAt", retry.UtcDateTime);
        if (undelivered.Fallback is { } fallback)
            json.WriteString("fallback", fallback);
        json.WriteBoolean("dead", undelivered.IsDead);
        Write(json, notification.Alerts);
        json.WriteNumber("more", notification.More);
        json.WriteString("group", notification.GroupKey);
        json.WriteEndObject();
    }

    private static void WriteRecipient(Utf8JsonWriter json, Notification notification)
    {
        json.WriteString("receiver", notification.ReceiverName);
        if (notification.To is { } person)
            json.WriteString("to", person);
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<Alert> alerts)
    {
        json.WriteStartArray("alerts");
        foreach (var alert in alerts)
        {
            json.WriteStartObject();
            json.WriteString("name", alert.Name);
            json.WriteString("status", alert.IsFiring ? "firing" : "resolved");
            json.WriteString("severity", alert.Severity.Name());
            json.WriteNumber("count", alert.Signal.Count);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, ReplaySummary summary, int dropped)
    {
        json.WriteStartObject("summary");
        json.WriteNumber("events", summary.Events);
        json.WriteNumber("delivered", summary.Delivered);
        json.WriteNumber("held", summary.Held);
        json.WriteNumber("suppressed", summary.Suppressed);
        json.WriteNumber("dead", summary.Dead);
        json.WriteNumber("deadLetters", summary.DeadLetters);
        json.WriteNumber("retrying", summary.Retrying);
        // The name in version 1; "dropped" is the same number.
        json.WriteNumber("heldByBudget", dropped);
        json.WriteNumber("dropped", dropped);
        json.WriteEndObject();
    }
}
