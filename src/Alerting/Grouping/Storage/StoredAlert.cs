using Alerting.Alerts;
using Alerting.Notifications;
using Alerting.Text;

namespace Alerting.Grouping.Storage;

/// <summary>
/// Truncates an alert to fit the stored state. The first alerts of a group keep their details; a message about many has
/// no room for them anyway.
/// </summary>
public static class StoredAlert
{
    private const int InDetail = 12;

    /// <summary>Bytes reserved for the sentence about links left out.</summary>
    private const int NoteLength = 60;

    internal static Alert Of(Alert alert, GroupDraft group) => Cut(alert, group.Entries.Length);

    /// <param name="place">How many alerts are stored already.</param>
    /// <param name="inDetail">The place beyond which little more than the name is kept.</param>
    public static Alert Cut(Alert alert, int place, int inDetail = InDetail)
    {
        var limits = AlertSizeLimits.Of(place, inDetail);
        alert = WithRunbookAsLink(alert);
        var (labels, size) = (alert.Labels, JsonSize.Of(alert.Labels));
        if (size > limits.Labels)
            labels = AlertTruncation.Fit(labels, limits.Labels, out size);
        var cut = CutEach(alert, labels, limits);
        if (size + JsonSize.WithoutLabels(cut) > limits.Bytes)
        {
            foreach (var truncate in AlertTruncation.TruncationOrder)
            {
                if (JsonSize.Of(cut) > limits.Bytes - NoteLength)
                    cut = truncate(cut, limits.Bytes);
                else
                    break;
            }
        }
        return limits.IsBrief ? cut : WithNote(cut, alert.Signal.Links.Count - cut.Signal.Links.Count);
    }

    /// <summary>A runbook often ends the description, where it would be cut first.</summary>
    private static Alert WithRunbookAsLink(Alert alert)
    {
        var runbook = Runbook.Find(alert.Signal.Description);
        return runbook.Link is not { } link ? alert
            : alert with
                { Signal = alert.Signal with { Description = runbook.Rest, Links = [link, .. alert.Signal.Links] } };
    }

    private static Alert CutEach(Alert alert, IReadOnlyDictionary<string, string> labels, AlertSizeLimits limits)
    {
        var signal = alert.Signal;
        return alert with
        {
            Labels = labels,
            // The entry has the one that counts, and the next event names the others again.
            OtherFingerprints = null,
            Signal = signal with
            {
                Name = TextCut.To(signal.Name, 256),
                Title = TextCut.To(signal.Title, 256),
                // Replaced by the fingerprint.
                Identity = "",
                EventKey = TextCut.To(signal.EventKey, 300),
                Claims = [],
                Fallback = null,
                Labels = NoLabels,
                Summary = TextCut.To(signal.Summary, limits.Text),
                Description = limits.IsBrief ? null : TextCut.To(signal.Description, limits.Text),
                Facts = First(signal.Facts, limits.Facts, fact => fact.Value.Length <= limits.Fact,
                    fact => fact with { Value = TextCut.To(fact.Value, limits.Fact) }),
                Links = First(signal.Links, limits.Links, link => link.Url.Length <= limits.Url,
                    _ => null),
                Samples = First(signal.Samples, limits.Samples,
                    sample => sample.Length <= limits.Sample,
                    sample => TextCut.To(sample, limits.Sample)),
                Problems = First(signal.Problems, limits.Samples, problem => problem.Length <= 200,
                    problem => TextCut.To(problem, 200)),
                Measurement = limits.IsBrief ? null : signal.Measurement,
            },
        };
    }

    /// <summary>The first items, each cut or left out if it does not fit. Returns the same list if all fit.</summary>
    private static IReadOnlyList<T> First<T>(IReadOnlyList<T> list, int count, Func<T, bool> fits, Func<T, T?> cut)
        where T : class
    {
        if (list.Count == 0 || (list.Count <= count && list.All(fits)))
            return list;
        return [.. list.Select(each => fits(each) ? each : cut(each)).OfType<T>().Take(count)];
    }

    private static readonly IReadOnlyDictionary<string, string> NoLabels = new Dictionary<string, string>();

    private static Alert WithNote(Alert cut, int links) => links <= 0 ? cut : cut with
    {
        Signal = cut.Signal with
        {
            Problems =
            [
                .. cut.Signal.Problems,
                links == 1 ? "1 link was left out to save space." : $"{links} links were left out to save space.",
            ],
        },
    };
}

/// <summary>How much of an alert is stored: in bytes as a whole, and in characters of each text.</summary>
internal sealed record AlertSizeLimits(int Bytes, int Labels, int Text, int Links, int Url, int Facts, int Fact,
    int Samples, int Sample)
{
    /// <summary>Most groups have one alert, which is kept almost entirely.</summary>
    private const int Few = 3;

    private static readonly AlertSizeLimits Ample =
        new(16_000, Labels: 3000, Text: 4000, Links: 10, Url: 2000, Facts: 20, Fact: 300, Samples: 3, Sample: 1000);

    /// <summary>Fits CloudWatch's longest description.</summary>
    /// <remarks>https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html</remarks>
    private static readonly AlertSizeLimits Detailed =
        new(4000, Labels: 1000, Text: 1024, Links: 6, Url: 2000, Facts: 6, Fact: 100, Samples: 3, Sample: 300);

    /// <summary>200 of these, the more detailed ones and a few messages stay within the store's 400 KB.</summary>
    private static readonly AlertSizeLimits Brief =
        new(800, Labels: 300, Text: 90, Links: 1, Url: 200, Facts: 0, Fact: 0, Samples: 0, Sample: 0);

    public bool IsBrief => this == Brief;

    public static AlertSizeLimits Of(int place, int inDetail) =>
        place < Few ? Ample : place <= inDetail ? Detailed : Brief;
}
