using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Notifications;

namespace Alerting.Tests.Channels;

/// <summary>A digest lists some alerts and counts the others; every channel says how many fire and how many recovered.</summary>
public sealed class DigestCountTests
{
    private const int Listed = 50;

    public static MatrixTheoryData<string, int> All => new(ChannelCatalog.Keys, [1, 49, 50, 51, 200, 201, 900, 5000]);

    [Theory]
    [MemberData(nameof(All))]
    public void Every_channel_counts_truly(string channel, int size)
    {
        foreach (var firing in (int[])[0, 1, size / 2, size - 1, size])
        {
            var digest = Digest(firing, size - firing);
            var format = Wire.Channel(channel).Format;

            var text = Text(format.Write(SampleNotifications.Message(digest)), format);

            var said = (firing, size - firing) switch
            {
                (_, 0) => $"{firing} still firing: ",
                (0, _) => $"{size} recovered while held: ",
                _ => $"{firing} still firing, {size - firing} recovered: ",
            };
            text.ShouldContain(said, Case.Sensitive, $"{channel}, {firing} of {size} firing");
        }
    }

    [Theory]
    [InlineData(900, 0, "… and 850 more, still firing.")]
    [InlineData(0, 900, "… and 850 more, recovered.")]
    [InlineData(40, 30, "… and 20 more, recovered.")]
    [InlineData(60, 30, "… and 40 more: 10 still firing, 30 recovered.")]
    public void The_rest_of_a_digest_says_what_became_of_it(int firing, int recovered, string rest) =>
        PlainText.Of(SampleNotifications.Message(Digest(firing, recovered))).ShouldContain(rest);

    [Theory]
    [InlineData(900, 0, "firing", "\"firing\":900,\"resolved\":0")]
    [InlineData(0, 900, "resolved", "\"firing\":0,\"resolved\":900")]
    [InlineData(60, 840, "firing", "\"firing\":60,\"resolved\":840")]
    public void Programs_get_the_counts_and_the_state_of_all(int firing, int recovered, string status, string counts)
    {
        var json = Wire.Channel("webhook").Format
            .Write(SampleNotifications.Message(Digest(firing, recovered))).ToString()!;

        json.ShouldContain(counts);
        json.ShouldContain($"\"status\":\"{status}\"");
    }

    /// <summary>One in detail, the others brief, the firing ones first, as digests are sent.</summary>
    private static Notification Digest(int firing, int recovered)
    {
        var alerts = Enumerable.Range(0, Math.Min(firing + recovered, Listed)).Select(i => Some.Alert(
            Some.Signal($"disk-{i:00}") with { Status = i < firing ? AlertStatus.Firing : AlertStatus.Resolved },
            Severity.Warning)).ToArray();
        return Some.Notification(alerts) with
        {
            Kind = NotificationKind.Digest, Failed = ["another"], StillFiring = firing,
            More = firing + recovered - alerts.Length,
        };
    }

    private static string Text(Payload payload, IChannelFormat format) => payload switch
    {
        EmailPayload mail => mail.Subject + mail.Text + mail.Html,
        TextPayload text => text.Text,
        _ => payload.ToString() + format.Read(payload),
    };
}
