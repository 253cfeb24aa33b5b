using System.Text;
using Alerting.Logs.Levels;
using Alerting.Logs.Lines;
using Alerting.Logs.Stacks;
using Alerting.Logs.Templates;

namespace Alerting.Logs;

/// <summary>
/// The level of one log line, why it has it, and the template and fingerprint it shares with similar lines.
/// </summary>
public sealed record ClassifiedLine(LogLevel Level, string Reason, LogFingerprint Fingerprint, string Template);

/// <summary>
/// Whether the value of a key is secret. A secret's key stays with it, so that redaction recognises both.
/// </summary>
public delegate bool SecretKeyTest(ReadOnlySpan<byte> key);

/// <summary>Classifies log events of any format, one at a time. Not thread-safe: it reuses its buffers.</summary>
public sealed class LogClassifier(SecretKeyTest isSecretKey)
{
    private const int MessageKind = 1;
    private const int ExceptionKind = 2;
    private const int OutOfMemoryKind = 3;

    private readonly LineReader _reader = new(isSecretKey);
    private readonly byte[] _template = new byte[2 * LogTemplater.LongestTemplate];

    /// <summary>Classifies one event of one or more lines in UTF-8. Invalid UTF-8 is accepted.</summary>
    public ClassifiedLine Classify(ReadOnlySpan<byte> line)
    {
        Classify(line, out var verdict);
        return new ClassifiedLine(verdict.Level, verdict.Reason.ToString(), verdict.Fingerprint,
            Encoding.UTF8.GetString(verdict.Template));
    }

    /// <summary>Allocates nothing. The verdict is valid until the next call.</summary>
    internal void Classify(ReadOnlySpan<byte> text, out LogVerdict verdict)
    {
        verdict = default;
        _reader.Read(text, ref verdict.Line, out var unhandled);
        verdict.IsCrash = unhandled || verdict.Line.Message.StartsWith("Uncaught Exception"u8)
            || verdict.Line.Message.StartsWith("Unhandled Promise Rejection"u8);
        verdict.Level = LevelRules.Decide(ref verdict, unhandled);
        verdict.Template = WriteTemplate(verdict.Line);
        verdict.Fingerprint = FingerprintOf(verdict.Line, verdict.Template);
    }

    /// <summary>
    /// Identifies an exception by its type and the program's own frames, anything else by its template.
    /// </summary>
    private static LogFingerprint FingerprintOf(in LogLine line, ReadOnlySpan<byte> template)
    {
        // Lambda reports running out of memory twice: "Runtime exited" and a REPORT with all memory used.
        if (line.Platform == LambdaEvent.OutOfMemory
            || (line.Platform == LambdaEvent.Exited && line.Message.IndexOf("signal: killed"u8) >= 0))
        {
            return LogFingerprint.Start(OutOfMemoryKind);
        }

        var cause = line.Stack.IsEmpty ? default : CauseChain.Innermost(line.Stack);
        if (!line.Exception.IsEmpty && !line.Stack.IsEmpty)
        {
            var byFrames = LogFingerprint.Start(ExceptionKind).With(line.Exception);
            byFrames = line.Frame.IsEmpty ? byFrames : StackTrace.AddFrame(line.Frame, byFrames);
            if (StackTrace.TryAddFrames(line.Stack, ref byFrames))
            {
                return cause.IsEmpty || cause.SequenceEqual(line.Exception) ? byFrames : byFrames.With(cause);
            }
        }

        var byTemplate = LogFingerprint.Start(MessageKind).With(template);
        byTemplate = line.Frame.IsEmpty ? byTemplate : StackTrace.AddFrame(line.Frame, byTemplate);
        byTemplate = line.Component.IsEmpty ? byTemplate : byTemplate.With(line.Component);
        return cause.IsEmpty ? byTemplate : byTemplate.With(cause);
    }

    /// <summary>Writes <c>message: Exception: detail</c> without the parts that are empty.</summary>
    private ReadOnlySpan<byte> WriteTemplate(scoped in LogLine line)
    {
        var target = _template.AsSpan();
        if (line.Exception.IsEmpty && line.Detail.IsEmpty)
        {
            return target[..LogTemplater.WriteTemplate(line.Message, target)];
        }

        var length =
            line.Detail.IsEmpty ? 0 : LogTemplater.WriteTemplate(line.Message, target[..LogTemplater.LongestTemplate]);
        length = Append(target, length, line.Exception, asTemplate: false);
        length = Append(target, length, line.Detail.IsEmpty ? line.Message : line.Detail, asTemplate: true);
        return target[..length];
    }

    private static int Append(Span<byte> target, int at, ReadOnlySpan<byte> part, bool asTemplate)
    {
        if (part.IsEmpty || at + 2 + 200 > target.Length)
        {
            return at;
        }

        var end = at;
        if (at > 0)
        {
            ": "u8.CopyTo(target[at..]);
            end += 2;
        }

        if (asTemplate)
        {
            var newLine = part.IndexOf((byte)'\n');
            return end + LogTemplater.WriteTemplate(newLine < 0 ? part : part[..newLine], target[end..]);
        }

        part = part[..Math.Min(part.Length, 160)];
        part.CopyTo(target[end..]);
        return end + part.Length;
    }
}
