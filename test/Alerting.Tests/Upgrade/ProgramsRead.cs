using System.Text;
using System.Text.Json;
using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Notifications;
using Alerting.TestKit;

namespace Alerting.Tests.Upgrade;

/// <summary>JSON names that programs read. A later version may only add names.</summary>
public sealed class ProgramsRead
{
    private static readonly string[] Webhook =
    [
        "alerts", "alerts[].description", "alerts[].endsAt", "alerts[].fingerprint", "alerts[].labels",
        "alerts[].links", "alerts[].links[].text",
        "alerts[].links[].url", "alerts[].name", "alerts[].numbers", "alerts[].samples", "alerts[].severity",
        "alerts[].startsAt",
        "alerts[].status", "alerts[].summary", "alerts[].title", "alerts[].when", "at", "dedupKey", "groupKey", "id",
        "kind", "more", "note",
        "reason", "receiver", "route", "severity", "status", "stillFiring", "title", "version",
    ];

    [Fact]
    public void The_webhook_channel_sends_the_names_of_version_1()
    {
        var message = new MessageWriter(Version1.Config).Write(Version1.Notification("reminder"));
        ChannelCatalog.TryFind("webhook", out var channel).ShouldBeTrue();
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
            channel!.Format.Write(message).WriteTo(json);

        var text = Encoding.UTF8.GetString(stream.ToArray());

        Webhook.Except(JsonPaths.Of(text, "alerts[].labels")).ShouldBeEmpty(text);
        using var document = JsonDocument.Parse(text);
        var root = document.RootElement;
        (root.GetProperty("version").GetInt32(), root.GetProperty("kind").GetString(),
            root.GetProperty("status").GetString(), root.GetProperty("severity").GetString())
            .ShouldBe((1, "reminder", "firing", "error"));
    }

    /// <summary>Enum values in JSON that programs read; they differ from those of stored JSON.</summary>
    [Fact]
    public void Words_stay()
    {
        string.Join(' ', Enum.GetValues<DecisionAction>().Select(action => action.Name()))
            .ShouldBe("notify hold suppress");
        string.Join(' ', Enum.GetValues<Severity>().Select(severity => severity.Name()))
            .ShouldBe("info warning error critical");
        string.Join(' ', Enum.GetValues<NotificationKind>().Select(kind => kind.Name()))
            .ShouldBe("firing resolved reminder digest flapping storm acknowledged escalation update");
        ((Verdict[])[new Verdict.Delivered(""), new Verdict.Retry(""), new Verdict.Rejected(""),
            new Verdict.NotSent("")])
            .Select(verdict => verdict.Word).ShouldBe(["delivered", "retry", "rejected", "not sent"]);
    }
}
