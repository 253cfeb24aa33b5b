using System.Globalization;

namespace Alerting.Benchmarks;

/// <summary>
/// A cgroup that limits a process as Lambda does: full speed while it starts, then the share of a core that its memory
/// buys. Version 1 and 2 of Linux' control groups; where neither can be written, nothing is limited.
/// </summary>
/// <remarks>
/// 1,769 MB buy one core: https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
/// </remarks>
public sealed class CpuLimit : IDisposable
{
    private const int Period = 20_000;
    private const double MegabytesPerCore = 1769;

    private readonly string? _folder = Folders().FirstOrDefault(CanCreate);

    public bool IsAvailable => _folder is not null;

    public void Add(int process) => Write("cgroup.procs", process.ToString(CultureInfo.InvariantCulture));

    public void Limit(int megabytes)
    {
        var quota = (int)(Period * megabytes / MegabytesPerCore);
        if (File.Exists(_folder + "/cpu.max"))
        {
            Write("cpu.max", string.Create(CultureInfo.InvariantCulture, $"{quota} {Period}"));
            return;
        }
        Write("cpu.cfs_period_us", Period.ToString(CultureInfo.InvariantCulture));
        Write("cpu.cfs_quota_us", quota.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The next process starts at full speed.</summary>
    public void Lift()
    {
        if (File.Exists(_folder + "/cpu.max"))
            Write("cpu.max", "max");
        else
            Write("cpu.cfs_quota_us", "-1");
    }

    /// <summary>Its processes must have ended.</summary>
    public void Dispose()
    {
        if (_folder is not null)
            Directory.Delete(_folder);
    }

    private static IEnumerable<string> Folders() =>
        ((string[])["/sys/fs/cgroup/cpu", "/sys/fs/cgroup"]).Where(Directory.Exists)
            .Select(root => $"{root}/alerting-{Environment.ProcessId}");

    private static bool CanCreate(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            if (File.Exists(folder + "/cpu.max") || File.Exists(folder + "/cpu.cfs_quota_us"))
                return true;
            Directory.Delete(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Not permitted here.
        }
        return false;
    }

    private void Write(string file, string text)
    {
        if (_folder is not null)
            File.WriteAllText($"{_folder}/{file}", text);
    }
}
