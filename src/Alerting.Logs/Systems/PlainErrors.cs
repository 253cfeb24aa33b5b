using System.Buffers;

namespace Alerting.Logs.Systems;

/// <summary>
/// Recognises the errors of programs that write no level. Each begins with something that only an error has, such as its
/// code: a word alone is not enough.
/// </summary>
internal static class PlainErrors
{
    private const int Least = 12;

    /// <summary>Beginnings that say it all, with the program.</summary>
    private static readonly (string Program, byte[] Start)[] Beginnings = [.. new[]
    {
        ("Docker", "Error response from daemon: "), ("Docker", "docker: Error response from daemon: "),
        ("Kubernetes", "Error from server (") , ("Kubernetes", "Error from server: "),
        ("glibc", "free(): "), ("glibc", "malloc(): "), ("glibc", "realloc(): "), ("glibc", "munmap_chunk(): "),
        ("Erlang", "Error in process <"), ("Erlang", "** Generic server "), ("Erlang", "** State machine "),
        ("Erlang", "** exception error: "), ("Erlang", "escript: exception error: "),
        ("Erlang", "Kernel pid terminated"), ("Erlang", "{\"init terminating in do_boot\""),
        ("Swift", "*** Program crashed: "), ("V8", "# Fatal error in "), ("Ada", "raised CONSTRAINT_ERROR : "),
        ("Clojure", "Execution error "), ("Clojure", "Syntax error compiling at ("),
        ("Puma", "! Unable to load application: "), ("Go", "runtime: goroutine stack exceeds "),
        ("Go", "signal: killed"), ("Go", "signal: aborted"), ("rsync", "rsync error: "), ("curl", "curl: ("),
        ("ssh", "ssh: connect to host "), ("ssh", "ssh: Could not resolve hostname "),
        ("Kubernetes", "Back-off restarting failed container"), ("TeX", "! LaTeX Error: "),
        ("TeX", "! Undefined control"),
        ("Db2", "DB2 SQL Error: SQLCODE=-"), ("Spark", "Py4JJavaError: "), ("Linux", "Fatal signal "),
    }.Select(row => ("error of " + row.Item1 + ": ", System.Text.Encoding.ASCII.GetBytes(row.Item2)))];

    private static readonly SearchValues<byte> Initials =
        SearchValues.Create([.. Beginnings.Select(row => row.Start[0])]);

    /// <summary>The text that shows it, or empty.</summary>
    /// <param name="message">The message without its header.</param>
    /// <param name="logger">The program, if the header names one.</param>
    /// <param name="program">A reason that names the program.</param>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> message, ReadOnlySpan<byte> logger, out string program)
    {
        program = "";
        if (message.Length < Least)
        {
            return default;
        }

        var found = Initials.Contains(message[0]) ? Beginning(message, out program) : default;
        found = found.IsEmpty ? SqlErrors.Find(message, out program) : found;
        found = found.IsEmpty ? ScriptErrors.Find(message, out program) : found;
        found = found.IsEmpty ? BuildErrors.Find(message, out program) : found;
        found = found.IsEmpty ? ReportErrors.Find(message, out program) : found;
        var isSystemd = logger.SequenceEqual("systemd"u8) || message.StartsWith("systemd["u8);
        return found.IsEmpty && isSystemd ? OfSystemd(message, out program) : found;
    }

    private static ReadOnlySpan<byte> Beginning(ReadOnlySpan<byte> message, out string program)
    {
        foreach (var (name, start) in Beginnings)
        {
            if (message.StartsWith(start))
            {
                program = name;
                return start.AsSpan().TrimEnd(" :(<\""u8);
            }
        }

        program = "";
        return default;
    }

    /// <summary>A unit or a start that failed, and a process that ended neither well nor on request.</summary>
    private static ReadOnlySpan<byte> OfSystemd(ReadOnlySpan<byte> message, out string program)
    {
        program = "error of systemd: ";
        return ReportErrors.IsFailedExit(message) ? "process exited"u8
            : message.IndexOf(": Failed with result '"u8) > 0 ? "Failed with result"u8
            : message.StartsWith("Failed to start "u8) ? "Failed to start"u8
            : default;
    }
}
