using System.Text.Json;
using Alerting.Alerts;
using Alerting.Classification;
using Alerting.Configuration;
using Alerting.Grouping;
using Alerting.Grouping.Storage;
using Alerting.Routing;
using Alerting.Silencing;
using BenchmarkDotNet.Attributes;

namespace Alerting.Benchmarks;

/// <summary>The reducer and the JSON of the state, by the number of alerts in the group.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class GroupBenchmarks
{
    internal const int Messages = 1000;
    private static readonly DateTimeOffset Night = new(2026, 11, 14, 3, 0, 0, TimeSpan.Zero);

    private readonly GroupReducer _reducer;
    private readonly AlertArrived[] _messages = new AlertArrived[Messages];
    private readonly GroupAddress _address;
    private readonly AlertingConfig _config;
    private GroupState _state = null!;
    private byte[] _json = [];

    public GroupBenchmarks()
    {
        _config = ConfigFile.Load("""
            receivers: { chat: { slack: "https://hooks.slack.com/services/T/B/x" } }
            routes: [{ name: all, to: [chat], group_by: [service] }]
            """, "alerting.yaml", _ => null).Config!;
        _reducer = new GroupReducer(new GroupRules(_config));
        var match = new Router(_config.Routes).Match(Alert(0, Night))[0];
        _address = new GroupAddress(match.GroupKey, match.Route.Id);
    }

    [Params(1, 10, 50, 200, 1000, 10000)]
    public int Alerts { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _state = GroupState.New(_address);
        for (var i = 0; i < Alerts; i++)
            _state = Reduce(_state, new AlertArrived(Alert(i, Night)), Night);
        // Notify all and clear the outbox, as a worker does.
        _state = Reduce(_state, new Wake(), Night.AddMinutes(5)) with { Outbox = Outbox.Empty };
        for (var i = 0; i < Messages; i++)
            _messages[i] = new AlertArrived(Alert(i % Alerts, Night.AddMinutes(6).AddMilliseconds(i)));
        _json = JsonSerializer.SerializeToUtf8Bytes(_state, GroupJson.Compact.GroupState);
        Console.WriteLine($"// {Alerts} alerts: {_json.Length:N0} bytes of JSON");
    }

    /// <summary>All alarms of the group fire again in turn.</summary>
    [Benchmark(OperationsPerInvoke = Messages)]
    public GroupState Arrivals()
    {
        var state = _state;
        foreach (var message in _messages)
            state = Reduce(state, message, Night.AddMinutes(7));
        return state;
    }

    [Benchmark]
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(_state, GroupJson.Compact.GroupState);

    [Benchmark]
    public GroupState Read() => JsonSerializer.Deserialize(_json, GroupJson.Compact.GroupState)!;

    private GroupState Reduce(GroupState state, GroupMessage message, DateTimeOffset now) =>
        _reducer.Reduce(state, message, now, MuteContext.Empty).State;

    private Alert Alert(int i, DateTimeOffset at) => new Classifier(_config).Classify(new Signal
    {
        Source = "cloudwatch-alarm",
        Name = $"orders-{i:00000} errors",
        Title = $"orders-{i:00000} errors",
        Identity = $"arn:aws:cloudwatch:eu-west-1:123456789012:alarm:orders-{i:00000} errors",
        EventKey = $"arn:aws:cloudwatch:eu-west-1:123456789012:alarm:orders-{i:00000} errors|{at:O}|ALARM",
        Account = "123456789012",
        Region = "eu-west-1",
        Service = "orders",
        Recovers = true,
        State = "ALARM",
        OccurredAt = at,
        Summary = "Threshold Crossed: 3 out of the last 3 datapoints were greater than the threshold (5.0).",
        Links = [new Link("Alarm",
            "https://console.aws.amazon.com/cloudwatch/home?region=eu-west-1#alarmsV2:alarm/orders")],
        Claims = [new SeverityClaim(Severity.Error, "default for alarms in ALARM")],
    });
}
