using Alerting.Configuration;
using Alerting.Heartbeats;
using Alerting.InProcess;

namespace Alerting.Cli;

/// <summary>Checks that each heartbeat of a replay is in one of its configurations.</summary>
internal sealed class ReplayHeartbeats(AlertingConfig config, string file)
{
    private readonly List<Heartbeat> _known = [.. config.Heartbeats];
    private readonly List<(string Name, int Line)> _named = [];

    public void Add(ReplayLine line, int number)
    {
        _known.AddRange(line.Config?.Config.Heartbeats ?? []);
        if (line.Heartbeat is { } name)
            _named.Add((name, number));
    }

    public void Check()
    {
        foreach (var (name, line) in _named)
        {
            if (!_known.Exists(known => known.Name == name))
                throw new UserException($"{file}, line {line}: {new BeatFinder(_known).Unknown(name)}");
        }
    }
}
