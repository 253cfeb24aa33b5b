using System.Text;
using System.Text.Json;

namespace Alerting.Fakes;

/// <summary>
/// One message of an SNS API call, checked against the limits of SNS:
/// https://docs.aws.amazon.com/sns/latest/api/API_Publish.html.
/// </summary>
/// <param name="Id">Of a batch entry.</param>
/// <param name="Problem">The error of SNS, or null.</param>
public sealed record SnsPublish(
    string Id, string Message, string Subject, IReadOnlyList<(string Name, string Value)> Attributes, string? Problem)
{
    private const int MaxBytes = 256 * 1024;
    private const int MaxSubject = 100;

    public int Bytes => Encoding.UTF8.GetByteCount(Message);

    /// <param name="prefix">Of the fields of a batch entry; empty for a single message.</param>
    public static SnsPublish Of(IReadOnlyDictionary<string, string> form, string prefix)
    {
        var message = form.GetValueOrDefault(prefix + "Message", "");
        var subject = form.GetValueOrDefault(prefix + "Subject", "");
        var structure = form.GetValueOrDefault(prefix + "MessageStructure", "");
        var (text, unstructured) = structure == "json" ? Default(message) : (message, null);
        return new SnsPublish(form.GetValueOrDefault(prefix + "Id", ""), text, subject, ReadAttributes(form, prefix),
            ProblemOf(message, subject, structure) ?? unstructured);
    }

    public static IEnumerable<SnsPublish> OfBatch(IReadOnlyDictionary<string, string> form)
    {
        for (var i = 1; form.ContainsKey($"PublishBatchRequestEntries.member.{i}.Id"); i++)
            yield return Of(form, $"PublishBatchRequestEntries.member.{i}.");
    }

    /// <summary>Why SNS would refuse the whole batch, or null.</summary>
    public static (string Code, string Why)? BatchProblemOf(IReadOnlyList<SnsPublish> batch) => batch switch
    {
        [] => ("EmptyBatchRequest", "The batch request doesn't contain any entries."),
        { Count: > 10 } =>
            ("TooManyEntriesInBatchRequest", "The batch request contains more entries than permissible."),
        _ when batch.DistinctBy(entry => entry.Id).Count() < batch.Count =>
            ("BatchEntryIdsNotDistinct", "Two or more batch entries in the request have the same Id."),
        _ when batch.Sum(entry => (long)entry.Bytes) > MaxBytes =>
            ("BatchRequestTooLong", "The length of all the batch messages put together is more than the limit."),
        _ => null,
    };

    private static string? ProblemOf(string message, string subject, string structure) =>
        string.IsNullOrWhiteSpace(message) ? "Empty message"
        : Encoding.UTF8.GetByteCount(message) > MaxBytes ? "Message too long"
        : subject.Length > MaxSubject || subject.AsSpan().IndexOfAnyInRange('\0', '\x1f') >= 0 ? "Subject"
        : structure is not ("" or "json") ? "MessageStructure"
        : null;

    /// <summary>The default text of a message that has one for each protocol.</summary>
    private static (string Text, string? Problem) Default(string message)
    {
        try
        {
            using var document = JsonDocument.Parse(message);
            return document.RootElement.Text("default") is { Length: > 0 } text
                ? (text, null)
                : (message, "Message Structure - No default entry in JSON message body");
        }
        catch (JsonException)
        {
            return (message, "Message Structure - JSON message body failed to parse");
        }
    }

    private static List<(string Name, string Value)> ReadAttributes(IReadOnlyDictionary<string, string> form,
        string prefix)
    {
        var attributes = new List<(string, string)>();
        for (var i = 1; form.TryGetValue($"{prefix}MessageAttributes.entry.{i}.Name", out var name); i++)
        {
            attributes.Add(
                (name, form.GetValueOrDefault($"{prefix}MessageAttributes.entry.{i}.Value.StringValue", "")));
        }
        return attributes;
    }
}
