using Alerting.Sources.Logs.Templates;

namespace Alerting.Sources.Logs.Lines;

internal enum Field
{
    Unknown,
    Time,
    Level,
    OpenTelemetryLevel,
    Message,

    /// <summary>Is the message where no better field is.</summary>
    Event,
    Logger,
    RequestId,
    Error,
    ErrorType,
    ErrorMessage,
    Stack,
    Status,

    /// <summary>An object or array that holds the fields we look for.</summary>
    Nested,

    /// <summary>OpenTelemetry's list of <c>{"key", "value"}</c>.</summary>
    Attributes,
    PlatformType,
}

/// <summary>What the fields of the usual loggers are called. Case, <c>_</c>, <c>.</c>, <c>-</c> and <c>@</c> do not count.</summary>
/// <remarks>
/// Serilog CLEF (https://github.com/serilog/serilog-formatting-compact#reified-properties), .NET's JSON console, Powertools, pino,
/// bunyan, winston, zap, logrus, zerolog, python-json-logger, structlog, Logback, Elastic's ECS
/// (https://www.elastic.co/guide/en/ecs/current/ecs-field-reference.html), OpenTelemetry, Lambda's JSON system logs.
/// </remarks>
internal static class FieldNames
{
    private const int Longest = 20;

    public static Field Of(ReadOnlySpan<byte> name) => name.Length switch
    {
        // Nearly all loggers use these spellings.
        3 when name.SequenceEqual("msg"u8) => Field.Message,
        4 when name.SequenceEqual("time"u8) => Field.Time,
        5 when name.SequenceEqual("level"u8) => Field.Level,
        7 when name.SequenceEqual("message"u8) => Field.Message,
        9 when name.SequenceEqual("timestamp"u8) => Field.Time,
        _ => OfAnySpelling(name),
    };

    private static Field OfAnySpelling(ReadOnlySpan<byte> name)
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

    /// <summary>CLEF's names are one letter long behind their at sign; without it they could be anything.</summary>
    private static Field Clef(ReadOnlySpan<byte> name) => name switch
    {
        [(byte)'@', (byte)'t'] => Field.Time,
        [(byte)'@', (byte)'m'] => Field.Message,
        [(byte)'@', (byte)'l'] => Field.Level,
        [(byte)'@', (byte)'x'] => Field.Stack,
        _ => Field.Unknown,
    };

    private static Field Known(ReadOnlySpan<byte> n, ReadOnlySpan<byte> name) => n.Length switch
    {
        1 => Clef(name),
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

    private static Field Three(ReadOnlySpan<byte> n) =>
        n.SequenceEqual("msg"u8) ? Field.Message
        : n.SequenceEqual("lvl"u8) ? Field.Level
        : n.SequenceEqual("err"u8) || n.SequenceEqual("exc"u8) ? Field.Error
        : n.SequenceEqual("log"u8) ? Field.Event : Field.Unknown;

    private static Field Four(ReadOnlySpan<byte> n) =>
        n.SequenceEqual("time"u8) ? Field.Time
        : n.SequenceEqual("name"u8) ? Field.Logger
        : n.SequenceEqual("type"u8) ? Field.PlatformType
        : n.SequenceEqual("body"u8) ? Field.Message : Field.Unknown;

    private static Field Five(ReadOnlySpan<byte> n) =>
        n.SequenceEqual("level"u8) ? Field.Level
        : n.SequenceEqual("error"u8) ? Field.Error
        : n.SequenceEqual("event"u8) ? Field.Event
        : n.SequenceEqual("stack"u8) ? Field.Stack : Field.Unknown;

    private static Field Six(ReadOnlySpan<byte> n) =>
        n.SequenceEqual("logger"u8) || n.SequenceEqual("target"u8) ? Field.Logger
        : n.SequenceEqual("status"u8) ? Field.Status
        : n.SequenceEqual("fields"u8) || n.SequenceEqual("record"u8) ? Field.Nested : Field.Unknown;

    private static Field Seven(ReadOnlySpan<byte> n) =>
        n.SequenceEqual("message"u8) ? Field.Message
        : n.SequenceEqual("asctime"u8) ? Field.Time
        : n.SequenceEqual("traceid"u8) ? Field.RequestId
        : n.SequenceEqual("excinfo"u8) ? Field.Stack : Field.Unknown;

    private static Field Nine(ReadOnlySpan<byte> n) =>
        n.SequenceEqual("timestamp"u8) ? Field.Time
        : n.SequenceEqual("levelname"u8) ? Field.Level
        : n.SequenceEqual("exception"u8) ? Field.Error
        : n.SequenceEqual("requestid"u8) ? Field.RequestId
        : n.SequenceEqual("component"u8) || n.SequenceEqual("loglogger"u8) ? Field.Logger
        : n.SequenceEqual("errortype"u8) ? Field.ErrorType
        : n.SequenceEqual("scopelogs"u8) ? Field.Nested : Field.Unknown;

    private static Field Ten(ReadOnlySpan<byte> n) =>
        n.SequenceEqual("loggername"u8) ? Field.Logger
        : n.SequenceEqual("stacktrace"u8) ? Field.Stack
        : n.SequenceEqual("logrecords"u8) || n.SequenceEqual("properties"u8) ? Field.Nested
        : n.SequenceEqual("attributes"u8) ? Field.Attributes
        : n.SequenceEqual("statuscode"u8) ? Field.Status : Field.Unknown;

    private static Field Long(ReadOnlySpan<byte> n) =>
        n.SequenceEqual("severitytext"u8) ? Field.Level
        : n.SequenceEqual("severitynumber"u8) ? Field.OpenTelemetryLevel
        : n.SequenceEqual("resourcelogs"u8) ? Field.Nested
        : n.SequenceEqual("sourcecontext"u8) ? Field.Logger
        : n.SequenceEqual("renderedmessage"u8) || n.SequenceEqual("shortmessage"u8) ? Field.Message
        : n.SequenceEqual("errormessage"u8) || n.SequenceEqual("exceptionmessage"u8) ? Field.ErrorMessage
        : n.SequenceEqual("exceptiontype"u8) || n.SequenceEqual("exceptionname"u8) || n.SequenceEqual("errorkind"u8) ? Field.ErrorType
        : n.SequenceEqual("exceptionstacktrace"u8) || n.SequenceEqual("errorstacktrace"u8) || n.SequenceEqual("errorstack"u8) ? Field.Stack
        : n.SequenceEqual("awsrequestid"u8) || n.SequenceEqual("functionrequestid"u8) || n.SequenceEqual("correlationid"u8)
          || n.SequenceEqual("xraytraceid"u8) ? Field.RequestId
        : Field.Unknown;

    /// <summary>Inside an error object the names are short, and mean the error's own.</summary>
    public static Field InError(ReadOnlySpan<byte> name)
    {
        var field = Of(name);
        return field switch
        {
            Field.Logger or Field.PlatformType => Field.ErrorType,
            Field.Message => Field.ErrorMessage,
            Field.Stack or Field.ErrorType or Field.ErrorMessage => field,
            _ => name.SequenceEqual("class"u8) || name.SequenceEqual("kind"u8) || name.SequenceEqual("className"u8) || name.SequenceEqual("Type"u8)
                ? Field.ErrorType
                : Field.Unknown,
        };
    }
}
