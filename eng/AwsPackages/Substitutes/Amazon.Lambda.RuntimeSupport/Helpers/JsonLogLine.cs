using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Amazon.Lambda.RuntimeSupport.Helpers;

/// <summary>
/// One log line as a JSON object: <c>{"timestamp","level","requestId","traceId","message"}</c>, the placeholders by
/// name, then the exception. See
/// https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html.
/// </summary>
internal static class JsonLogLine
{
    public static void Write(
        IBufferWriter<byte> output,
        LogWriter log,
        string now,
        string level,
        Exception exception,
        string message,
        object[] args)
    {
        var properties = args is { Length: > 0 } ? new List<MessageTemplate.Property>(args.Length) : null;
        var text = MessageTemplate.Fill(message, args, properties);
        using var writer = new Utf8JsonWriter(output, new JsonWriterOptions { SkipValidation = true });
        writer.WriteStartObject();
        writer.WriteString("timestamp", now);
        writer.WriteString("level", level);
        WriteUnlessEmpty(writer, "requestId", log.RequestId);
        WriteUnlessEmpty(writer, "traceId", log.TraceId);
        writer.WriteString("message", text);
        foreach (var property in properties ?? [])
        {
            WriteProperty(writer, property);
        }

        WriteException(writer, exception);
        writer.WriteEndObject();
    }

    private static void WriteUnlessEmpty(Utf8JsonWriter writer, string name, string value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            writer.WriteString(name, value);
        }
    }

    private static void WriteProperty(Utf8JsonWriter writer, MessageTemplate.Property property)
    {
        if (property.Value is not null)
        {
            writer.WritePropertyName(property.Name);
            WriteValue(writer, property.Value);
        }
    }

    private static void WriteValue(Utf8JsonWriter writer, object value)
    {
        switch (value)
        {
            case null: writer.WriteNullValue(); break;
            case string text: writer.WriteStringValue(text); break;
            case bool truth: writer.WriteBooleanValue(truth); break;
            case decimal number: writer.WriteNumberValue(number); break;
            case double number when double.IsFinite(number): writer.WriteNumberValue(number); break;
            case float number when float.IsFinite(number): writer.WriteNumberValue(number); break;
            case ulong number: writer.WriteNumberValue(number); break;
            case long or int or uint or short or ushort or sbyte or byte:
                writer.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture)); break;
            case DateTime time: writer.WriteStringValue(time.ToString("O", CultureInfo.InvariantCulture)); break;
            case DateTimeOffset time: writer.WriteStringValue(time.ToString("O", CultureInfo.InvariantCulture)); break;
            case byte[] bytes: writer.WriteStringValue(Convert.ToHexStringLower(bytes)); break;
            case System.Collections.IList list: WriteList(writer, list); break;
            default: writer.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture)); break;
        }
    }

    private static void WriteList(Utf8JsonWriter writer, System.Collections.IList list)
    {
        writer.WriteStartArray();
        foreach (var item in list)
        {
            WriteValue(writer, item);
        }

        writer.WriteEndArray();
    }

    private static void WriteException(Utf8JsonWriter writer, Exception exception)
    {
        if (exception is null)
        {
            return;
        }

        writer.WriteString("errorType", exception.GetType().FullName);
        writer.WriteString("errorMessage", exception.Message);
        writer.WriteStartArray("stackTrace");
        foreach (var line in exception.ToString().Split('\n'))
        {
            writer.WriteStringValue(line.Trim());
        }

        writer.WriteEndArray();
    }
}
