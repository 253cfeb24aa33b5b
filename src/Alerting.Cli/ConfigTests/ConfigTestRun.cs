using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Deliveries;
using Alerting.InProcess;
using Alerting.Notifications;
using Alerting.Text;
using NodaTime;

namespace Alerting.Cli.ConfigTests;

/// <summary>Runs a test through the real pipeline, sending nothing, and compares.</summary>
internal static class ConfigTestRun
{
    public static async Task<ConfigTestResult> OfAsync(
        ConfigTestFile file, ConfigTest test, CancellationToken cancellation)
    {
        var trace = await ExplainPreview.OfAsync(file.Config, test.Signals, test.At, cancellation);
        var decisions = trace.Alerts.SelectMany(traced => traced.Decisions).ToArray();
        var failures = Compare(test.Expect, trace, decisions, file.Config).ToList();
        if (test.Later.Count > 0)
            failures.AddRange(await LaterAsync(file.Config, test, cancellation));
        var reasons = decisions.Select(decision => $"{decision.Action.Name()} " +
            $"{RecipientName.Parse(decision.Receiver).Display} ({decision.Route}): {decision.Reason.Text}");
        return new ConfigTestResult(file, test, failures, [.. reasons.Distinct()]);
    }

    private static IEnumerable<Failure> Compare(
        Expected expect, Trace trace, IReadOnlyList<Decision> decisions, AlertingConfig config)
    {
        var notified = decisions.Where(decision => decision.Action == DecisionAction.Notify).Select(ReceiverOf)
            .ToHashSet();
        var held = decisions.Where(decision => decision.Action == DecisionAction.Hold).ToArray();
        var sent = trace.Notifications.Where(notification => notified.Contains(notification.ReceiverName)).ToArray();
        return new[]
        {
            Compare("severity", expect.Severities, trace.Alerts.Select(traced => traced.Alert.Severity.Name())),
            Compare("receivers", expect.Receivers, notified),
            Compare("channels", expect.Channels, Channels(sent, config)),
            Compare("people", expect.People, sent.Select(notification => notification.To).OfType<string>()),
            Compare("held", expect.Held, held.Select(ReceiverOf)),
            Compare("until", expect.Until is { } until ? [Moment(until, config)] : null,
                held.Select(decision => Moment(decision.At, config))),
            Compare("routes", expect.Routes, decisions.Select(decision => decision.Route)),
            Missing("reasons", expect.Reasons, decisions.Select(decision => $"{decision.Reason.Code}")),
        }.OfType<Failure>();
    }

    /// <summary>What is notified at each later time, while the alerts go on.</summary>
    private static async Task<IEnumerable<Failure>> LaterAsync(
        AlertingConfig config, ConfigTest test, CancellationToken cancellation)
    {
        var time = new SimulatedTime(test.At);
        var alerting = new LocalAlerting(config, time);
        await alerting.TakeAsync(test.Signals, cancellation);
        var notifications = new List<Notification>();
        var end = test.At + test.Later.Max(later => later.After);
        while (alerting.NextWakeUp is { } next && next <= end)
        {
            time.MoveTo(next);
            notifications.AddRange(await alerting.WakeAsync(cancellation));
        }
        return test.Later.SelectMany(later =>
        {
            var at = test.At + later.After;
            var after = DurationText.Of(later.After);
            var sent = notifications.Where(notification => notification.At == at).ToArray();
            return new[]
            {
                Compare($"receivers after {after}", later.Expect.Receivers,
                    sent.Select(notification => notification.ReceiverName)),
                Compare($"channels after {after}", later.Expect.Channels, Channels(sent, config)),
                Compare($"people after {after}", later.Expect.People,
                    sent.Select(notification => notification.To).OfType<string>()),
            }.OfType<Failure>();
        });
    }

    private static IEnumerable<string> Channels(IEnumerable<Notification> sent, AlertingConfig config)
    {
        var writer = new DeliveryWriter(config);
        return sent.SelectMany(writer.Write).Where(delivery => !delivery.Target.Address.IsEmpty)
            .Select(delivery => delivery.Target.Channel);
    }

    private static string ReceiverOf(Decision decision) => RecipientName.Parse(decision.Receiver).Receiver;

    private static string Moment(DateTimeOffset time, AlertingConfig config) =>
        Instant.FromDateTimeOffset(time).InZone(config.TimeZone).ToString("uuuu-MM-dd HH:mm x", null);

    private static Failure? Compare(string key, IReadOnlyList<string>? expected, IEnumerable<string> actual)
    {
        if (expected is null)
            return null;
        var (wanted, got) = (Text(expected), Text(actual));
        return wanted == got ? null : new Failure(key, wanted, got);
    }

    private static Failure? Missing(string key, IReadOnlyList<string>? expected, IEnumerable<string> actual) =>
        expected?.Except(actual).Any() == true ? new Failure(key, Text(expected), Text(actual)) : null;

    private static string Text(IEnumerable<string> values) =>
        string.Join(", ", values.Distinct().Order(StringComparer.Ordinal)) is { Length: > 0 } text ? text : "none";
}
