using Alerting.Alerts;
using Alerting.Notifications;
using Alerting.Scenarios.Script;
using CsCheck;

namespace Alerting.Scenarios.Promises;

/// <summary>One message tells of many, its counts are true, and whoever was notified of a firing is notified of its end.</summary>
public sealed class Promise3
{
    private static readonly int[] Edges = [1, 9, 10, 49, 50, 51, 100, 101, 200, 201, 350];

    private sealed record Crowd(int Size, int Recovered, int First, bool OneGroup);

    private static readonly Gen<Crowd> Crowds = Gen.Select(
        Gen.OneOf(Gen.Int[0, Edges.Length - 1].Select(i => Edges[i]), Gen.Int[1, 260]), Gen.Int[0, 100], Gen.Int[0, 100],
        Gen.Bool, (size, recovered, first, oneGroup) =>
            new Crowd(size, size * recovered / 100, size * first / 100, oneGroup));

    /// <summary>Oracle: simple arithmetic.</summary>
    [Fact]
    public void A_digest_of_any_size_counts_truly_and_so_do_the_ends_after_it() => Crowds.Sample(crowd =>
        CheckHeld(crowd), iter: 40);

    [Theory]
    [InlineData(900, 0, false)]
    [InlineData(900, 900, false)]
    [InlineData(900, 450, true)]
    public void A_large_digest_counts_truly(int size, int recovered, bool oneGroup) =>
        CheckHeld(new Crowd(size, recovered, First: size / 2, oneGroup));

    [Theory]
    [Slow]
    [InlineData(5000, 1000, true)]
    [InlineData(5000, 4999, true)]
    [InlineData(5000, 1000, false)]
    public void A_very_large_digest_counts_truly(int size, int recovered, bool oneGroup) =>
        CheckHeld(new Crowd(size, recovered, First: size / 2, oneGroup));

    [Fact]
    public void The_end_of_a_silence_over_any_number_of_alerts_counts_truly() => Crowds.Sample(crowd =>
    {
        var team = Team.With($"routes: [{{ name: all, to: [phone, chat]{GroupBy(crowd)} }}]");
        team.At("03:00").Silence("s1", TimeSpan.FromHours(1), "name =~ \"db-.*\"").Alarms(crowd.Size, "db-");
        team.At("03:30").Oks(crowd.Recovered, "db-");
        team.At("04:10").Oks(Math.Max(crowd.Recovered, crowd.First), "db-");
        team.At("04:40").Oks(crowd.Size, "db-");
        team.At("04:55");

        ShouldBalance(team, ["phone", "chat"], crowd.Size - crowd.Recovered);
    }, iter: 20);

    private static void CheckHeld(Crowd crowd)
    {
        var team = Team.With(
            $"routes: [{{ name: all, to: [inbox, chat], hold: business-hours{GroupBy(crowd)} }}]");
        team.At("Fri 22:00").Alarms(crowd.Size, "disk-", Severity.Warning);
        team.At("Sat 03:00").Oks(crowd.Recovered, "disk-");
        team.At("Mon 08:01");
        foreach (var receiver in (string[])["inbox", "chat"])
        {
            var digest = team.AllNotified.Where(notified => notified.Receiver == receiver).ShouldHaveSingleItem();
            (digest.Kind, digest.FiringCount, digest.ResolvedCount).ShouldBe(
                (NotificationKind.Digest, crowd.Size - crowd.Recovered, crowd.Recovered), $"{crowd}");
        }
        team.At("08:30").Oks(Math.Max(crowd.Recovered, crowd.First), "disk-");
        team.At("09:00").Oks(crowd.Size, "disk-");
        team.At("09:30");

        ShouldBalance(team, ["inbox", "chat"], crowd.Size - crowd.Recovered);
    }

    /// <summary>A few messages, as many ends as beginnings, and each alert named as firing is not named so last.</summary>
    private static void ShouldBalance(Scenario team, string[] receivers, int firing)
    {
        foreach (var receiver in receivers)
        {
            var notified = team.AllNotified.Where(each => each.Receiver == receiver).ToArray();
            notified.Length.ShouldBeLessThanOrEqualTo(6, $"{string.Join('\n', notified.Select(team.Describe))}");
            notified.Where(each => !each.IsResolved).Sum(each => each.FiringCount).ShouldBe(firing);
            notified.Where(each => each.IsResolved).Sum(each => each.ResolvedCount)
                .ShouldBe(firing, $"{string.Join('\n', notified.Select(team.Describe))}");
        }
    }

    private static string GroupBy(Crowd crowd) => crowd.OneGroup ? ", group_by: [service]" : "";
}
