using Alerting.Alerts;
using Alerting.Checks;
using Alerting.Configuration;

namespace Alerting.Tests.Checks;

/// <summary>What a row of results leads to, a minute apart.</summary>
public class CheckRulesTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 14, 2, 40, 0, TimeSpan.Zero);
    private static readonly Check Shop =
        new("shop", Setting.Literal("https://shop.example.com/health")) { Failures = 3, Recoveries = 2 };

    [Theory]
    [InlineData("+++", "")]
    [InlineData("--+--+", "")]
    [InlineData("---", "2 firing")]
    [InlineData("-------", "2 firing")]
    [InlineData("---++", "2 firing, 4 resolved")]
    [InlineData("---+-+-++", "2 firing, 8 resolved")]
    [InlineData("---++--++---", "2 firing, 4 resolved, 11 firing")]
    public void It_fires_after_failures_in_a_row_and_resolves_after_recoveries(string results, string expected) =>
        string.Join(", ", Run(Shop, results).Select(each => $"{each.Minute} {each.Signal.Status}".ToLowerInvariant()))
            .ShouldBe(expected);

    [Fact]
    public void Its_alert_is_the_same_each_time_and_begins_with_the_first_failure()
    {
        var signals = Run(Shop, "+---++---++").Select(each => each.Signal).ToArray();

        signals.Select(signal => signal.Identity).Distinct().ShouldBe(["check|shop|down"]);
        signals.Select(signal => signal.EventKey).Distinct().Count().ShouldBe(4);
        signals[0].StartsAt.ShouldBe(Start.AddMinutes(1));
        signals[0].Title.ShouldBe("shop answered 503 instead of 200");
        signals[1].Title.ShouldBe("shop is up again");
    }

    [Fact]
    public void Each_decision_has_its_reason()
    {
        var state = (CheckState?)null;
        var codes = new List<string>();
        foreach (var result in "+---++".Select(Result))
        {
            var step = CheckRules.Next(Shop, state, result, Start);
            (state, _) = (step.After, step.Before);
            codes.Add($"{step.Reason.Code}: {step.Reason.Text}");
        }

        codes.ShouldBe(
        [
            "CheckPassed: shop passed.",
            "CheckFailing: shop answered 503 instead of 200: 1 of 3.",
            "CheckFailing: shop answered 503 instead of 200: 2 of 3.",
            "CheckFailed: shop answered 503 instead of 200.",
            "CheckRecovering: shop passed: 1 of 2.",
            "CheckRecovered: shop is up again.",
        ]);
    }

    [Fact]
    public void A_certificate_that_expires_is_a_warning_of_its_own_until_it_is_renewed()
    {
        var (state, titles) = ((CheckState?)null, new List<string>());
        foreach (var days in (double[])[20, 13.9, 13.8, 13.7, 80])
        {
            var at = Start.AddDays(20 - days > 10 ? 0 : 20 - days);
            var expires = days == 80 ? Start.AddDays(100) : Start.AddDays(20);
            var step = CheckRules.Next(Shop, state, new CheckResult(null, TimeSpan.Zero)
                { Status = 200, Host = "shop.example.com", CertificateExpires = expires }, at);
            state = step.After;
            titles.AddRange(step.Signals.Select(signal => $"{signal.Name} {signal.Status}: {signal.Title}"));
        }

        titles.ShouldBe(
        [
            "shop certificate Firing: TLS certificate of shop.example.com expires in 13 days",
            "shop certificate Resolved: TLS certificate of shop.example.com was renewed",
        ]);
    }

    /// <summary>It dies after it saved the state of before, or after it sent, or before both.</summary>
    [Theory]
    [InlineData("---++---++")]
    [InlineData("-----+-++")]
    public void A_crash_at_any_step_loses_no_alert(string results)
    {
        var expected = Run(Shop, results).Select(each => each.Signal.EventKey).ToArray();
        for (var crash = 0; crash < results.Length; crash++)
        {
            var sentBefore =
                Run(Shop, results + "+", crash, isSent: false).Select(each => each.Signal.EventKey).Distinct();
            var sentAfter =
                Run(Shop, results + "+", crash, isSent: true).Select(each => each.Signal.EventKey).Distinct();

            sentBefore.Last().ShouldBe(expected[^1], $"crash at {crash}");
            sentAfter.Last().ShouldBe(expected[^1], $"crash at {crash}");
            sentAfter.ShouldBe(expected, $"crash at {crash}");
        }
    }

    [Fact]
    public void Removing_it_ends_its_alerts()
    {
        var state = CheckState.New with { IsFiring = true, FailingSince = Start, CertificateExpires = Start.AddDays(3) };

        var step = CheckRules.Removed("shop", state, Start);

        step.After.ShouldBeNull();
        step.Signals.Select(signal => $"{signal.Identity} {signal.Status} {signal.Ending!.Code}").ShouldBe(
            ["check|shop|down Resolved Deleted", "check|shop|certificate Resolved Deleted"]);
    }

    [Theory]
    [InlineData(1, 60)]
    [InlineData(5, 12)]
    [InlineData(7, 8)]
    [InlineData(60, 1)]
    public void It_runs_once_in_its_interval(int minutes, int atLeast)
    {
        var check = Shop with { Every = TimeSpan.FromMinutes(minutes) };
        var runs = Enumerable.Range(0, 60).Where(minute =>
            CheckSchedule.IsDue(check, Start.AddMinutes(minute).AddSeconds(31))).ToArray();

        runs.Length.ShouldBeInRange(atLeast, atLeast + 1);
        runs.Zip(runs.Skip(1), (one, next) => next - one).ShouldAllBe(gap => gap == minutes);
    }

    /// <param name="crash">The minute whose last save is lost.</param>
    /// <param name="isSent">Whether its signals were sent.</param>
    private static List<(int Minute, Signal Signal)> Run(
        Check check, string results, int crash = -1, bool isSent = true)
    {
        var (state, signals) = ((CheckState?)null, new List<(int, Signal)>());
        foreach (var (minute, result) in results.Index())
        {
            var step = CheckRules.Next(check, state, Result(result), Start.AddMinutes(minute));
            if (minute != crash || isSent)
                signals.AddRange(step.Signals.Select(signal => (minute, signal)));
            state = minute == crash && step.Signals.Count > 0 ? step.Before ?? state : step.After;
        }
        return signals;
    }

    private static CheckResult Result(char passes) => passes == '+'
        ? new CheckResult(null, TimeSpan.FromMilliseconds(80)) { Status = 200 }
        : new CheckResult("shop answered 503 instead of 200", TimeSpan.FromMilliseconds(90)) { Status = 503 };
}
