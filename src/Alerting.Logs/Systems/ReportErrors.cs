using Alerting.Logs.Bytes;

namespace Alerting.Logs.Systems;

/// <summary>Errors that a program reports about another one: a number or a state in a fixed place decides.</summary>
internal static class ReportErrors
{
    private const int LongestSentence = 300;

    /// <summary>How a service ends when it is told to. systemd.service(5), <c>SuccessExitStatus=</c></summary>
    private static readonly ByteWordSet EndedOnRequest =
        new(ignoreCase: false, "0/SUCCESS 15/TERM 1/HUP 2/INT 13/PIPE 143/n/a 130/n/a");

    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> message, out string program)
    {
        program = "error of ";
        return message[0] switch
        {
            (byte)'=' or (byte)'E' when IsSummaryOfErrors(message) => "Valgrind"u8,
            (byte)'R' when message.StartsWith("Rack app (\""u8) && message.IndexOf("): #<"u8) > 0 => "Puma"u8,
            (byte)'e' when IsSentence(message) => "Yarn"u8,
            (byte)'[' when message.StartsWith("[Container] "u8) && IsFailedBuild(message) => "CodeBuild"u8,
            (byte)'[' when message.IndexOf("] ! Unable to load application: "u8) is > 0 and < 12 => "Puma"u8,
            (byte)'(' when message.StartsWith("(service "u8)
                && message.IndexOf(") was unable to place a task"u8) > 0 => "Amazon ECS"u8,
            _ => default,
        };
    }

    /// <summary><c>Main process exited, code=exited, status=1/FAILURE</c></summary>
    public static bool IsFailedExit(ReadOnlySpan<byte> message)
    {
        var at = message.IndexOf("process exited, code="u8);
        var status = at < 0 ? -1 : message[at..].IndexOf(" status="u8);
        return status > 0 && !EndedOnRequest.Contains(message[(at + status + 8)..].TrimEnd(" \r\n"u8));
    }

    private static bool IsFailedBuild(ReadOnlySpan<byte> message) =>
        message.IndexOf(" Command did not exit successfully "u8) > 0
        || (message.IndexOf(" Phase complete: "u8) > 0 && message.EndsWith(" State: FAILED"u8));

    /// <summary><c>==4021== ERROR SUMMARY: 3 errors from 2 contexts</c></summary>
    private static bool IsSummaryOfErrors(ReadOnlySpan<byte> message)
    {
        var at = message.IndexOf("ERROR SUMMARY: "u8);
        return at is >= 0 and < 24 && message.Length > at + 15 && message[at + 15] is >= (byte)'1' and <= (byte)'9';
    }

    /// <summary>
    /// Yarn's level is a word before a sentence: <c>error Command failed with exit code 1.</c> A name would not end
    /// with a full stop or a quote.
    /// </summary>
    private static bool IsSentence(ReadOnlySpan<byte> message)
    {
        if (!message.StartsWith("error "u8) || message.Length > LongestSentence || !ByteClasses.IsUpper(message[6])
            || !(message[^1] is (byte)'.' or (byte)'"'))
        {
            return false;
        }

        return message[6..].Count((byte)' ') >= 2 && message.IndexOf(" registered"u8) < 0;
    }
}
