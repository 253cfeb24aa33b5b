using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Alerting.Cli.Alarms;

/// <summary>
/// A template has at most 500 resources and 200 parameters. A resource stays in its part when others come and go, so
/// that no alarm moves from one stack to another.
/// </summary>
internal sealed record AlarmParts(int Part, int Of)
{
    private const int MostAlarms = 500;

    /// <summary>One is the alarm topic's.</summary>
    private const int MostParameters = 199;

    private const int MostParts = 1000;

    public static AlarmParts Whole { get; } = new(1, 1);

    /// <summary><c>, part 1 of 2</c></summary>
    public string Title => Of == 1 ? "" : $", part {Part} of {Of}";

    public static AlarmParts? Parse(string text) => text.Split('/') is [var part, var of]
        && int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && int.TryParse(of, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        && number >= 1 && number <= count && count <= MostParts
            ? new AlarmParts(number, count) : null;

    /// <summary>The alarms of this part; a mistake of the user if they are too many.</summary>
    public IReadOnlyList<Alarm> Take(IReadOnlyList<Alarm> alarms)
    {
        var mine = alarms.Where(Contains).ToList();
        if (Fits(mine))
            return mine;
        var what = mine.Count > MostAlarms
            ? $"{mine.Count} alarms are more than the {MostAlarms} resources of a template"
            : $"The template would need more than {MostParameters} parameters. Deploy your stack and give the " +
            $"JSON of " +
                "`aws cloudformation list-stack-resources`, which has the names";
        var enough = Enumerable.Range(2, MostParts - 1).FirstOrDefault(count => Enumerable.Range(1, count)
            .All(part => Fits([.. alarms.Where(new AlarmParts(part, count).Contains)])), MostParts);
        throw new UserException($"{what}. Or write it in {enough} parts, a stack for each: --part 1/{enough} to " +
            $"--part {enough}/{enough}.");
    }

    private bool Contains(Alarm alarm) => PlaceOf(alarm.Resource.Identity) % (uint)Of == Part - 1;

    private static bool Fits(List<Alarm> alarms) => alarms.Count <= MostAlarms
        && alarms.SelectMany(alarm => alarm.Resource.Parameters).DistinctBy(one => one.Name).Count() <= MostParameters;

    private static uint PlaceOf(string identity) =>
        BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(identity)));
}
