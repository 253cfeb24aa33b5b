using Alerting.Configuration;
using CsCheck;

namespace Alerting.Tests.Configuration;

/// <summary>Reading a damaged configuration never throws, and every error points into the file.</summary>
public class DamagedConfigurations
{
    private static readonly string[] Debris =
    [
        "\t", "\n", " ", ":", ": ", "- ", "{", "}", "[", "]", "\"", "'", "#", "&a ", "*a", "!x ", "|", ">", "%", "@",
        "`", ",", "?", "\\",
        "${", "}", "$$", "${ssm:", ":-", "~", "<<: ", "---\n", "...\n", "\r\n", "\u0000", "\uFEFF", "é", "\U0001F525",
        "\uD800", "99999999999",
    ];

    private static readonly Gen<(int Kind, double At, int Length, int Piece)> AnyDamage =
        Gen.Select(Gen.Int[0, 3], Gen.Double[0, 1], Gen.Int[1, 40], Gen.Int[0, 1000]);

    [Theory]
    [InlineData("Good/design-example.yaml")]
    [InlineData("Good/everything.yaml")]
    public void Get_errors_that_point_into_the_file(string file)
    {
        var whole = ConfigCases.Read(file);

        AnyDamage.Array[1, 6].Sample(damages =>
        {
            var text = damages.Aggregate(whole, Damage);
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

    private static string Damage(string text, (int Kind, double At, int Length, int Piece) damage)
    {
        var at = (int)(damage.At * text.Length);
        var length = Math.Min(damage.Length, text.Length - at);
        return damage.Kind switch
        {
            0 => text.Remove(at, length),
            1 => text.Insert(at, Debris[damage.Piece % Debris.Length]),
            2 => text.Remove(at, length).Insert(at, Debris[damage.Piece % Debris.Length]),
            _ => text.Insert(damage.Piece % (text.Length + 1), text.Substring(at, length)),
        };
    }
}
