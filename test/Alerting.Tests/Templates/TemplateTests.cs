using System.Text.Json.Nodes;
using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Channels.Templating;
using Alerting.Configuration;
using Alerting.Deliveries;
using Alerting.Notifications;
using Alerting.Tests.Channels;
using Alerting.Text.Liquid;

namespace Alerting.Tests.Templates;

/// <summary>What templates make of messages, on every channel.</summary>
public sealed class TemplateTests
{
    internal static readonly Alert Alert = Some.Alert(Some.Signal() with
    {
        Description = "Orders fail for customers. runbook: https://wiki.example.com/runbooks/orders",
        Measurement = new Measurement
        {
            Metric = "Errors",
            Statistic = "Sum",
            Threshold = 5,
            Comparison = ">",
            Datapoints = [new Datapoint(41, Some.Time)],
        },
        Labels = new Dictionary<string, string> { ["team"] = "shop" },
    });

    public static TheoryData<string> Channels => [.. ChannelCatalog.Keys];

    public static TheoryData<string> Keys => [.. TemplateKeys.All];

    internal static (Payload Payload, string? Problem) Write(string channel, string key, string template,
        Notification? notification = null, AlertingConfig? config = null) =>
        Wire.Channel(channel).Write(new MessageWriter((config ?? new AlertingConfig()) with
        {
            Templates = MessageTemplates.None.With(key, Parse(template)),
        }).Write(notification ?? Some.Notification(Alert)));

    internal static LiquidTemplate Parse(string template)
    {
        var (parsed, errors) = LiquidTemplate.Parse(template, TemplateModel.Root);
        errors.ShouldBeEmpty();
        return parsed!;
    }

    internal static string ChannelOf(string key) =>
        key switch { "title" => "pagerduty", "chat" => "slack", _ => key };

    [Fact]
    public void A_text_message_is_the_templates()
    {
        var (payload, problem) = Write("sms", "sms",
            "{{ severity | upcase }} {{ labels.team }}: {{ name }}, {{ metric }} {{ value }} {{ link }}");

        problem.ShouldBeNull();
        payload.ToString().ShouldBe(
            "ERROR shop: orders-api errors, Errors 41 https://wiki.example.com/runbooks/orders");
    }

    [Fact]
    public void The_title_replaces_severity_title_and_account_in_a_text_message_and_a_subject()
    {
        const string title = "{{ severity | upcase }} {{ account }} {{ name }}";
        Write("sms", "title", title).Payload.ToString()
            .ShouldStartWith("ERROR 123456789012 orders-api errors: Orders fail for customers.");
        ((EmailPayload)Write("email", "title", title).Payload).Subject.ShouldBe("ERROR 123456789012 orders-api errors");
        Write("pagerduty", "title", title).Payload.ToString()
            .ShouldContain("\"summary\":\"ERROR 123456789012 orders-api errors\"");
    }

    [Theory, MemberData(nameof(Channels))]
    public void Every_channel_shows_its_template(string channel)
    {
        var key = TemplatedMessage.KeyOf(Wire.Channel(channel).Options) ?? "title";
        var template = key == "webhook" ? "{ \"x\": {{ \"own text of \" | append: name | json }} }" : "own text of {{ name }}";

        var (payload, problem) = Write(channel, key, template);

        problem.ShouldBeNull();
        Wire.Channel(channel).Format.Read(payload).Replace("\u200b", "", StringComparison.Ordinal)
            .ShouldContain("own text of orders-api errors");
        if (key is "chat" or "email")
            payload.ToString().ShouldNotContain("Orders fail");
    }

    [Theory]
    [InlineData("slack"), InlineData("teams"), InlineData("email"), InlineData("telegram"), InlineData("ntfy")]
    public void Buttons_and_the_end_stay(string channel)
    {
        var resolved = Some.Alert(Alert.Signal with { Status = AlertStatus.Resolved, EndsAt = Some.Time });
        var key = channel == "email" ? "email" : "chat";

        Show(Write(channel, key, "x").Payload).ShouldContain("https://wiki.example.com/runbooks/orders");
        Show(Write(channel, key, "x", Some.Notification(resolved)).Payload).ShouldContain("RESOLVED");
    }

    [Theory, MemberData(nameof(Keys))]
    public void A_template_that_fails_leaves_the_built_in_text_and_a_reason(string key)
    {
        var channel = ChannelOf(key);
        var builtIn = Wire.Channel(channel).Format.Write(Some.Message(Alert)).ToString();

        foreach (var (template, reason) in new[]
        {
            ("{{ name }}\n {{ 1 | divided_by: 0 }}", "failed at its line 2, column 9: A number is divided by zero"),
            ("{% if name == 'x' %}x{% endif %} ", "made no text"),
            ("{% for i in (1..1000) %}{% for j in (1..1000) %}{% endfor %}{% endfor %}",
                "is too large or takes too many steps"),
        })
        {
            var (payload, problem) = Write(channel, key, template);

            problem.ShouldBe($"Template \"{key}\" {reason}. The built-in text was used.");
            payload.ToString().ShouldBe(builtIn);
        }
    }

    [Theory]
    [InlineData("{ \"a\": {{ name }} }", "made invalid JSON (its line 1, column 8); put texts in with \"| json\"")]
    [InlineData("{ \"a\": \"{{ name }}\" ", "made invalid JSON (its line 1, column 28); put texts in with \"| json\"")]
    [InlineData("{{ name | json }}", "made JSON that is neither an object nor a list")]
    public void A_body_that_is_not_JSON_is_not_sent(string template, string reason)
    {
        var (payload, problem) = Write("webhook", "webhook", template);

        problem.ShouldBe($"Template \"webhook\" {reason}. The built-in text was used.");
        JsonNode.Parse(payload.ToString())!["version"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public void A_body_is_the_templates_whatever_the_alert_says()
    {
        const string name = "\"}, {\"evil\": \\ \n\u0001 😀 é";
        var alert = Some.Alert(Some.Signal(name) with { Description = "a\n\"b\"\t\\" });

        var (payload, problem) = Write("webhook", "webhook",
            "{ \"text\": {{ description | json }}, \"t\": {{ title | json }}, \"all\": {{ alerts | json }}, \"n\": {{ count }} }",
            Some.Notification(alert));

        problem.ShouldBeNull();
        var body = JsonNode.Parse(payload.ToString())!.AsObject();
        body.Select(property => property.Key).ShouldBe(["text", "t", "all", "n"]);
        body["text"]!.GetValue<string>().ShouldBe("a\n\"b\"\t\\");
        body["t"]!.GetValue<string>().ShouldStartWith("\"}, {\"evil\": \\");
    }

    [Fact]
    public void A_receivers_own_template_comes_first()
    {
        var config = Some.Config("""
            templates: { title: "general {{ name }}", sms: "general sms" }
            receivers:
              phone: { sms: ["+447700900123"], templates: { sms: "own sms {{ name }}" } }
              other: { sms: ["+447700900124"] }
            routes: [{ to: [phone, other] }]
            """);
        string Sms(string receiver) =>
            new DeliveryWriter(config).Write(Some.Notification(Alert) with { Receiver = receiver }).Single().Payload.ToString();

        Sms("phone").ShouldBe("own sms orders-api errors");
        Sms("other").ShouldBe("general sms");
    }

    /// <summary>Receivers with the same address share its delivery, but not if their texts differ.</summary>
    [Theory]
    [InlineData("sms", "{ sms: own }", "{ sms: other }", false)]
    [InlineData("sms", "{ sms: own }", "{}", false)]
    [InlineData("sms", "{ title: own }", "{}", false)]
    [InlineData("sms", "{ sms: own }", "{ sms: own }", true)]
    [InlineData("sms", "{ sms: own, title: a }", "{ sms: own, title: b }", true)]
    [InlineData("sms", "{ chat: own }", "{}", true)]
    [InlineData("sms", "{}", "{}", true)]
    [InlineData("webhook", "{ webhook: \"[1]\" }", "{}", false)]
    [InlineData("webhook", "{ title: own }", "{}", true)]
    public void Receivers_of_one_address_share_its_delivery_unless_their_templates_differ(
        string channel, string one, string other, bool isShared)
    {
        var address = channel == "sms" ? "\"+447700900123\"" : "https://example.com/in";
        var config = Some.Config($$"""
            receivers:
              one: { {{channel}}: {{address}}, templates: {{one}} }
              other: { {{channel}}: {{address}}, templates: {{other}} }
            routes: [{ to: [one, other] }]
            """);
        Delivery Of(string receiver) => new DeliveryWriter(config)
            .Write(Some.Notification(Alert) with { Id = receiver, BatchId = "batch", Receiver = receiver }).Single();

        (Of("one").Id == Of("other").Id).ShouldBe(isShared);
        if (!isShared)
            Of("one").Payload.ToString().ShouldNotBe(Of("other").Payload.ToString());
    }

    /// <summary>Queued and recorded deliveries of earlier versions are found by it.</summary>
    [Theory]
    [InlineData("")]
    [InlineData(", templates: { chat: own }")]
    public void Without_a_template_of_its_own_for_the_channel_a_delivery_keeps_its_id(string templates)
    {
        var config = Some.Config($$"""
            templates: { sms: "general {{"{{ name }}"}}" }
            receivers: { phone: { sms: "+447700900123"{{templates}} } }
            routes: [{ to: phone }]
            """);

        new DeliveryWriter(config).Write(Some.Notification(Alert) with { BatchId = "batch", Receiver = "phone" })
            .Single().Id.ShouldBe(Fingerprint.Of("batch|sms|+447700900123"));
    }

    [Fact]
    public async Task The_record_says_why_a_template_was_not_used()
    {
        var config = Some.Config("""
            templates: { sms: "{{ value | divided_by: more }}" }
            receivers: { phone: { sms: ["+447700900123"] } }
            routes: [{ to: phone }]
            """);
        var delivery = new DeliveryWriter(config).Write(Some.Notification(Alert) with { Receiver = "phone" }).Single();

        var verdict = await Wire.Sender(new AcceptingSender()).SendAsync(delivery, TestContext.Current.CancellationToken);

        delivery.Payload.ToString().ShouldStartWith("ERROR orders-api errors: Orders fail for customers.");
        verdict.ShouldBeOfType<Verdict.Delivered>().Reason.ShouldBe("accepted; template \"sms\" failed at its line 1, "
            + "column 12: A number is divided by zero. The built-in text was used");
    }

    private static string Show(Payload payload) =>
        payload is EmailPayload mail ? mail.Subject + mail.Html : payload.ToString();

    private sealed class AcceptingSender : ISender
    {
        public bool Serves(string channel) => true;

        public Task<Verdict> SendAsync(Delivery delivery, TargetSettings settings, CancellationToken cancellation) =>
            Task.FromResult<Verdict>(new Verdict.Delivered("accepted"));
    }
}
