using Alerting.Alerts;
using Alerting.Silencing;
using NodaTime;

namespace Alerting.Tests.Silencing;

public sealed class MuteReasonsTests
{
    private static readonly DateTimeOffset End = new(2026, 11, 14, 5, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("ann", "upgrade", "Silenced by db-upgrade (ann: upgrade) until Sat 14 Nov 05:00 GMT.")]
    [InlineData("ann", "", "Silenced by db-upgrade (ann) until Sat 14 Nov 05:00 GMT.")]
    [InlineData("", "upgrade", "Silenced by db-upgrade (upgrade) until Sat 14 Nov 05:00 GMT.")]
    [InlineData("", "", "Silenced by db-upgrade until Sat 14 Nov 05:00 GMT.")]
    public void A_silence_is_named_with_author_comment_and_end(string author, string comment, string reason) =>
        MuteReasons.Silenced(new Silence("db-upgrade", [], End.AddHours(-2), End, author, comment), London,
            End.AddHours(-1)).Text.ShouldBe(reason);

    [Fact]
    public void A_silence_that_ends_in_another_year_says_which() =>
        MuteReasons.Silenced(new Silence("s1", [], End, End.AddYears(1), "", ""), London, End).Text.ShouldBe(
            "Silenced by s1 until Sun 14 Nov 2027 05:00 GMT.");

    /// <summary>Groups that were muted during an upgrade hold only the sentences.</summary>
    [Theory]
    [InlineData("Silenced by db-upgrade (ann: upgrade) until Sat 14 Nov 05:00 GMT.",
        "Silence db-upgrade ended; still firing.")]
    [InlineData("silence db-upgrade by ann (upgrade)", "Silence db-upgrade ended; still firing.")]
    [InlineData("silence db-upgrade", "Silence db-upgrade ended; still firing.")]
    [InlineData("Inhibited by orders (prod) (inhibit rule 1).", "No longer inhibited by orders (prod); still firing.")]
    [InlineData("inhibited by orders (prod) (inhibit rule 1)", "No longer inhibited by orders (prod); still firing.")]
    public void The_end_of_a_mute_names_it(string mutedBy, string reason) =>
        MuteReasons.Ended(EarlierMuteText.Read(mutedBy), [], End).Text.ShouldBe(reason);

    [Theory]
    [InlineData("Silenced by s1 (ann: upgrade) until Sat 14 Nov 05:00 GMT.",
        "Suppressed: resolved while silenced by s1 (ann: upgrade) until Sat 14 Nov 05:00 GMT.")]
    [InlineData("silence s1 by ann (upgrade)", "Suppressed: resolved while silenced (silence s1 by ann (upgrade)).")]
    [InlineData("Inhibited by orders-down (inhibit rule 1).",
        "Suppressed: resolved while inhibited by orders-down (inhibit rule 1).")]
    [InlineData("inhibited by orders-down (inhibit rule 1)",
        "Suppressed: resolved while inhibited by orders-down (inhibit rule 1).")]
    public void A_resolution_during_a_mute_names_it(string mutedBy, string reason) =>
        MuteReasons.ResolvedWhileMuted(EarlierMuteText.Read(mutedBy)).Text.ShouldBe(reason);

    [Fact]
    public void A_stored_code_decides_whatever_the_sentence_says()
    {
        var mute = StoredMute.Of("Silenced by orders (prod) until noon.", ReasonCode.Inhibited, "orders (prod)");

        MuteReasons.Ended(mute, [], End).ShouldBe(
            new Reason(ReasonCode.InhibitionEnded, "No longer inhibited by orders (prod); still firing."));
        MuteReasons.ResolvedWhileMuted(mute).Code.ShouldBe(ReasonCode.Inhibited);
        StoredMute.Of("Silenced by s1 (ann) until noon.", ReasonCode.Silenced, "s1 (x)").Name.ShouldBe("s1 (x)");
    }

    private static DateTimeZone London => DateTimeZoneProviders.Tzdb["Europe/London"];
}
