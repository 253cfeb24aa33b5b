using Alerting.Configuration;

namespace Alerting.Tests.Configuration;

/// <summary>Each file in <c>Bad</c> is named for what is wrong with it, and ends with what is told about it.</summary>
public class BadConfigurations
{
    private const string Marker = "# Told:";

    public static TheoryData<string> Files => [.. ConfigCases.Names("Bad")];

    [Theory, MemberData(nameof(Files))]
    public void All_that_is_wrong_is_told_with_its_place(string name)
    {
        var parts = ConfigCases.Read($"Bad/{name}.yaml").Split(Marker);
        var expected = parts[1].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimStart('#').Trim());

        var result = ConfigFile.Load(parts[0], "alerting.yaml", _ => null);

        result.IsValid.ShouldBeFalse();
        result.Errors.Select(error => $"{error.Line}:{error.Column}: {error.Text}").ShouldBe(expected);
    }
}
