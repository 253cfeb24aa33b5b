using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Amazon.Lambda.Serialization.SystemTextJson.Converters;

/// <summary>
/// Reads dates as text (ISO 8601 and other formats that .NET parses) or as seconds or milliseconds since 1970.
/// See https://docs.aws.amazon.com/lambda/latest/dg/csharp-handler.html.
/// </summary>
public class DateTimeConverter : JsonConverter<DateTime>
{
    // As seconds this would be the year 5138, as milliseconds it is 1973.
    private const double FirstMilliseconds = 1e11;

    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            var number = reader.GetDouble();
            return Math.Abs(number) < FirstMilliseconds
                ? DateTime.UnixEpoch.AddSeconds(number)
                : DateTime.UnixEpoch.AddMilliseconds(number);
        }

        return reader.TryGetDateTime(out var time)
            ? time
            : DateTime.Parse(reader.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
    }

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);
}
