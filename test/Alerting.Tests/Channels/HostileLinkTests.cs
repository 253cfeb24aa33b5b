using System.Text.Json;
using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Channels.Sns;
using Alerting.Configuration;
using Alerting.Notifications;
using CsCheck;

namespace Alerting.Tests.Channels;

/// <summary>
/// On every channel and in every place, nothing in alert text can be tapped unless its host is named, it is in the
/// alarm's own description, or a reader found it.
/// </summary>
public sealed class HostileLinkTests
{
    private const string Named = "wiki.example.com";
    private const string Own = "runs.example.com";

    private static readonly string[] Allowed = [Named, Own, "console.aws.amazon.com"];

    private static readonly AlertingConfig Config = new() { LinkHosts = [Named] };

    private static readonly string[] Shapes =
    [
        "https://{0}/x?y=z", "http://{0}", "HTTPS://{0}:8443/a_b", "www.{0}", "{0}", "{0}/x", "bob@{0}",
        "https://wiki.example.com@{0}/", "https://console.aws.amazon.com:pw@{0}/", "https://wiki.example.com.{0}/",
        "[https://wiki.example.com](https://{0})", "<https://{0}|https://wiki.example.com>",
        "<a href=\"https://{0}\">wiki.example.com</a>", "https:\\\\{0}\\x", "https://wiki.example.com\\@{0}",
        "javascript:fetch('//{0}')", "mailto:bob@{0}", "slack://{0}", "https://wiki.example.com/?u=https://{0}",
        "//{0}/x", "data:text/html,{0}", "({0})", "\"{0}\"", "{0}.", "https://{0}/wiki.example.com",
    ];

    private static readonly string[] Hosts =
    [
        "evil.example", "evil.com", "a.b.evil.dev", "evil-site.co", "xn--e1afmkfd.com", "ｅｖｉｌ．ｃｏｍ", "evil。com",
        "ev\u200Bil.com", "evil\uFEFF.com", "evil.c\u2060om", "пример.рф", "evil.test", "ev😀il.com", "evil😀.com",
    ];

    private static readonly Gen<string> Hostile = Gen.Select(
        Gen.OneOf(Shapes), Gen.OneOf(Hosts), Gen.OneOf("", "see ", "x:", "é", "\n", "»", "1."),
        (shape, host, before) => before + string.Format(System.Globalization.CultureInfo.InvariantCulture, shape, host));

    private static readonly Gen<string> Text = Hostile.Array[1, 3].Select(parts => string.Join(' ', parts));

    private static readonly Gen<Alert> AnyAlert = Gen.Select(Text, Text, Text, Text, Text, Gen.Bool,
        (title, summary, name, value, sample, firing) => Some.Alert(Some.Signal(title) with
        {
            Title = title,
            Summary = summary,
            Description = $"See https://{Own}/a_(b) and https://{Named}/x.",
            State = name,
            Service = value,
            Account = sample,
            Region = name,
            Facts = [new Fact(name, value), new Fact("Host", name)],
            Samples = [sample],
            Problems = [value],
            Measurement = new Measurement { Metric = name, Threshold = 5, Comparison = ">" },
            Links = [new Link(title, $"https://{Own}/alarm")],
            Status = firing ? AlertStatus.Firing : AlertStatus.Resolved,
            EndsAt = Some.Time,
        }));

    private static readonly Gen<Notification> Any = Gen.Select(
        Gen.Frequency((3, AnyAlert.Array[1, 1]), (1, AnyAlert.Array[2, 6])), Gen.Enum<NotificationKind>(), Text,
        (alerts, kind, text) => Some.Notification(alerts) with { Kind = kind, Note = text, Reason = text });

    [Fact]
    public void Nothing_else_can_be_tapped() => Any.Sample(notification =>
    {
        var message = new MessageWriter(Config).Write(notification);
        foreach (var channel in ChannelCatalog.All)
        {
            foreach (var text in Texts(channel.Format.Write(message), channel.Key == "webhook"))
            {
                TappableLinks.Hosts(text.Replace("\\", "", StringComparison.Ordinal))
                    // A long text is cut anywhere.
                    .Where(host => !Allowed.Any(allowed => allowed.StartsWith(host, StringComparison.Ordinal)))
                    .ShouldBeEmpty($"{channel.Key}: {text}");
            }
        }
    }, iter: 400, threads: 1);

    [Fact]
    public void An_SMS_stays_within_its_segments() => Any.Sample(notification =>
        SmsRules.Segments(new Alerting.Channels.Sms.SmsFormat()
            .Write(new MessageWriter(Config).Write(notification)).ToString()).ShouldBeLessThanOrEqualTo(2),
        iter: 200, threads: 1);

    [Theory]
    [InlineData("email")]
    [InlineData("ntfy")]
    [InlineData("discord")]
    [InlineData("mattermost")]
    [InlineData("slack")]
    [InlineData("teams")]
    [InlineData("google_chat")]
    [InlineData("telegram")]
    [InlineData("sns")]
    public void A_link_of_the_own_description_stays(string channel)
    {
        var alert = Some.Alert(Some.Signal() with { Description = $"See https://{Own}/start." });
        var payload = Wire.Channel(channel).Format.Write(Some.Message(alert));

        string.Join('\n', Texts(payload, isForPrograms: false)).ShouldContain($"https://{Own}/start");
    }

    /// <summary>All that is shown; of our own JSON not what programs compare.</summary>
    private static List<string> Texts(Payload payload, bool isForPrograms)
    {
        switch (payload)
        {
            case EmailPayload mail:
                return [mail.Subject, mail.Text, MailRules.Show(mail.Html).Text, .. MailRules.Show(mail.Html).Links];
            case SnsPayload sns:
                using (var document = JsonDocument.Parse(sns.MessageJson))
                {
                    return [sns.Subject, .. document.RootElement.EnumerateObject().SelectMany(property =>
                        property.Value.GetString() is ['{', ..] push ? Strings(push, false) : [property.Value.GetString()!])];
                }
            case JsonPayload json:
                return Strings(System.Text.Encoding.UTF8.GetString(json.Utf8.Span), isForPrograms);
            default:
                return [payload.ToString()!];
        }
    }

    private static List<string> Strings(string json, bool isForPrograms)
    {
        using var document = JsonDocument.Parse(json);
        var texts = new List<string>();
        Add(document.RootElement);
        return texts;

        void Add(JsonElement element)
        {
            switch (element.ValueKind)
            {
                case JsonValueKind.String when element.GetString() is ['[' or '{', '"' or '{', ..] nested:
                    texts.AddRange(Strings(nested, isForPrograms));
                    break;
                case JsonValueKind.String:
                    texts.Add(element.GetString()!);
                    break;
                case JsonValueKind.Array:
                    element.EnumerateArray().ToList().ForEach(Add);
                    break;
                case JsonValueKind.Object:
                    element.EnumerateObject()
                        .Where(property => property.Name != "$schema"
                            && !(isForPrograms && property.Name is ("labels" or "name")))
                        .ToList().ForEach(property => Add(property.Value));
                    break;
            }
        }
    }
}
