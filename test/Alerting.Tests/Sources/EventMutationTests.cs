using System.Text;
using System.Text.Json.Nodes;
using Alerting.Alerts;
using Alerting.Sources;
using CsCheck;

namespace Alerting.Tests.Sources;

/// <summary>A damaged event never throws and is never lost.</summary>
public class EventMutationTests
{
    private static readonly string[] Names = [.. EventCorpus.Cases];

    private static readonly Gen<(string Name, int Kind, bool Inner, int Seed)> Mutations =
        Gen.Select(Gen.Int[0, Names.Length - 1].Select(index => Names[index]), Gen.Int[0, 6], Gen.Bool, Gen.Int);

    [Fact]
    public void A_mutated_event_still_becomes_readable_alerts() =>
        Mutations.Sample(mutation => Check(Mutate(mutation)), iter: 3_000, print: mutation => mutation.ToString());

    private static readonly string[] UnrelatedObjects =
    [
        """{"status":"success"}""", """{"state":"up","name":"db1"}""", """{"severity":"info","level":"debug"}""",
        """{"title":"Somebody else","id":"7","message":"all is well"}""",
    ];

    [Fact]
    public void An_unrelated_nested_object_does_not_change_state_severity_or_title() =>
        Gen.Select(Gen.Int[0, Names.Length - 1].Select(index => Names[index]),
            Gen.Int[0, UnrelatedObjects.Length - 1].Select(index => UnrelatedObjects[index]), Gen.Bool)
        .Sample((name, unrelated, inner) =>
        {
            var body = EventCorpus.Event(name);
            Outcomes(WithUnrelatedObject(body, unrelated, inner)).ShouldBe(Outcomes(body), $"{name} with {unrelated}");
        }, iter: 1_000);

    private static List<(string, AlertStatus, SeverityClaim?)> Outcomes(byte[] body) =>
        [.. EventReader.Read(body).Select(signal =>
            (signal.Title, signal.Status, signal.Claims.Count > 0 ? signal.Claims[0] : signal.Fallback))];

    /// <summary>Adds it to the SNS message, the detail or the body.</summary>
    private static byte[] WithUnrelatedObject(byte[] body, string unrelated, bool isInner)
    {
        if (Parse(body) is not JsonObject outer)
            return body;
        if (isInner && outer["Records"] is JsonArray and [JsonObject record, ..]
            && record["Sns"]?["Message"] is JsonValue message
            && Parse(Encoding.UTF8.GetBytes(message.GetValue<string>())) is JsonObject inner)
        {
            inner["last_deploy"] = JsonNode.Parse(unrelated);
            record["Sns"]!["Message"] = inner.ToJsonString();
        }
        else if (isInner && outer["detail"] is JsonObject detail)
        {
            detail["last_deploy"] = JsonNode.Parse(unrelated);
        }
        else
        {
            outer["last_deploy"] = JsonNode.Parse(unrelated);
        }
        return Encoding.UTF8.GetBytes(outer.ToJsonString());
    }

    private static void Check(byte[] body)
    {
        var readings = EventReader.ReadEach(body);
        readings.ShouldNotBeEmpty();
        foreach (var reading in readings)
        {
            (reading.Signals.Count > 0 || !string.IsNullOrWhiteSpace(reading.IgnoredReason)).ShouldBeTrue();
            foreach (var signal in reading.Signals)
                CheckSignal(signal);
        }
    }

    private static void CheckSignal(Signal signal)
    {
        signal.Title.ShouldNotBeNullOrWhiteSpace();
        signal.Name.ShouldNotBeNullOrWhiteSpace();
        signal.Identity.ShouldNotBeNullOrWhiteSpace();
        signal.EventKey.ShouldNotBeNullOrWhiteSpace();
        (signal.Claims.Count > 0 || signal.Fallback is not null).ShouldBeTrue();
        signal.Problems.ShouldAllBe(problem => !problem.Contains("Exception", StringComparison.Ordinal));
        signal.Links.Select(link => link.Url).ShouldAllBe(url => IsWeb(url));
    }

    private static bool IsWeb(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    private static byte[] Mutate((string Name, int Kind, bool Inner, int Seed) mutation)
    {
        var random = new Random(mutation.Seed);
        var body = EventCorpus.Event(mutation.Name);
        if (!mutation.Inner)
            return Mutate(body, mutation.Kind, random);
        // The JSON string in the SNS message, where publishers make mistakes.
        var outer = JsonNode.Parse(body)!;
        if (outer["Records"]?[0]?["Sns"]?["Message"] is not JsonValue message)
            return Mutate(body, mutation.Kind, random);
        var inner = Mutate(Encoding.UTF8.GetBytes(message.GetValue<string>()), mutation.Kind, random);
        outer["Records"]![0]!["Sns"]!["Message"] = Encoding.UTF8.GetString(inner);
        return Encoding.UTF8.GetBytes(outer.ToJsonString());
    }

    private static byte[] Mutate(byte[] body, int kind, Random random) => kind switch
    {
        0 => Flip(body, random),
        1 => body[..random.Next(body.Length + 1)],
        2 => Replace(body, random, value: null),
        3 => Replace(body, random, JsonNode.Parse(random.GetItems(Values, 1)[0])),
        4 => Duplicate(body, random),
        5 => Replace(body, random,
            JsonNode.Parse(string.Concat(Enumerable.Repeat("[", 40)) + string.Concat(Enumerable.Repeat("]", 40)))),
        _ => Remove(body, random),
    };

    private static readonly string[] Values =
        ["7", "\"\"", "\" \"", "true", "[]", "{}", "[[1]]", "\"\\u0000\"", "-1e400", "\"9999-12-31T23:59:59Z\"",
            "{\"a\":{\"b\":1}}", "\"arn:aws::::x\"", "253402300799"];

    private static byte[] Flip(byte[] body, Random random)
    {
        var flipped = body.ToArray();
        for (var i = 0; i < 3 && flipped.Length > 0; i++)
            flipped[random.Next(flipped.Length)] = (byte)random.Next(256);
        return flipped;
    }

    private static byte[] Replace(byte[] body, Random random, JsonNode? value) =>
        Change(body, random, (parent, key) => parent[key] = value);

    private static byte[] Remove(byte[] body, Random random) =>
        Change(body, random, (parent, key) => parent.Remove(key));

    /// <summary>Changes a random property of a random object.</summary>
    private static byte[] Change(byte[] body, Random random, Action<JsonObject, string> change)
    {
        if (Parse(body) is not { } root)
            return Flip(body, random);
        var all = Objects(root).SelectMany(node => node.Select(property => (Parent: node, property.Key))).ToList();
        if (all.Count == 0)
            return body;
        var (parent, key) = all[random.Next(all.Count)];
        change(parent, key);
        return Encoding.UTF8.GetBytes(root.ToJsonString());
    }

    private static byte[] Duplicate(byte[] body, Random random)
    {
        if (Parse(body) is not { } root
            || Objects(root).SelectMany(node =>
            node.Select(property => property.Key)).ToList() is not { Count: > 0 } keys)
        {
            return Flip(body, random);
        }
        var text = root.ToJsonString();
        var braces = text.Select((c, index) => (c, index)).Where(at => at.c == '{').Select(at => at.index).ToList();
        var key = JsonValue.Create(keys[random.Next(keys.Count)])!.ToJsonString();
        return Encoding.UTF8.GetBytes(
            text.Insert(braces[random.Next(braces.Count)] + 1, $"{key}:{random.GetItems(Values, 1)[0]},"));
    }

    private static JsonNode? Parse(byte[] body)
    {
        try
        {
            return JsonNode.Parse(body);
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject found => [found, .. found.SelectMany(property => Objects(property.Value))],
        JsonArray list => list.SelectMany(Objects),
        _ => [],
    };
}
