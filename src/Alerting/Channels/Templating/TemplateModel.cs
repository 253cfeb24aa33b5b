using Alerting.Alerts;
using Alerting.Notifications;
using Alerting.Text;
using Alerting.Text.Liquid;
using NodaTime;
using Values = System.Collections.Generic.Dictionary<string, object?>;

namespace Alerting.Channels.Templating;

/// <summary>What a template can show: a message as its built-in texts have it, so nothing that is redacted.</summary>
/// <remarks>The names are stable and documented in <c>docs/templates.md</c>: add, never rename.</remarks>
internal static class TemplateModel
{
    private static readonly LiquidShape Links = LiquidShape.List(Shape("text", "url"));

    private static readonly (string Name, LiquidShape Shape, Func<MessageItem, DateTimeZone, object?> Value)[] OfAlert =
    [
        ("name", LiquidShape.Plain, (item, _) => Line(item.Alert.Name)),
        ("title", LiquidShape.Plain, (item, _) => item.Title),
        ("word", LiquidShape.Plain, (item, _) => item.Word),
        ("status", LiquidShape.Plain, (item, _) => item.Alert.IsFiring ? "firing" : "resolved"),
        ("severity", LiquidShape.Plain, (item, _) => item.Alert.Severity.Name()),
        ("source", LiquidShape.Plain, (item, _) => item.Alert.Signal.Source),
        ("service", LiquidShape.Plain, (item, _) => Line(item.Alert.Signal.Service)),
        ("env", LiquidShape.Plain, (item, _) => Line(item.Alert.Labels.GetValueOrDefault("env"))),
        ("account", LiquidShape.Plain, (item, _) => Line(item.Alert.Signal.Account)),
        ("region", LiquidShape.Plain, (item, _) => Line(item.Alert.Signal.Region)),
        ("fingerprint", LiquidShape.Plain, (item, _) => item.Alert.Fingerprint),
        ("when", LiquidShape.Plain, (item, _) => item.When),
        ("starts_at", LiquidShape.Plain, (item, zone) => Time(item.Alert.StartsAt, zone)),
        ("ends_at", LiquidShape.Plain, (item, zone) => Time(item.Alert.EndsAt, zone)),
        ("numbers", LiquidShape.Plain, (item, _) => item.Figures),
        ("trend", LiquidShape.Plain, (item, _) => item.Trend),
        ("metric", LiquidShape.Plain, (item, _) => Line(item.Alert.Signal.Measurement?.Metric)),
        ("value", LiquidShape.Plain, (item, _) => LiquidValue.Number(LastOf(item.Alert.Signal.Measurement))),
        ("threshold", LiquidShape.Plain, (item, _) => LiquidValue.Number(item.Alert.Signal.Measurement?.Threshold)),
        ("unit", LiquidShape.Plain, (item, _) => Line(item.Alert.Signal.Measurement?.Unit)),
        ("description", LiquidShape.Plain, (item, _) => item.About),
        ("summary", LiquidShape.Plain, (item, _) => item.Cause),
        ("runbook", LiquidShape.Plain, (item, _) => item.Links.FirstOrDefault(link =>
            link.Text.Contains("runbook", StringComparison.OrdinalIgnoreCase))?.Url),
        ("labels", LiquidShape.Any, (item, _) => Labels(item.Alert)),
        ("facts", LiquidShape.List(Shape("name", "value")), (item, _) => (object?[])
            [.. item.Facts.Select(fact => new Values { ["name"] = fact.Name, ["value"] = fact.Value })]),
        ("links", Links, (item, _) => (object?[])
            [.. item.Links.Select(link => new Values { ["text"] = link.Text, ["url"] = link.Url })]),
        ("samples", LiquidShape.List(LiquidShape.Plain), (item, _) => (object?[])[.. item.Samples]),
    ];

    private static readonly LiquidShape Alert = Shape(OfAlert.Select(field => (field.Name, field.Shape)));

    private static readonly (string Name, LiquidShape Shape, Func<Message, DateTimeZone, object?> Value)[] OfMessage =
    [
        ("id", LiquidShape.Plain, (message, _) => message.Id),
        ("kind", LiquidShape.Plain, (message, _) => message.Kind.Name()),
        ("status", LiquidShape.Plain, (message, _) => message.IsAllResolved ? "resolved" : "firing"),
        ("severity", LiquidShape.Plain, (message, _) => message.Severity.Name()),
        ("word", LiquidShape.Plain, (message, _) => message.Word),
        ("title", LiquidShape.Plain, (message, _) => message.Title),
        ("headline", LiquidShape.Plain, (message, _) => TextCut.Clean(message.Headline)),
        ("code", LiquidShape.Plain, (message, _) => message.Code),
        ("receiver", LiquidShape.Plain, (message, _) => message.Receiver),
        ("person", LiquidShape.Plain, (message, _) => message.To),
        ("route", LiquidShape.Plain, (message, _) => message.Route),
        ("reason", LiquidShape.Plain, (message, _) => message.Reason),
        ("note", LiquidShape.Plain, (message, _) => message.Note),
        ("at", LiquidShape.Plain, (message, zone) => Time(message.At == default ? null : message.At, zone)),
        ("dedup_key", LiquidShape.Plain, (message, _) => GroupId.Of(message)),
        ("link", LiquidShape.Plain, (message, _) => message.FirstLink?.Url),
        ("answer_url", LiquidShape.Plain, (message, _) => message.AnswerUrl),
        ("count", LiquidShape.Plain, (message, _) => (decimal)(message.Items.Count + message.More)),
        ("more", LiquidShape.Plain, (message, _) => (decimal)message.More),
        ("firing", LiquidShape.Plain, (message, _) => (decimal)message.FiringCount),
        ("resolved", LiquidShape.Plain, (message, _) => (decimal)message.ResolvedCount),
        ("still_firing", LiquidShape.Plain, (message, _) => (decimal)message.StillFiring),
        ("alerts", LiquidShape.List(Alert), (message, zone) => (object?[])
            [.. message.Items.Select(item => Of(item, zone))]),
    ];

    /// <summary>The names at the top: those of the message, then those of its worst alert.</summary>
    public static LiquidShape Root { get; } = Shape(OfMessage.Select(field => (field.Name, field.Shape))
        .Concat(OfAlert.Select(field => (field.Name, field.Shape))).DistinctBy(field => field.Name));

    public static IEnumerable<string> AlertNames => OfAlert.Select(each => each.Name);

    public static IReadOnlyDictionary<string, object?> Of(Message message, DateTimeZone zone)
    {
        var values = Of(message.Items[0], zone);
        foreach (var (name, _, value) in OfMessage)
            values[name] = value(message, zone);
        return values;
    }

    private static Values Of(MessageItem item, DateTimeZone zone) =>
        OfAlert.ToDictionary(field => field.Name, field => field.Value(item, zone), StringComparer.Ordinal);

    private static Values Labels(Alert alert) => alert.Labels.Take(100)
        .DistinctBy(label => Line(label.Key))
        .ToDictionary(label => Line(label.Key)!, label => (object?)Line(label.Value));

    private static double? LastOf(Measurement? measurement) => measurement is { Datapoints: [.., var last] }
        ? last.Value : null;

    /// <summary>Local, with its offset, so that the filter <c>date</c> shows the time on people's clocks.</summary>
    private static string? Time(DateTimeOffset? time, DateTimeZone zone) => time is not { } moment ? null
        : Instant.FromDateTimeOffset(moment).InZone(zone).ToDateTimeOffset()
            .ToString("yyyy-MM-dd'T'HH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture);

    private static string? Line(string? text) => text is null ? null : TextCut.Clean(TextCut.Line(text, 500));

    private static LiquidShape Shape(params string[] names) => Shape(names.Select(name => (name, LiquidShape.Plain)));

    private static LiquidShape Shape(IEnumerable<(string Name, LiquidShape Shape)> fields) =>
        new() { Members = fields.ToDictionary(field => field.Name, field => field.Shape, StringComparer.Ordinal) };
}
