namespace Alerting.Logs.Fields;

/// <summary>The known names, normalized to lower case without punctuation, by length.</summary>
internal static partial class FieldNames
{
    private static Field Three(ReadOnlySpan<byte> n) =>
        n.SequenceEqual("msg"u8) ? Field.Message
        : n.SequenceEqual("lvl"u8) ? Field.Level
        : n.SequenceEqual("err"u8) || n.SequenceEqual("exc"u8) ? Field.Error
        : n.SequenceEqual("log"u8) ? Field.Event : Field.Unknown;

    private static Field Four(ReadOnlySpan<byte> n) =>
        n.SequenceEqual("time"u8) ? Field.Time
        : n.SequenceEqual("name"u8) ? Field.Logger
        : n.SequenceEqual("type"u8) ? Field.PlatformType
        : n.SequenceEqual("body"u8) ? Field.Body : Field.Unknown;

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
        n.SequenceEqual("severitytext"u8) ? Field.OpenTelemetryLevel
        : n.SequenceEqual("severitynumber"u8) ? Field.OpenTelemetryLevel
        : n.SequenceEqual("resourcelogs"u8) || n.SequenceEqual("jsonpayload"u8) || n.SequenceEqual("logprocessed"u8) ? Field.Nested
        : n.SequenceEqual("textpayload"u8) ? Field.Message
        : n.SequenceEqual("sourcecontext"u8) || n.SequenceEqual("syslogidentifier"u8) ? Field.Logger
        : n.SequenceEqual("renderedmessage"u8) || n.SequenceEqual("shortmessage"u8) ? Field.Message
        : n.SequenceEqual("errormessage"u8) || n.SequenceEqual("exceptionmessage"u8) ? Field.ErrorMessage
        : n.SequenceEqual("exceptiontype"u8) || n.SequenceEqual("exceptionname"u8) || n.SequenceEqual("errorkind"u8) ? Field.ErrorType
        : n.SequenceEqual("exceptionstacktrace"u8) || n.SequenceEqual("errorstacktrace"u8) || n.SequenceEqual("errorstack"u8) ? Field.Stack
        : n.SequenceEqual("awsrequestid"u8) || n.SequenceEqual("functionrequestid"u8) || n.SequenceEqual("correlationid"u8)
          || n.SequenceEqual("xraytraceid"u8) ? Field.RequestId
        : Field.Unknown;
}
