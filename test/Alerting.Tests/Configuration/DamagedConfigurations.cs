using Alerting.Configuration;
using CsCheck;

namespace Alerting.Tests.Configuration;

/// <summary>Whatever is done to a configuration, reading it answers: it never throws, and points into the file.</summary>
public class DamagedConfigurations
{
    private static readonly string[] Debris =
    [
        "\t", "\n", " ", ":", ": ", "- ", "{", "}", "[", "]", "\"", "'", "#", "&a ", "*a", "!x ", "|", ">", "%", "@", "`", ",", "?", "\\",
        "${", "}", "$$", "${ssm:", ":-", "~", "<<: ", "---\n", "...\n", "\r\n", "\u0000", "\uFEFF", "é", "\U0001F525", "\uD800", "99999999999",
    ];

    private static readonly Gen<(int Kind, double At, int Length, int Piece)> Blow =
        Gen.Select(Gen.Int[0, 3], Gen.Double[0, 1], Gen.Int[1, 40], Gen.Int[0, 1000]);

    [Theory]
    [InlineData("Good/design-example.yaml")]
    [InlineData("Good/everything.yaml")]
    public void Are_told_where_they_are_damaged(string file)
    {
        var whole = ConfigCases.Read(file);

        Blow.Array[1, 6].Sample(blows =>
        {
            var text = blows.Aggregate(whole, Struck);
            var result = ConfigFile.Load(text, "alerting.yaml", _ => null);
            var lines = text.Split('\n');
            result.IsValid.ShouldBe(result.Errors.Count == 0);
            foreach (var message in result.Errors.Concat(result.Notes))
            {
                message.Line.ShouldBeInRange(1, lines.Length, message.ToString());
                message.Column.ShouldBeInRange(1, lines[message.Line - 1].Length + 1, message.ToString());
            }
        }, iter: 500);
    }

    private static string Struck(string text, (int Kind, double At, int Length, int Piece) blow)
    {
        var at = (int)(blow.At * text.Length);
        var length = Math.Min(blow.Length, text.Length - at);
        return blow.Kind switch
        {
            0 => text.Remove(at, length),
            1 => text.Insert(at, Debris[blow.Piece % Debris.Length]),
            2 => text.Remove(at, length).Insert(at, Debris[blow.Piece % Debris.Length]),
            _ => text.Insert(blow.Piece % (text.Length + 1), text.Substring(at, length)),
        };
    }
}
