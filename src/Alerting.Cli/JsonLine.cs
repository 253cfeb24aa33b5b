using System.Text;
using System.Text.Json;
using Alerting.Text;

namespace Alerting.Cli;

/// <summary>One object on one line, for programs that read JSON lines.</summary>
internal static class JsonLine
{
    public static string Of(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, JsonText.Relaxed))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
