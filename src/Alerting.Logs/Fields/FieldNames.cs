using Alerting.Logs.Bytes;

namespace Alerting.Logs.Fields;

internal enum Field
{
    Unknown,
    Time,
    Level,
    OpenTelemetryLevel,
    Message,

    /// <summary>OpenTelemetry's name for the message.</summary>
    Body,

    /// <summary>The message, unless there is a better field for it.</summary>
    Event,
    Logger,
    RequestId,
    Error,
    ErrorType,
    ErrorMessage,
    Stack,
    Status,

    /// <summary>An object or array that contains the fields of the line.</summary>
    Nested,

    /// <summary>OpenTelemetry's list of <c>{"key": …, "value": …}</c>.</summary>
    Attributes,
    PlatformType,

    /// <summary>The systemd journal's level, a syslog severity from 0 to 7.</summary>
    JournalLevel,

    /// <summary>MongoDB's one-letter names. They count only after a time in MongoDB's format.</summary>
    MongoTime,
    MongoLevel,
    MongoComponent,
}

/// <summary>The field names of common loggers. Case and the characters <c>_ . - @</c> are ignored.</summary>
/// <remarks>
/// Serilog CLEF (https://github.com/serilog/serilog-formatting-compact#reified-properties), .NET's JSON console, Powertools, pino,
/// bunyan, winston, zap, logrus, zerolog, python-json-logger, structlog, Logback, Elastic's ECS
/// (https://www.elastic.co/guide/en/ecs/current/ecs-field-reference.html), OpenTelemetry, Lambda's JSON system logs, MongoDB
/// (https://www.mongodb.com/docs/manual/reference/log-messages/#structured-logging), Google Cloud's payloads, the systemd
/// journal (https://www.freedesktop.org/software/systemd/man/latest/systemd.journal-fields.html), Fluent Bit's <c>log_processed</c>.
/// </remarks>
internal static partial class FieldNames
{
    private const int Longest = 20;

    public static Field Of(ReadOnlySpan<byte> name) => name.Length switch
    {
        // Fast path for the most common spellings.
        3 when name.SequenceEqual("msg"u8) => Field.Message,
        4 when name.SequenceEqual("time"u8) => Field.Time,
        5 when name.SequenceEqual("level"u8) => Field.Level,
        7 when name.SequenceEqual("message"u8) => Field.Message,
        8 when name.SequenceEqual("PRIORITY"u8) => Field.JournalLevel,
        9 when name.SequenceEqual("timestamp"u8) => Field.Time,
        _ => Normalized(name),
    };

    private static Field Normalized(ReadOnlySpan<byte> name)
    {
        Span<byte> letters = stackalloc byte[Longest];
        var length = 0;
        foreach (var b in name)
        {
            if (b is (byte)'_' or (byte)'.' or (byte)'-' or (byte)'@')
            {
                continue;
            }

            if (length == Longest)
            {
                return Field.Unknown;
            }

            letters[length++] = ByteClasses.Lower(b);
        }

        return Known(letters[..length], name);
    }

    /// <summary>CLEF's one-letter names need their at sign; without it they could be MongoDB's or anybody's.</summary>
    private static Field OneLetter(ReadOnlySpan<byte> name) => name switch
    {
        [(byte)'@', (byte)'t'] => Field.Time,
        [(byte)'@', (byte)'m'] => Field.Message,
        [(byte)'@', (byte)'l'] => Field.Level,
        [(byte)'@', (byte)'x'] => Field.Stack,
        [(byte)'t'] => Field.MongoTime,
        [(byte)'s'] => Field.MongoLevel,
        [(byte)'c'] => Field.MongoComponent,
        _ => Field.Unknown,
    };

    private static Field Known(ReadOnlySpan<byte> n, ReadOnlySpan<byte> name) => n.Length switch
    {
        1 => OneLetter(name),
        2 => n.SequenceEqual("ts"u8) ? Field.Time : n.SequenceEqual("mt"u8) ? Field.Event : n.SequenceEqual("tr"u8) ? Field.RequestId : Field.Unknown,
        3 => Three(n),
        4 => Four(n),
        5 => Five(n),
        6 => Six(n),
        7 => Seven(n),
        8 => n.SequenceEqual("severity"u8) || n.SequenceEqual("loglevel"u8) ? Field.Level : n.SequenceEqual("category"u8) ? Field.Logger : Field.Unknown,
        9 => Nine(n),
        10 => Ten(n),
        _ => Long(n),
    };

    /// <summary>Inside an error object short names such as <c>type</c> and <c>message</c> describe the error.</summary>
    public static Field InError(ReadOnlySpan<byte> name)
    {
        var field = Of(name);
        return field switch
        {
            Field.Logger or Field.PlatformType => Field.ErrorType,
            Field.Message or Field.Body => Field.ErrorMessage,
            Field.Stack or Field.ErrorType or Field.ErrorMessage => field,
            _ => name.SequenceEqual("class"u8) || name.SequenceEqual("kind"u8) || name.SequenceEqual("className"u8) || name.SequenceEqual("Type"u8)
                ? Field.ErrorType
                : name.SequenceEqual("text"u8) || name.SequenceEqual("reason"u8) ? Field.ErrorMessage : Field.Unknown,
        };
    }
}
