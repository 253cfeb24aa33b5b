using Alerting.Logs.Bytes;

namespace Alerting.Logs.Fields;

/// <summary>The field names of common loggers. Case and the characters <c>_ . - @</c> are ignored.</summary>
/// <remarks>
/// Serilog CLEF (https://github.com/serilog/serilog-formatting-compact#reified-properties), .NET's JSON console,
/// Powertools, pino, bunyan, winston, zap, logrus, zerolog, python-json-logger, structlog, Logback, Elastic's ECS
/// (https://www.elastic.co/guide/en/ecs/current/ecs-field-reference.html), OpenTelemetry, Lambda's JSON system logs, MongoDB
/// (https://www.mongodb.com/docs/manual/reference/log-messages/#structured-logging), Google Cloud's payloads, the systemd
/// journal (https://www.freedesktop.org/software/systemd/man/latest/systemd.journal-fields.html), Fluent Bit's
/// <c>log_processed</c>.
/// </remarks>
internal static class FieldNames
{
    private const int Longest = 20;

    /// <summary>The names in lower case without punctuation.</summary>
    private static readonly ByteWordMap<Field> Known = new(ignoreCase: false,
        (Field.Time, "ts time asctime timestamp"),
        (Field.Level, "lvl level levelname"),
        (Field.Severity, "severity"),
        (Field.DotNetLevel, "loglevel"),
        (Field.PythonLevel, "levelno"),
        (Field.JournalLevel, "syslogseverity"),
        (Field.InsightsLevel, "severitylevel"),
        (Field.Facility, "facility syslogfacility syslogtag"),
        (Field.Process, "pid hostname"),
        (Field.GelfMessage, "shortmessage"),
        (Field.OpenTelemetryLevel, "severitytext severitynumber"),
        (Field.Message, "msg message textpayload renderedmessage"),
        (Field.Body, "body"),
        (Field.Event, "mt log event"),
        (Field.Logger, "name logger target category component loglogger loggername sourcecontext syslogidentifier"),
        (Field.RequestId, "tr traceid requestid awsrequestid functionrequestid correlationid xraytraceid"),
        (Field.Error, "err exc error exception"),
        (Field.ErrorType, "errortype exceptiontype exceptionname"),
        (Field.ErrorMessage, "errormessage exceptionmessage"),
        (Field.Stack, "stack excinfo stacktrace exceptionstacktrace errorstacktrace"),
        (Field.Status, "status statuscode"),
        (Field.Nested, "fields record properties scopelogs logrecords resourcelogs jsonpayload logprocessed"),
        (Field.Attributes, "attributes"),
        (Field.PlatformType, "type"));

    /// <summary>Names that only count inside an error object.</summary>
    private static readonly ByteWordMap<Field> KnownInError = new(ignoreCase: false,
        (Field.ErrorType, "class kind className Type"),
        (Field.ErrorMessage, "text reason"));

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

    /// <summary>Inside an error object short names such as <c>type</c> and <c>message</c> describe the error.</summary>
    public static Field InError(ReadOnlySpan<byte> name)
    {
        var field = Of(name);
        return field switch
        {
            Field.Logger or Field.PlatformType => Field.ErrorType,
            Field.Message or Field.Body => Field.ErrorMessage,
            Field.Stack or Field.ErrorType or Field.ErrorMessage => field,
            _ => KnownInError.Find(name) ?? Field.Unknown,
        };
    }

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

        return length == 1 ? OneLetter(name) : Known.Find(letters[..length]) ?? Field.Unknown;
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
}
