using System.Text;
using System.Text.RegularExpressions;
using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Channels.Templating;
using Alerting.Configuration;
using Alerting.Fakes;
using Alerting.Notifications;
using Alerting.Tests.Channels;

namespace Alerting.Tests.Templates;

/// <summary>Limits, escaping, links and redaction hold after a template, whatever it makes of an alert.</summary>
public sealed class HostileTemplateTests
{
    private static readonly string[] Texts =
    [
        "<!channel> @everyone @here <@U123> <users/all> <at>x</at>", "*bold* _it_ `code` ~~s~~ [a](http://evil.com) ||x||",
        "<b>x</b><script>alert(1)</script>&lt;&amp;\"'", "</td></tr></table><img src=x onerror=1>",
        "https://evil.com/x evil.com www.evil.com bob@evil.com tel:123", "\u202Eevil\u202C \u0000\u0007 \ud83d x",
        "{{ name }}{% if %}", "line\r\nBcc: all@evil.com", "😀 ｅｖｉｌ．ｃｏｍ é 漢字",
    ];

    private static readonly string[] Sources =
    [
        "{{ name }} {{ title }} {{ description }} {{ summary }} {{ labels.host }}",
        "{% for l in labels %}{{ l[0] }}={{ l[1] }} {% endfor %}{{ facts | map: \"value\" | join: \" \" }}",
        "{{ labels.half }}.{{ labels.tld }} {{ labels.half | append: \".\" | append: labels.tld }}",
        "https:{{ labels.slashes }}{{ labels.half }}.{{ labels.tld }}/x",
        "https://own.example.com{{ labels.dot }}{{ labels.half }}.{{ labels.tld }}/x",
        "{{ description | replace: \"[\", \"\" | replace: \"]\", \"\" }}",
        "{{ alerts | json }}", "{{ headline | escape }} {{ samples | join: \"\n\" }}",
        "@{{ labels.every }} <!{{ labels.chan }}> <@{{ name }}>",
    ];

    public static TheoryData<string> Channels => [.. ChannelCatalog.Keys];

    private static Alert Hostile(string text) => Some.Alert(Some.Signal(text.Length > 40 ? text[..40] : text) with
    {
        Title = text,
        Summary = text,
        State = text,
        Facts = [new Fact(text, text)],
        Samples = [text],
        Labels = new Dictionary<string, string>
        {
            ["host"] = text,
            ["half"] = "evil",
            ["tld"] = "com",
            ["dot"] = ".",
            ["slashes"] = "//",
            ["every"] = "everyone",
            ["chan"] = "channel",
        },
    });

    [Theory, MemberData(nameof(Channels))]
    public void No_template_makes_a_link_or_a_mention_of_alert_text(string name)
    {
        var channel = Wire.Channel(name);
        foreach (var (key, template) in Each(channel))
        {
            foreach (var text in Texts)
            {
                var (payload, _) = TemplateTests.Write(name, key, template, Some.Notification(Hostile(text)));
                Check(channel, payload, template);
                // Programs read the texts of a webhook's JSON.
                if (name == "webhook")
                    continue;
                TappableLinks.Hosts(channel.Format.Read(payload)).Where(host => host.Contains("evil")).ShouldBeEmpty(
                    $"{template}: {channel.Format.Read(payload)}");
                if (Shown(channel, payload) is { } shown)
                {
                    shown.Mentions.ShouldBeEmpty(template);
                    shown.Formatting.ShouldBeEmpty(template);
                }
            }
        }
    }

    [Theory, MemberData(nameof(Channels))]
    public void No_template_exceeds_a_limit(string name)
    {
        var channel = Wire.Channel(name);
        string[] sources =
        [
            "{% for i in (1..60) %}{{ description }} {{ name }} {% endfor %}",
            "{% for i in (1..900) %}<&>\"'*_[]{}|~€^\\{{ i }}{% endfor %}",
            "{% for i in (1..200) %}😀é漢{{ name }}{{ link }} {% endfor %}",
        ];
        var alerts = Enumerable.Range(0, 60).Select(i => Some.Alert(Some.Signal("orders " + i) with
        {
            Description = new string('d', 3000),
            Links = [new Link("Alarm", "https://console.example.com/" + new string('x', 500))],
        })).ToArray();
        foreach (var source in sources)
        {
            foreach (var notification in new[] { Some.Notification(alerts), Some.Notification(alerts[0]) })
            {
                var key = TemplatedMessage.KeyOf(channel.Options) ?? "title";
                Check(channel, TemplateTests.Write(name, key, Source(key, source), notification).Payload, source);
                if (key != "webhook")
                    Check(channel, TemplateTests.Write(name, "title", source, notification).Payload, source);
            }
        }
    }

    [Theory, MemberData(nameof(Channels))]
    public void No_template_puts_together_what_is_redacted(string name)
    {
        var channel = Wire.Channel(name);
        var config = new AlertingConfig { Redact = [new Regex(@"customer-id=\d+", RegexOptions.NonBacktracking)] };
        var alert = Some.Alert(Some.Signal() with
        {
            Labels = new Dictionary<string, string> { ["customer"] = "4711", ["k"] = "hunter2hunter2" },
            Description = "password=secret4711secret customer-id=4712",
        });
        foreach (var template in new[]
        {
            "customer-id={{ labels.customer }}", "{{ 'customer-' | append: 'id=' }}{{ labels.customer }}",
            "{{ description }} {{ alerts | json }}", "password={{ labels.k }}",
        })
        {
            var key = TemplatedMessage.KeyOf(channel.Options) ?? "title";
            var (payload, problem) = TemplateTests.Write(
                name, key, Source(key, template), Some.Notification(alert), config);

            problem.ShouldBeNull();
            payload.ToString().ShouldNotMatch("customer-id=47|secret4711|=hunter2", template);
        }
    }

    [Theory]
    [InlineData("sms", "sms"), InlineData("slack", "chat"), InlineData("email", "email"), InlineData("sms", "title")]
    public void Links_of_the_template_and_of_the_message_stay(string channel, string key)
    {
        var (payload, _) = TemplateTests.Write(channel, key,
            "{{ runbook }} https://own.example.com/a?b=c and evil.{{ 'com' }}");

        var text = payload.ToString();
        text.ShouldContain("https://wiki.example.com/runbooks/orders");
        text.ShouldContain("https://own.example.com/a?b=c");
        text.ShouldContain("evil[.]com");
    }

    [Theory]
    [InlineData("x")]
    [InlineData("{{ answer_url }} x")]
    [InlineData("{% for i in (1..100) %}long text {{ i }} {% endfor %}{{ answer_url }}")]
    public void A_text_message_always_ends_in_the_link_to_answer(string template)
    {
        const string answer = "https://abc.lambda-url.eu-west-1.on.aws/a/0123456789abcdef0123456789abcdef";
        var message = new MessageWriter(new AlertingConfig
        {
            Templates = MessageTemplates.None.With("sms", TemplateTests.Parse(template)),
        }).Write(Some.Notification(TemplateTests.Alert)) with { AnswerUrl = answer };

        var text = Wire.Channel("sms").Write(message).Payload.ToString();

        text.ShouldEndWith(" " + answer);
        text.Split(answer).Length.ShouldBe(2);
        SmsRules.Segments(text).ShouldBeLessThanOrEqualTo(2);
    }

    [Fact]
    public void No_link_is_cut_in_two()
    {
        for (var length = 200; length < 320; length++)
        {
            var text = TemplateTests.Write("sms", "sms", new string('x', length) + " {{ link }} end").Payload.ToString();
            var link = text.IndexOf("http", StringComparison.Ordinal);
            (link < 0 || text[link..].StartsWith("https://wiki.example.com/runbooks/orders")).ShouldBeTrue(text);
        }
    }

    private static IEnumerable<(string Key, string Template)> Each(Channel channel)
    {
        var key = TemplatedMessage.KeyOf(channel.Options) ?? "title";
        foreach (var source in Sources)
        {
            yield return (key, Source(key, source));
            if (key != "webhook")
                yield return ("title", source);
        }
    }

    private static string Source(string key, string text) => key == "webhook"
        ? "{% capture text %}" + text + "{% endcapture %}{ \"text\": {{ text | json }} }" : text;

    /// <summary>As the service or a mail program shows it.</summary>
    private static VisibleMessage? Shown(Channel channel, Payload payload) =>
        payload is EmailPayload mail ? MailRules.Show(mail.Html)
        : channel.Requests is null ? null
        : Wire.Service(channel.Key).Show(Wire.Requests(channel, payload)[0]);

    private static void Check(Channel channel, Payload payload, string template)
    {
        if (channel.Requests is not null)
        {
            foreach (var request in Wire.Requests(channel, payload))
                Wire.Service(channel.Key).Check(request).ShouldBeEmpty(template);
        }
        else if (payload is EmailPayload mail)
        {
            mail.Subject.Length.ShouldBeLessThanOrEqualTo(200);
            mail.Subject.ShouldNotContain("\n");
            Encoding.UTF8.GetByteCount(mail.Html).ShouldBeLessThanOrEqualTo(100 * 1024);
            mail.Html.ShouldNotMatch("<script|<img|<b>");
        }
        else if (channel.Key == "sms")
        {
            SmsRules.IsGsm(payload.ToString()).ShouldBeTrue(payload.ToString());
            SmsRules.Segments(payload.ToString()).ShouldBeInRange(1, 2, payload.ToString());
        }
    }
}
