namespace Alerting.Walk;

/// <summary>Records which source files an alert passes through. The instrumented methods call it.</summary>
public static class Recorder
{
    private static readonly Lock Gate = new();
    private static readonly List<(string File, string Method)> FirstUses = [];
    private static readonly HashSet<(string, string)> Seen = [];
    private static volatile bool _isOn;

    public static void Start() => _isOn = true;

    public static void Stop() => _isOn = false;

    public static void Enter(string file, string method)
    {
        if (!_isOn)
            return;
        lock (Gate)
        {
            if (Seen.Add((file, method)))
                FirstUses.Add((file, method));
        }
    }

    public static void Report(TextWriter output, bool isDetailed)
    {
        var files = FirstUses.Select(use => use.File).Distinct().ToArray();
        if (isDetailed)
        {
            foreach (var file in files)
            {
                var methods = FirstUses.Where(use => use.File == file).Select(use => use.Method).Distinct();
                output.WriteLine($"  {file}: {string.Join(", ", methods)}");
            }
        }
        foreach (var folder in files.GroupBy(Folder))
            output.WriteLine($"  {folder.Count(),3}  {folder.Key}");
        var changes = FirstUses.Zip(FirstUses.Skip(1)).Count(pair => pair.First.File != pair.Second.File);
        output.WriteLine(
            "Counted: files of src/Alerting and src/Alerting.Logs whose methods run from the moment the function has " +
            "the SNS record until Slack has the request. Not counted: constructors, plain properties, generated code.");
        output.WriteLine(
            $"An alarm enters {files.Length} domain files on its way from SNS to Slack: {FirstUses.Count} methods, " +
            $"{changes} changes of file in order of first use.");
    }

    private static string Folder(string file) => string.Join('/', file.Split('/').SkipLast(1).Take(3));
}
