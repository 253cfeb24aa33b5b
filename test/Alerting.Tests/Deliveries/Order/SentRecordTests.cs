using Alerting.Alerts;
using Alerting.Deliveries;

namespace Alerting.Tests.Deliveries.Order;

public sealed class SentRecordTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    /// <summary>Sent without the group's state, it comes again, later in order, when the state is back.</summary>
    [Fact]
    public void A_page_comes_again_if_the_end_before_it_was_sent_after_it()
    {
        var record = SentRecord.Empty.Delivered("page", Firing(3), isPager: false)
            .Delivered("end", Resolved(4), isPager: false);

        record.Claim("page", Firing(5), Now).Claim.ShouldBeOfType<SentClaim.Mine>();
    }

    [Fact]
    public void A_page_does_not_come_again_if_nothing_else_was_sent()
    {
        var record = SentRecord.Empty.Delivered("end", Resolved(2), isPager: false)
            .Delivered("page", Firing(3), isPager: false);

        record.Claim("page", Firing(5), Now).Claim.ShouldBe(SentClaim.Delivered);
    }

    [Fact]
    public void A_copy_of_a_page_does_not_come_after_its_end()
    {
        var record = SentRecord.Empty.Delivered("page", Firing(3), isPager: false)
            .Delivered("end", Resolved(4), isPager: false);

        record.Claim("page", Firing(3), Now).Claim.ShouldBe(SentClaim.Delivered);
    }

    [Fact]
    public void The_end_before_a_page_that_came_again_is_not_sent_any_more()
    {
        var record = SentRecord.Empty.Delivered("page", Firing(3), isPager: false).Claim("page", Firing(5), Now).Record;

        record.Claim("end", Resolved(4), Now).Claim.ShouldBeOfType<SentClaim.Superseded>();
        record.Claim("next end", Resolved(6), Now).Claim.ShouldBeOfType<SentClaim.Mine>();
    }

    private static SentAlerts Firing(long sequence) => new(sequence) { Firing = FingerprintSet.Of(["0123456789abcdef"]) };

    private static SentAlerts Resolved(long sequence) =>
        new(sequence) { Resolved = FingerprintSet.Of(["0123456789abcdef"]) };
}
