using System.Runtime.CompilerServices;
using Alerting.Channels;
using Alerting.Channels.Reading;

namespace Alerting.Tests.Channels;

/// <summary>
/// What each channel sends, as files to read and compare. After an intended change, run the tests once with
/// <c>ACCEPT_GOLDEN=1</c> in the environment, review the diff and commit it.
/// </summary>
public sealed class GoldenFileTests
{
    public static MatrixTheoryData<string, string> All =>
        new(ChannelCatalog.Keys, ["firing", "resolved", "digest", "reminder", "flapping", "storm"]);

    [Theory]
    [MemberData(nameof(All))]
    public void A_payload_equals_its_golden_file(string channel, string situation)
    {
        var payload =
            Wire.Channel(channel).Format.Write(SampleNotifications.Message(SampleNotifications.Of(situation)));
        foreach (var (extension, text) in PayloadFiles.Of(payload))
            Compare(Path.Combine(Folder(), channel, $"{situation}.{extension}"), text);
    }

    public static MatrixTheoryData<string, string> Typical => new(ChannelCatalog.Keys, TypicalEvents.Names);

    /// <summary>Twelve events that wake people, in accounts with names.</summary>
    [Theory]
    [MemberData(nameof(Typical))]
    public void A_typical_event_equals_its_golden_file(string channel, string name)
    {
        var payload = Wire.Channel(channel).Format.Write(TypicalEvents.Message(name));
        foreach (var (extension, text) in PayloadFiles.Of(payload))
            Compare(Path.Combine(Folder(), channel, $"{name.Replace('/', '-')}.{extension}"), text);
    }

    private static void Compare(string file, string text)
    {
        if (Environment.GetEnvironmentVariable("ACCEPT_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }
        File.Exists(file).ShouldBeTrue($"{file} is missing. Run the tests once with ACCEPT_GOLDEN=1.");
        text.ShouldBe(File.ReadAllText(file),
            $"The payload differs from {file}. If that is intended, run the tests once with ACCEPT_GOLDEN=1.");
    }

    private static string Folder([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "Golden");
}
