using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Alerting.Channels;
using Alerting.Text;

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
        foreach (var (extension, text) in Files(payload))
            Compare(Path.Combine(Folder(), channel, $"{situation}.{extension}"), text);
    }

    private static IEnumerable<(string Extension, string Text)> Files(Payload payload) => payload switch
    {
        EmailPayload mail => [("txt", $"Subject: {mail.Subject}\n\n{mail.Text}\n"), ("html", mail.Html)],
        TextPayload text => [("txt", text.Text + "\n")],
        _ => [("json", Indented(payload))],
    };

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

    private static string Indented(Payload payload)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, JsonText.Indented))
        {
            using var own = new MemoryStream();
            using (var writer = new Utf8JsonWriter(own, JsonText.Relaxed))
                payload.WriteTo(writer);
            using var document = JsonDocument.Parse(own.ToArray());
            document.WriteTo(json);
        }
        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static string Folder([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "Golden");
}
