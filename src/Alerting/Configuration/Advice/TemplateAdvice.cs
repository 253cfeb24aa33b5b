using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Channels.Templating;
using Alerting.Configuration.Reading;
using Alerting.Configuration.Yaml;
using Alerting.Notifications;
using Alerting.Text.Liquid;

namespace Alerting.Configuration.Advice;

/// <summary>Notes templates that fail for a message that may well come: one with quotes, and one at the end.</summary>
internal static class TemplateAdvice
{
    private static readonly DateTimeOffset Time = new(2026, 11, 14, 2, 41, 0, TimeSpan.Zero);

    public static void OnSamples(Section file, AlertingConfig config, Report report)
    {
        if (!report.WantsNotes)
            return;
        Check(config.Templates, file, config, report);
        foreach (var (name, node) in report.Entries(file.Find("receivers"), "receivers"))
        {
            if (config.Receivers.GetValueOrDefault(name.Text) is { Templates.IsEmpty: false } receiver
                && Section.Open(node, Keys.Receiver, report) is { } section)
            {
                Check(receiver.Templates, section, config, report);
            }
        }
    }

    private static void Check(MessageTemplates templates, Section owner, AlertingConfig config, Report report)
    {
        foreach (var key in TemplateKeys.All)
        {
            if (templates.Find(key) is { } template && owner.Find("templates") is MapNode map
                && Problem(key, template, config) is { } problem)
            {
                report.Note(map.Entries.First(entry => entry.Key.Text == key).Value.Place,
                    ReceiverErrors.DoubtfulTemplate(problem));
            }
        }
    }

    private static string? Problem(string key, LiquidTemplate template, AlertingConfig config)
    {
        var only = MessageTemplates.None.With(key, template);
        var channel = ChannelCatalog.All.First(each => key == TemplateKeys.Title
            ? each.Key == "slack" : TemplatedMessage.KeyOf(each.Options) == key);
        var writer = new MessageWriter(config with { Templates = only });
        return Samples().Select(sample => channel.Write(writer.Write(sample)).Problem).OfType<string>()
            .FirstOrDefault();
    }

    private static IEnumerable<Notification> Samples()
    {
        yield return Sample(AlertStatus.Firing, "orders \"api\" errors", "Orders fail\nfor \"customers\".");
        yield return Sample(AlertStatus.Resolved, "orders", description: null);
    }

    private static Notification Sample(AlertStatus status, string name, string? description) => new()
    {
        Id = "0123456789abcdef",
        Receiver = "",
        Route = "pages",
        GroupKey = "pages/name=orders",
        Kind = status == AlertStatus.Firing ? NotificationKind.Firing : NotificationKind.Resolved,
        Reason = "First alert of a new incident.",
        At = Time,
        Alerts =
        [
            new Alert
            {
                Severity = Severity.Error,
                SeverityReason = "sample",
                Fingerprint = "0123456789abcdef",
                Labels = new Dictionary<string, string> { ["name"] = name },
                Signal = new Signal
                {
                    Source = "cloudwatch-alarm",
                    Name = name,
                    Title = name,
                    Identity = name,
                    EventKey = name,
                    Status = status,
                    Description = description,
                    Account = "123456789012",
                    Region = "eu-west-1",
                    OccurredAt = Time.AddMinutes(-1),
                },
            },
        ],
    };
}
