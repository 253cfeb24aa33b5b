using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Alerting.Alerts;
using Alerting.Aws.Queues;
using Alerting.Aws.State;
using Alerting.Beside;
using Alerting.Checks;
using Alerting.Deliveries;
using Alerting.Grouping;
using Alerting.Grouping.Storage;
using Alerting.Heartbeats;
using Alerting.Incidents;
using Alerting.Notifications;
using Alerting.OnCall;
using Alerting.Silencing;

namespace Alerting.Tests.Upgrade;

/// <summary>
/// Everything version 1 stored and queued can be read and is written unchanged. Types and properties may be renamed in
/// C#, but not in JSON.
/// </summary>
public sealed class StoredFormats
{
    public static TheoryData<string> Groups => [.. Version1.Groups];

    public static TheoryData<string> Envelopes => [.. Version1.Names("groups")];

    public static TheoryData<string> Notifications => [.. Version1.Names("deliveries")];

    private static IEnumerable<JsonElement> Answers =>
        ((string[])["answers", "answers-seen", "answers-console"])
            .SelectMany(name => Version2.Json(name).EnumerateArray());

    private static readonly string[] Incidents =
        ["incident-open", "incident-snoozed", "incident-closed", "incident-console", "incident-handed"];

    [Theory]
    [MemberData(nameof(Groups))]
    public void A_group_is_written_as_it_was_read(string name)
    {
        var json = Version1.Json(Version1.Item(name), "state");
        ShouldRoundTrip(json, GroupJson.Compact.GroupState);

        var (stored, written) =
            (Version1.Item(name), GroupItems.Write(Version1.Group(name), Version1.Item(name).Whole("v")!.Value));
        written.Attributes.Keys.Order().ShouldBe(stored.Attributes.Keys.Order());
        // Version 1 had one kind of shard. All are read, and a group moves when it is written.
        GroupItems.AllShards.ShouldContain(stored.Text("dueShard") ?? GroupItems.AllShards[0]);
        GroupItems.AllShards.ShouldContain(written.Text("dueShard") ?? GroupItems.AllShards[0]);
        foreach (var (attribute, value) in stored.Attributes.Where(pair => pair.Key is not ("state" or "dueShard")))
            (written.Attributes[attribute].S, written.Attributes[attribute].N).ShouldBe((value.S, value.N), attribute);
    }

    [Theory]
    [MemberData(nameof(Envelopes))]
    public void A_message_to_a_group_is_written_as_it_was_read(string name)
    {
        var (message, envelope) = (Version1.Message("groups", name), Version1.Envelope(name));

        Encoding.UTF8.GetString(MessageBody.Of(envelope)).ShouldBe(message.Body, "its hash is the deduplication id");
        KeyHash.Of(envelope.To.Key).ShouldBe(message.GroupId);
        message.DeduplicationId!.ShouldStartWith(KeyHash.Of(MessageBody.Of(envelope)));
    }

    [Theory]
    [MemberData(nameof(Notifications))]
    public void A_notification_is_written_as_it_was_read(string name) =>
        ShouldRoundTrip(Parse(Version1.Message("deliveries", name).Body), GroupJson.Compact.Notification);

    [Fact]
    public void What_stands_beside_the_groups_is_written_as_it_was_read()
    {
        ShouldRoundTrip(Version1.Json(Version1.Item("silence"), "silence"), GroupJson.Compact.Silence);
        ShouldRoundTrip(Version2.Json("silence"), GroupJson.Compact.Silence);
        ShouldRoundTrip(Version1.Json(Version1.Item("firing"), "alert"), GroupJson.Compact.FiringAlert);
        ShouldRoundTrip(Version1.Json(Version1.Item("budget"), "ledger"), StateJson.Default.RateLimitLedger);
    }

    /// <summary>Version 2 adds the codes of reasons; without one, version 1's text stands alone.</summary>
    [Fact]
    public void The_code_of_a_reason_is_written_as_it_was_read()
    {
        ShouldRoundTrip(Version2.Json("group"), GroupJson.Compact.GroupState);
        ShouldRoundTrip(Version2.Json("grace"), GroupJson.Compact.GroupState);
        ShouldRoundTrip(Version2.Json("notification"), GroupJson.Compact.Notification);
        ShouldRoundTrip(Version2.Json("many-alerts"), GroupJson.Compact.Notification);
        ShouldRoundTrip(Version2.Json("muted"), GroupJson.Compact.GroupState);
        ShouldRoundTrip(Version2.Json("rate-limit"), StateJson.Default.RateLimitLedger);

        Version2.Json("notification").Deserialize(GroupJson.Compact.Notification)!.Code.ShouldBe(ReasonCode.FirstAlert);
        Version2.Json("group").Deserialize(GroupJson.Compact.GroupState)!.Entries[0].Because
            .ShouldBe(new Reason(ReasonCode.Stable, "Stable for 30 min: resolved."));
        Version1.Notification("firing").Code.ShouldBe(ReasonCode.Other);
    }

    /// <summary>Version 2 adds missing data, ends without recovery, and the index of alerts' groups.</summary>
    [Fact]
    public void Ends_and_missing_data_are_written_as_they_were_read()
    {
        ShouldRoundTrip(Version2.Json("ends"), GroupJson.Compact.GroupState);

        var group = Version2.Json("ends").Deserialize(GroupJson.Compact.GroupState)!;
        group.Outbox.AlertGroups.ShouldBe([new("63651d0e20a89a76", true), new("83651d0e20a89a76", false)]);
        Version1.Group("open-page").Outbox.AlertGroups.ShouldBeNull();
    }

    [Fact]
    public void Overrides_and_calendars_are_written_as_they_were_read()
    {
        ShouldRoundTrip(Version2.Json("override"), StateJson.Default.ScheduleOverride);
        ShouldRoundTrip(Version2.Json("calendar"), StateJson.Default.CalendarCopy);
        ShouldRoundTrip(Version2.Json("holidays"), StateJson.Default.CalendarCopy);
        ShouldRoundTrip(Version2.Json("calendar-feed"), StateJson.Default.CalendarFeed);
        ShouldRoundTrip(Version2.Json("on-call-seen"), StateJson.Default.OnCallSeen);
        ShouldRoundTrip(Version2.Json("handover-notice"), GroupJson.Compact.Notification);
        ShouldRoundTrip(Version2.Json("handed-over"), GroupJson.Compact.GroupEnvelope);
    }

    [Fact]
    public void What_a_digest_gathered_is_written_as_it_was_read()
    {
        ShouldRoundTrip(Version2.Json("digest"), GroupJson.Compact.GroupState);
        ShouldRoundTrip(Version2.Json("gathered"), GroupJson.Compact.GroupState);
        ShouldRoundTrip(Version2.Json("digest-part"), GroupJson.Compact.GroupEnvelope);
        ShouldRoundTrip(Version2.Json("digest-notification"), GroupJson.Compact.Notification);
    }

    [Fact]
    public void A_message_about_several_alerts_is_written_as_it_was_read()
    {
        ShouldRoundTrip(Version2.Json("batch"), GroupJson.Compact.GroupEnvelope);
        ShouldRoundTrip(Version2.Json("other-fingerprints"), GroupJson.Compact.GroupEnvelope);
        Version2.Json("batch").Deserialize(GroupJson.Compact.GroupEnvelope)!.Message.Parts.Select(part => part.Version)
            .ShouldBe([1, 1]);
    }

    [Fact]
    public void The_order_of_notifications_is_written_as_it_was_read()
    {
        ShouldRoundTrip(Version2.Json("order-group"), GroupJson.Compact.GroupState);
        ShouldRoundTrip(Version2.Json("order-notification"), GroupJson.Compact.Notification);
        ShouldRoundTrip(Version2.Json("order-digest"), GroupJson.Compact.GroupState);
        ShouldRoundTrip(Version2.Json("order-digest-part"), GroupJson.Compact.GroupEnvelope);
        ShouldRoundTrip(Version2.Json("order-record"), StateJson.Default.SentRecord);
        ShouldRoundTrip(Version2.Json("order-retrying"), StateJson.Default.SentRecord);
        ShouldRoundTrip(Version2.Json("order-sent"), StateJson.Default.SentRecord);
        ShouldRoundTrip(Version2.Json("order-unrecorded"), GroupJson.Compact.Notification);
        Version1.Notification("firing").Sequence.ShouldBe(0);
    }

    [Fact]
    public void What_is_watched_is_written_as_it_was_read()
    {
        ShouldRoundTrip(Version2.Json("heartbeat"), StateJson.Default.HeartbeatState);
        ShouldRoundTrip(Version2.Json("check"), StateJson.Default.CheckState);
    }

    [Fact]
    public void Incidents_and_answers_are_written_as_they_were_read()
    {
        foreach (var name in Incidents)
            ShouldRoundTrip(Version2.Json(name), GroupJson.Compact.GroupState);
        ShouldRoundTrip(Version2.Json("moved-group"), GroupJson.Compact.GroupState);
        ShouldRoundTrip(Version2.Json("moved-incident"), GroupJson.Compact.GroupEnvelope);
        foreach (var answer in Answers)
            ShouldRoundTrip(answer, GroupJson.Compact.GroupEnvelope);
        ShouldRoundTrip(Version2.Json("acknowledged"), GroupJson.Compact.Notification);
        ShouldRoundTrip(Version2.Json("notification-stand"), GroupJson.Compact.Notification);
        Words(GroupJson.Compact.IncidentState, Enum.GetValues<IncidentState>())
            .ShouldBe("Open Acknowledged Snoozed Closed Resolved");
        Words(GroupJson.Compact.TimelineKind, Enum.GetValues<TimelineKind>())
            .ShouldBe("event decision delivery answer");
    }

    /// <summary>An earlier version says that it is newer, and leaves it in the queue.</summary>
    [Fact]
    public void What_comes_beside_a_page_is_written_as_it_was_read()
    {
        ShouldRoundTrip(Version2.Json("update"), GroupJson.Compact.Notification);
        ShouldRoundTrip(Version2.Json("recent-change"), StateJson.Default.RecentRecord);
        ShouldRoundTrip(Version2.Json("recent-page"), StateJson.Default.RecentRecord);
        Version2.Json("update").Deserialize(GroupJson.Compact.Notification)!.IsPage.ShouldBeFalse();
        Notification.UpdateVersion.ShouldBeGreaterThan(Notification.CurrentVersion);
    }

    [Fact]
    public void Dead_letters_are_read_as_what_they_are()
    {
        MessageBody.ReadNotification(Version1.Message("undelivered", "notification").Body)!.Receiver.ShouldBe("oncall");
        MessageBody.ReadNotification(Version1.Message("undelivered", "group-message").Body).ShouldBeNull();
        MessageBody.ReadEnvelope(Version1.Message("undelivered", "group-message").Body)!.To.Key.ShouldBe(
            "pages/service=orders");
        MessageBody.ReadEnvelope(Version1.Message("undelivered", "unreadable").Body).ShouldBeNull();
    }

    /// <summary>
    /// Every stored property must appear in a fixture file, or nothing protects its name. A new property needs a file
    /// of the version that adds it.
    /// </summary>
    [Fact]
    public void Every_stored_name_stands_in_a_file()
    {
        var groups = new JsonWalk(GroupJson.Default.Options);
        foreach (var type in (Type[])[typeof(GroupState), typeof(GroupEnvelope), typeof(Notification), typeof(Silence),
            typeof(FiringAlert)])
        {
            groups.Add(type);
        }
        foreach (var name in Version1.Groups)
            groups.Read(Version1.Json(Version1.Item(name), "state"), typeof(GroupState));
        foreach (var name in Version1.Names("groups"))
            groups.Read(Parse(Version1.Message("groups", name).Body), typeof(GroupEnvelope));
        foreach (var name in Version1.Names("deliveries"))
            groups.Read(Parse(Version1.Message("deliveries", name).Body), typeof(Notification));
        groups.Read(Version2.Json("group"), typeof(GroupState));
        groups.Read(Version2.Json("ends"), typeof(GroupState));
        groups.Read(Version2.Json("grace"), typeof(GroupState));
        groups.Read(Version2.Json("notification"), typeof(Notification));
        groups.Read(Version2.Json("batch"), typeof(GroupEnvelope));
        groups.Read(Version2.Json("sent-on"), typeof(GroupEnvelope));
        groups.Read(Version2.Json("other-fingerprints"), typeof(GroupEnvelope));
        groups.Read(Version2.Json("many-alerts"), typeof(Notification));
        groups.Read(Version2.Json("muted"), typeof(GroupState));
        groups.Read(Version2.Json("digest"), typeof(GroupState));
        groups.Read(Version2.Json("gathered"), typeof(GroupState));
        groups.Read(Version2.Json("digest-part"), typeof(GroupEnvelope));
        groups.Read(Version2.Json("digest-notification"), typeof(Notification));
        groups.Read(Version2.Json("order-group"), typeof(GroupState));
        groups.Read(Version2.Json("order-notification"), typeof(Notification));
        groups.Read(Version2.Json("order-unrecorded"), typeof(Notification));
        groups.Read(Version2.Json("order-digest"), typeof(GroupState));
        groups.Read(Version2.Json("order-digest-part"), typeof(GroupEnvelope));
        foreach (var name in Incidents)
            groups.Read(Version2.Json(name), typeof(GroupState));
        groups.Read(Version2.Json("moved-group"), typeof(GroupState));
        groups.Read(Version2.Json("moved-incident"), typeof(GroupEnvelope));
        foreach (var answer in Answers)
            groups.Read(answer, typeof(GroupEnvelope));
        groups.Read(Version2.Json("acknowledged"), typeof(Notification));
        groups.Read(Version2.Json("notification-stand"), typeof(Notification));
        groups.Read(Version2.Json("update"), typeof(Notification));
        groups.Read(Version2.Json("handover-notice"), typeof(Notification));
        groups.Read(Version2.Json("handed-over"), typeof(GroupEnvelope));
        groups.Read(Version1.Json(Version1.Item("silence"), "silence"), typeof(Silence));
        groups.Read(Version2.Json("silence"), typeof(Silence));
        groups.Read(Version1.Json(Version1.Item("firing"), "alert"), typeof(FiringAlert));
        ShouldBeComplete(groups, names: 90);

        var table = new JsonWalk(StateJson.Default.Options);
        table.Add(typeof(RateLimitLedger));
        table.Read(Version1.Json(Version1.Item("budget"), "ledger"), typeof(RateLimitLedger));
        table.Read(Version2.Json("rate-limit"), typeof(RateLimitLedger));
        table.Add(typeof(SentRecord));
        table.Read(Version2.Json("order-record"), typeof(SentRecord));
        table.Read(Version2.Json("order-retrying"), typeof(SentRecord));
        table.Read(Version2.Json("order-sent"), typeof(SentRecord));
        table.Add(typeof(HeartbeatState));
        table.Read(Version2.Json("heartbeat"), typeof(HeartbeatState));
        table.Add(typeof(CheckState));
        table.Read(Version2.Json("check"), typeof(CheckState));
        table.Add(typeof(RecentRecord));
        table.Read(Version2.Json("recent-change"), typeof(RecentRecord));
        table.Read(Version2.Json("recent-page"), typeof(RecentRecord));
        table.Add(typeof(OnCallSeen));
        table.Read(Version2.Json("on-call-seen"), typeof(OnCallSeen));
        ShouldBeComplete(table, names: 31);
    }

    /// <summary>Enum values in stored JSON must not change, whatever their names in C#.</summary>
    [Fact]
    public void Words_of_enums_stay()
    {
        Words(GroupJson.Compact.Severity, Enum.GetValues<Severity>()).ShouldBe("Info Warning Error Critical");
        Words(GroupJson.Compact.AlertStatus, Enum.GetValues<AlertStatus>()).ShouldBe("Firing Resolved");
        Words(GroupJson.Compact.PendingNotification, Enum.GetValues<PendingNotification>())
            .ShouldBe("None Firing Flapping Resolved Healed");
        Words(GroupJson.Compact.NotificationKind, Enum.GetValues<NotificationKind>())
            .ShouldBe("Firing Resolved Reminder Digest Flapping Storm Acknowledged Escalation Update");
        Words(GroupJson.Compact.ReasonCode, Enum.GetValues<ReasonCode>())
            .ShouldBe(string.Join(' ', Enum.GetNames<ReasonCode>()));
        Words(GroupJson.Compact.ReasonCode, Enum.GetValues<ReasonCode>()).ShouldBe(
            "Other FirstAlert NewAlert Batched Counted SeverityRaised SeverityChanged Moved Reminder Resolved NoFurtherOccurrence Recovered "
            + "Flapping StillDown Stable Held HoldReleased HoldAhead NoQueue Silenced SilenceEnded "
            + "MutedByTime TimeMuteEnded Inhibited InhibitionEnded RateLimited Fallback "
            + "Duplicate Stale StillFiring NeverNotified NoReceiver NobodyOnCall ResolvedNotWanted NoRoute RouteRemoved " +
            "OtherRoute OtherGroup NullRoute Grace AlreadyResolved NoData Deleted Queued NotLimited WithinRateLimit " +
            "OverRateLimit Retrying GaveUp InProgress NoFallback FallbackFailed FallbackRemoved FallbackNotified " +
            "Superseded HeartbeatMissing HeartbeatReported UnknownHeartbeat CheckPassed CheckFailing CheckFailed " +
            "CheckRecovering CheckRecovered CircuitOpen Acknowledged Unacknowledged " +
            "AcknowledgementExpired AcknowledgementExpires Snoozed SnoozeEnded Closed IncidentOver AlreadyAnswered " +
            "Escalated NobodyAnswered AlreadyEscalated NoPolicy SeverityCapped " +
            "Beside BesideLeftOut HandedOver");
        Words(GroupJson.Compact.DigestCause, Enum.GetValues<DigestCause>())
            .ShouldBe("HoldReleased MuteEnded Reminder Resolved");
        // Ledgers hold numbers.
        Enum.GetValues<RateLimitAction>().Select(action => (int)action).ShouldBe([0, 1, 2]);
        JsonSerializer.Deserialize("""{"bookings":[{"id":"a","at":"2026-11-14T02:40:00Z","action":2}]}""",
            StateJson.Default.RateLimitLedger)!
            .Records[0].Action.ShouldBe(RateLimitAction.Drop);
        // An omitted value reads as the first one.
        (default(Severity), default(AlertStatus), default(PendingNotification), default(NotificationKind))
            .ShouldBe((Severity.Info, AlertStatus.Firing, PendingNotification.None, NotificationKind.Firing));
        default(ReasonCode).ShouldBe(ReasonCode.Other);
    }

    private static string Words<T>(JsonTypeInfo<T> type, T[] values) =>
        string.Join(' ', values.Select(value => JsonSerializer.Serialize(value, type).Trim('"')));

    private static void ShouldBeComplete(JsonWalk walk, int names)
    {
        walk.Unknown.ShouldBeEmpty("version 1 wrote names that are not read any more");
        walk.Written.Count.ShouldBeGreaterThanOrEqualTo(names, "the metadata is not seen");
        walk.Written.Except(walk.Found).Select(each => $"{each.Type.Name}: {each.Name}")
            .ShouldBeEmpty("no file holds a value of these");
    }

    private static void ShouldRoundTrip<T>(JsonElement stored, JsonTypeInfo<T> type)
    {
        var written = JsonSerializer.SerializeToElement(stored.Deserialize(type)!, type);
        JsonElement.DeepEquals(written, stored).ShouldBeTrue($"{written}\nwas\n{stored}");
    }

    private static JsonElement Parse(string json) => JsonSerializer.Deserialize(json, UpgradeJson.Default.JsonElement);
}
