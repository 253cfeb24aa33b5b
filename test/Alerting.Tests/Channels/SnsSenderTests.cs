using Alerting.Aws;
using Alerting.Channels;
using Alerting.Fakes;

namespace Alerting.Tests.Channels;

/// <summary>SMS, topics and push notifications, checked by the calls SNS receives.</summary>
[Collection(AwsEnvironment.Collection)]
public sealed class SnsSenderTests : IAsyncLifetime
{
    private readonly SnsServer _sns = new();
    private readonly SnsSender _sender = new();

    public ValueTask InitializeAsync()
    {
        AwsEnvironment.PointTo(_sns);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _sender.Dispose();
        return _sns.DisposeAsync();
    }

    [Fact]
    public async Task An_SMS_is_transactional_with_sender_id_and_max_price()
    {
        await SendAsync("sms: { to: [\"+442079460000\"], sender_id: Alerts, max_price: \"0.50\" }");

        var call = _sns.Calls.ShouldHaveSingleItem();
        call["PhoneNumber"].ShouldBe("+442079460000");
        call["Message"].ShouldStartWith("ERROR orders-api errors");
        var attributes = Enumerable.Range(1, 3).ToDictionary(
            i => call[$"MessageAttributes.entry.{i}.Name"],
            i => call[$"MessageAttributes.entry.{i}.Value.StringValue"]);
        attributes.OrderBy(attribute => attribute.Key)
            .ShouldBe(new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["AWS.SNS.SMS.SMSType"] = "Transactional",
            ["AWS.SNS.SMS.SenderID"] = "Alerts",
            ["AWS.SNS.SMS.MaxPrice"] = "0.50",
        });
    }

    [Theory]
    [InlineData("arn:aws:sns:eu-west-1:123456789012:oncall", "TopicArn")]
    [InlineData("arn:aws:sns:eu-west-1:123456789012:endpoint/APNS/oncall/0f3c2b1a", "TargetArn")]
    public async Task Topics_and_endpoints_are_addressed_differently(string arn, string field)
    {
        await SendAsync($"sns: \"{arn}\"");

        var call = _sns.Calls.ShouldHaveSingleItem();
        call[field].ShouldBe(arn);
        call["MessageStructure"].ShouldBe("json");
        SnsRules.Check(call["Subject"], call["Message"]).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(500, "InternalError")]
    [InlineData(400, "Throttling")]
    [InlineData(400, "KMSThrottling")]
    public async Task A_temporary_SNS_error_is_left_to_the_queue_to_retry(int status, string code)
    {
        _sns.Refuse = _ => new SnsError(status, code, "not now");

        (await SendAsync("sms: [\"+442079460000\"]")).ShouldBe(new Verdict.Retry($"SNS answered {code}"));
        _sns.Calls.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("Über-Größe naïve café – “façade”", "ERROR: Ueber-Groesse naive cafe - \"facade\"")]
    [InlineData("Ñandú Łódź Ærø ½ €5 → λ\r\nBcc: x\tтест 😀", null)]
    public void The_subject_is_ASCII(string title, string? subject)
    {
        var payload = (Alerting.Channels.Sns.SnsPayload)new Alerting.Channels.Sns.SnsFormat().Write(
            Some.Message(Some.Alert(Some.Signal(title))));

        payload.Subject.ShouldAllBe(c => c >= ' ' && c <= '~');
        payload.Subject.ShouldBe(subject ?? "ERROR: Nandu Lodz Aero 1/2 EUR5 -> l Bcc: x test");
    }

    [Theory]
    [InlineData("step 1\uFE0F\u20E3 of 2", "step 1 of 2")]
    [InlineData("disk ↑ net ↓ in → out ←", "disk up net down in -> out <-")]
    [InlineData("10 m² at ½ or ¾, 5¢", "10 m2 at 1/2 or 3/4, 5c")]
    [InlineData("ﬁle ﬂow oﬃce ‼", "file flow office !!")]
    [InlineData("5′ 10″ ≈ ∞", "5' 10\" ~ inf")]
    [InlineData("ＡＢＣ １２３", "ABC 123")]
    [InlineData("Việt Nam: đĩa đầy", "Viet Nam: dia day")]
    [InlineData("STRAẞE", "STRASSE")]
    [InlineData("95℃ №5 12㎡ ① Ⅳ 3㎏", "95oC No5 12m2 1 IV 3kg")]
    [InlineData("Άλφα Θεσσαλονίκη ΩΡΑ", "Alfa Θessaloniki ΩRA")]
    [InlineData("Щука: база данных недоступна, Київ", "Shchuka: baza dannykh nedostupna, Kiyiv")]
    [InlineData("注文 API エラー 5件", "? API ? 5?")]
    public void Characters_with_a_plain_spelling_are_transliterated(string text, string plain) =>
        Alerting.Channels.Sms.Gsm7.Transliterate(text).ShouldBe(plain);

    private async Task<Verdict> SendAsync(string target)
    {
        var config = Some.Config($"receivers: {{ phone: {{ {target} }} }}\nroutes: [{{ to: phone }}]\n");
        var delivery = Wire.Delivery(config, "phone", SampleNotifications.Firing());
        var settings =
            await TargetSettings.ResolveAsync(delivery.Target, Some.NoSecrets, TestContext.Current.CancellationToken);
        return await _sender.SendAsync(delivery, settings, TestContext.Current.CancellationToken);
    }
}
