using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Amazon.Lambda.RuntimeSupport.Helpers;

/// <summary>
/// An exception in Lambda's format: the body <c>{"errorType","errorMessage","stackTrace":[],"cause":{}}</c> for the
/// caller, with the whole chain of causes, and the cause X-Ray shows.
/// See https://docs.aws.amazon.com/lambda/latest/dg/csharp-exceptions.html.
/// </summary>
internal static class ExceptionJson
{
    // Lambda's limit for an error document.
    private const int LargestError = 256 * 1024;

    // The cause is sent in a header, and servers limit headers.
    private const int LongestCauseMessage = 2000;

    private static readonly byte[] TooLarge =
        """{"errorMessage":"Exception exceeded maximum payload size of 256KB."}"""u8.ToArray();

    public static byte[] Error(Exception exception) => Error(exception, LargestError);

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

    /// <summary>A cause that exceeds the remaining size is replaced; the exceptions around it are kept.</summary>
    private static byte[] Error(Exception exception, int room)
    {
        var own = Encoding.UTF8.GetByteCount(exception.Message) +
            Encoding.UTF8.GetByteCount(exception.StackTrace ?? string.Empty);
        var left = room - own;
        var error = left <= 0 ? TooLarge : Write(writer => WriteError(writer, exception, left));
        return error.Length <= room ? error : TooLarge;
    }

    private static void WriteError(Utf8JsonWriter writer, Exception exception, int room)
    {
        writer.WriteString("errorType", exception.GetType().Name);
        writer.WriteString("errorMessage", exception.Message);
        if (!string.IsNullOrEmpty(exception.StackTrace))
        {
            writer.WriteStartArray("stackTrace");
            foreach (var line in exception.StackTrace.Split('\n'))
            {
                writer.WriteStringValue(line.Trim());
            }

            writer.WriteEndArray();
        }

        if (exception.InnerException is not null)
        {
            writer.WritePropertyName("cause");
            room -= WriteCause(writer, exception.InnerException, room);
        }

        if (exception is AggregateException several)
        {
            writer.WriteStartArray("causes");
            foreach (var cause in several.InnerExceptions)
            {
                room -= WriteCause(writer, cause, room);
            }

            writer.WriteEndArray();
        }
    }

    private static int WriteCause(Utf8JsonWriter writer, Exception cause, int room)
    {
        var error = Error(cause, room);
        writer.WriteRawValue(error);
        return error.Length;
    }

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
