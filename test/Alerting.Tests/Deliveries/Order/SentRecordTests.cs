using Alerting.Alerts;
using Alerting.Deliveries;
using Alerting.Notifications;

namespace Alerting.Tests.Deliveries.Order;

public sealed class SentRecordTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    /// <summary>Sent without the group's state, it comes again, later in order, when the state is back.</summary>
    [Fact]
    public void A_page_comes_again_if_the_end_before_it_was_sent_after_it()
    {
        var record = SentRecord.Empty.Delivered("page", Firing(3))
            .Delivered("end", Resolved(4));

        record.Claim("page", Firing(5), Now).Claim.ShouldBeOfType<SentClaim.Mine>();
    }

    [Fact]
    public void A_page_does_not_come_again_if_nothing_else_was_sent()
    {
        var record = SentRecord.Empty.Delivered("end", Resolved(2))
            .Delivered("page", Firing(3));

        record.Claim("page", Firing(5), Now).Claim.ShouldBe(SentClaim.Delivered);
    }

    [Fact]
    public void A_copy_of_a_page_does_not_come_after_its_end()
    {
        var record = SentRecord.Empty.Delivered("page", Firing(3))
            .Delivered("end", Resolved(4));

        record.Claim("page", Firing(3), Now).Claim.ShouldBe(SentClaim.Delivered);
    }

    [Fact]
    public void The_end_before_a_page_that_came_again_is_not_sent_any_more()
    {
        var record = SentRecord.Empty.Delivered("page", Firing(3)).Claim("page", Firing(5), Now).Record;

        record.Claim("end", Resolved(4), Now).Claim.ShouldBeOfType<SentClaim.Superseded>();
        record.Claim("next end", Resolved(6), Now).Claim.ShouldBeOfType<SentClaim.Mine>();
    }

    /// <summary>The end hangs while the page comes again: nobody knows yet which of them will be the last.</summary>
    [Fact]
    public void A_page_that_comes_again_waits_for_the_end_that_is_being_sent()
    {
        var record = SentRecord.Empty.Delivered("page", Firing(3)).Claim("end", Resolved(4), Now).Record;

        record.Claim("page", Firing(5), Now).Claim.ShouldBeOfType<SentClaim.Busy>().Id.ShouldBe("end");
        record.Claim("page", Firing(5), Now.AddMinutes(1)).Claim.ShouldBeOfType<SentClaim.Mine>();
    }

    /// <summary>A page that was sent without the table between two seconds of the other message.</summary>
    [Theory]
    // Its end was sent before it, so it comes again.
    [InlineData(20, 5, "opposite")]
    [InlineData(20, 9, "opposite")]
    // Its end was sent after it.
    [InlineData(20, 30, "nothing")]
    // The end of the firing before was sent after it, so the page comes again.
    [InlineData(8, 11, "again")]
    [InlineData(8, 30, "again")]
    [InlineData(8, 5, "nothing")]
    public void What_was_sent_without_the_table_is_followed_by_what_is_true(int sequence, int sentAt, string expected)
    {
        var record = SentRecord.Empty.Delivered("end", Resolved(sequence) with { SentAt = Second(sentAt) });
        var sent = new UnrecordedDelivery("page", Now.AddSeconds(9.5), Now.AddSeconds(10));

        var (recorded, (behind, correction)) = LateRecording.Of(record, Firing(10), sent, Now.AddMinutes(1));

        behind.ShouldBeNull();
        correction.ShouldBe(expected switch
        {
            "opposite" => correction.ShouldBeOfType<Correction.Opposite>(),
            "again" => correction.ShouldBeOfType<Correction.Again>(),
            _ => null,
        });
        // Until it has come again, the record says what is false.
        recorded.Done.Contains("page").ShouldBe(expected != "again");
    }

    /// <summary>The end was sent without the record after the page, which then got its place after the end.</summary>
    [Fact]
    public void An_end_that_had_followed_a_page_is_followed_by_it()
    {
        var record = SentRecord.Empty.Delivered("page", Firing(3) with { SentAt = Second(3) })
            .Claim("page", Firing(5), Now.AddSeconds(9)).Record;
        var end = new UnrecordedDelivery("end", Now.AddSeconds(5), Now.AddSeconds(6));

        var (_, (_, correction)) = LateRecording.Of(record, Resolved(4), end, Now.AddMinutes(1));

        correction.ShouldBeOfType<Correction.Opposite>().Later.Sequence.ShouldBe(5);
    }

    [Fact]
    public void While_the_opposite_is_being_sent_nothing_is_recorded()
    {
        var record = SentRecord.Empty.Claim("end", Resolved(20), Now).Record;
        var sent = new UnrecordedDelivery("page", Now, Now.AddSeconds(1));

        var (recorded, (behind, _)) = LateRecording.Of(record, Firing(10), sent, Now.AddSeconds(2));

        recorded.ShouldBeSameAs(record);
        behind!.Id.ShouldBe("end");
    }

    /// <summary>An end that is repeated for a late page takes the next sequence, which the next firing has.</summary>
    [Fact]
    public void At_the_same_place_in_order_what_fires_is_later()
    {
        var end = Resolved(5) with { IsRepeated = true };
        var repeated = SentRecord.Empty.Delivered("page", Firing(3)).Delivered("end again", end);
        repeated.Claim("page", Firing(5), Now).Claim.ShouldBeOfType<SentClaim.Mine>();

        var fired = SentRecord.Empty.Delivered("end", Resolved(4)).Delivered("page", Firing(5));
        fired.Claim("end again", end, Now).Claim.ShouldBeOfType<SentClaim.Superseded>();
        fired.Delivered("end again", end).Sent.ShouldHaveSingleItem().Firing.Count.ShouldBe(1);
    }

    /// <summary>One process sent the page without the table; another one sends it again, because an end followed.</summary>
    [Fact]
    public void What_is_sent_again_stays_claimed_when_its_first_time_is_recorded()
    {
        var again = SentRecord.Empty.Claim("page", Firing(5), Now.AddMinutes(1)).Record;
        var first = Firing(3) with { SentAt = Second(10) };

        again.Merge(SentRecord.Empty.Delivered("page", first)).Claim("end", Resolved(6), Now.AddMinutes(1)).Claim
            .ShouldBeOfType<SentClaim.Busy>().Id.ShouldBe("page");
        var sent = new UnrecordedDelivery("page", Now.AddSeconds(9), Now.AddSeconds(10));
        LateRecording.Of(again, Firing(3), sent, Now.AddMinutes(1)).Item1.Sending.ShouldHaveSingleItem();
    }

    [Fact]
    public void What_was_claimed_and_sent_before_the_table_answered_is_claimed_no_more()
    {
        var claimed = SentRecord.Empty.Claim("page", Firing(3), Now).Record;

        claimed.Merge(claimed.Delivered("page", Firing(3) with { SentAt = Second(1) })).Sending.ShouldBeEmpty();
    }

    /// <summary>The page may have arrived after the end, so the end has to come again.</summary>
    [Fact]
    public void A_pager_is_not_closed_by_an_end_that_may_have_been_followed()
    {
        var end = Resolved(4) with { SentAt = Second(2), Closes = true };
        var record = SentRecord.Empty.Claim("page", Firing(3), Now).Record.Merge(SentRecord.Empty.Delivered("end", end));

        record.Claim("end again", end, Now.AddMinutes(1)).Claim.ShouldBeOfType<SentClaim.Mine>();
    }

    private static long Second(int second) => Now.AddSeconds(second).ToUnixTimeMilliseconds();

    private static SentAlerts Firing(long sequence) => new(sequence) { Firing = FingerprintSet.Of(["0123456789abcdef"]) };

    private static SentAlerts Resolved(long sequence) =>
        new(sequence) { Resolved = FingerprintSet.Of(["0123456789abcdef"]) };
}
