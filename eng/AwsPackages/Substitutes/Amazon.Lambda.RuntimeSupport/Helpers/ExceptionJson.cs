using System.Buffers;
using System.Text.Json;

namespace Amazon.Lambda.RuntimeSupport.Helpers;

/// <summary>
/// An exception as Lambda takes it: the body <c>{"errorType","errorMessage","stackTrace":[]}</c> for the caller,
/// and the cause X-Ray shows. See https://docs.aws.amazon.com/lambda/latest/dg/csharp-exceptions.html.
/// </summary>
internal static class ExceptionJson
{
    // The cause travels in a header, and servers limit those.
    private const int LongestCauseMessage = 2000;

    public static byte[] Error(Exception exception) => Write(writer =>
    {
        writer.WriteString("errorType", exception.GetType().Name);
        writer.WriteString("errorMessage", exception.Message);
        writer.WriteStartArray("stackTrace");
        foreach (var line in exception.StackTrace?.Split('\n') ?? [])
        {
            writer.WriteStringValue(line.Trim());
        }

        writer.WriteEndArray();
    });

    public static byte[] XRayCause(Exception exception) => Write(writer =>
    {
        var message = exception.Message;
        writer.WriteString("working_directory", Environment.CurrentDirectory);
        writer.WriteStartArray("exceptions");
        writer.WriteStartObject();
        writer.WriteString("type", exception.GetType().Name);
        writer.WriteString("message", message.Length <= LongestCauseMessage ? message : message[..LongestCauseMessage]);
        writer.WriteStartArray("stack");
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteStartArray("paths");
        writer.WriteEndArray();
    });

    private static byte[] Write(Action<Utf8JsonWriter> body)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartObject();
            body(writer);
            writer.WriteEndObject();
        }

        return output.WrittenSpan.ToArray();
    }
}
