using System.Globalization;
using System.Text.RegularExpressions;

namespace Alerting.Cli.Tests.Alarms;

/// <summary>A template has at most 500 resources.</summary>
public sealed partial class AlarmsPartsTests
{
    private static string Arns(int count) => string.Join('\n',
        Enumerable.Range(0, count).Select(i => $"arn:aws:lambda:eu-west-1:123456789012:function:job-{i}"));

    [Fact]
    public async Task Too_many_alarms_say_how_to_split()
    {
        var result = await AlarmsRun.OfTextAsync(Arns(400));

        (result.ExitCode, result.Output).ShouldBe((2, ""));
        var parts = Parts().Match(result.Error);
        parts.Success.ShouldBeTrue(result.Error);
        var count = int.Parse(parts.Groups[1].Value, CultureInfo.InvariantCulture);
        var written = new List<string>();
        for (var part = 1; part <= count; part++)
        {
            var ids = Ids((await AlarmsRun.OfTextAsync(Arns(400), "--part", $"{part}/{count}")).Output);
            ids.Count.ShouldBeLessThanOrEqualTo(500);
            written.AddRange(ids);
        }
        // Three for each function, and one for the account.
        written.Distinct().Count().ShouldBe(1201);
        written.Count.ShouldBe(1201);
    }

    /// <summary>An alarm that moved to another stack could not be created there: its name is still taken.</summary>
    [Fact]
    public async Task An_alarm_stays_in_its_part_when_others_come()
    {
        var before = Ids((await AlarmsRun.OfTextAsync(Arns(20), "--part", "1/2")).Output);
        var after = Ids((await AlarmsRun.OfTextAsync(Arns(40), "--part", "1/2")).Output);

        before.ShouldBeSubsetOf(after);
        before.Count.ShouldBeLessThan(after.Count);
    }

    private static List<string> Ids(string template) =>
        [.. Id().Matches(template).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("--part 1/([0-9]+) to ")]
    private static partial Regex Parts();

    [GeneratedRegex(@"^  (\w+):\n    Type: AWS::CloudWatch::Alarm$", RegexOptions.Multiline)]
    private static partial Regex Id();
}
