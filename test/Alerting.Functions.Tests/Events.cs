using System.Text.Json.Nodes;

namespace Alerting.Functions.Tests;

/// <summary>Sample events and changes to them.</summary>
internal static class Events
{
    public static string Text(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "events", name));

    /// <summary>The sample alarm with a changed record.</summary>
    public static string Alarm(Action<JsonObject>? changeSns = null, Action<JsonObject>? changeAlarm = null)
    {
        var json = JsonNode.Parse(Text("cloudwatch-alarm/alarm.json"))!;
        Change(json["Records"]![0]!, changeSns, changeAlarm);
        return json.ToJsonString();
    }

    /// <summary>One event with a changed sample alarm per record.</summary>
    public static string Records(params Action<JsonObject>[] changes)
    {
        var records = new JsonArray();
        foreach (var change in changes)
        {
            var record = JsonNode.Parse(Text("cloudwatch-alarm/alarm.json"))!["Records"]![0]!.DeepClone();
            change(record["Sns"]!.AsObject());
            records.Add(record);
        }
        return new JsonObject { ["Records"] = records }.ToJsonString();
    }

    /// <summary>Renames the alarm, which gives it another identity.</summary>
    public static Action<JsonObject> Named(string name) => sns => Change(sns, alarm =>
    {
        alarm["AlarmName"] = name;
        alarm["AlarmArn"] = $"arn:aws:cloudwatch:eu-west-1:123456789012:alarm:{name}";
    });

    public static Action<JsonObject> Message(string message) => sns => sns["Message"] = message;

    private static void Change(JsonNode record, Action<JsonObject>? changeSns, Action<JsonObject>? changeAlarm)
    {
        var sns = record["Sns"]!.AsObject();
        changeSns?.Invoke(sns);
        if (changeAlarm is not null)
            Change(sns, changeAlarm);
    }

    private static void Change(JsonObject sns, Action<JsonObject> change)
    {
        var alarm = JsonNode.Parse(sns["Message"]!.GetValue<string>())!.AsObject();
        change(alarm);
        sns["Message"] = alarm.ToJsonString();
    }
}
